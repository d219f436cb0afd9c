package dev.braid.engine.block.standard;

import dev.braid.engine.block.Problem.Fix;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import java.util.List;
import java.util.Map;

/** Shape rules that several blocks share. */
final class Widths {
    private Widths() {}

    /** The output is as wide as the input, if that is known. */
    static Map<String, Integer> asInput(Site site, String in, String out) {
        Integer width = site.inputWidths().get(in);
        return width == null ? Map.of() : Map.of(out, width);
    }

    /**
     * All inputs must be as wide as the first of them whose width is known, and so is the output.
     *
     * @param purpose what the inputs are for, for the words "a sum needs inputs of one width"
     */
    static Map<String, Integer> allEqual(
            Site site, ShapeReport report, List<String> ports, String out, String purpose) {
        String first = null;
        int width = 0;
        for (String port : ports) {
            Integer here = site.inputWidths().get(port);
            if (here == null) {
                continue;
            }
            if (first == null) {
                first = port;
                width = here;
            } else if (here != width) {
                int wanted = width;
                report.error(
                        port,
                        "input " + port + " is " + here + " wide but input " + first + " is " + width + " wide: "
                                + purpose
                                + " needs inputs of one width; put a linear block of width " + width + " in front of "
                                + port + ", or make the branches equally wide",
                        block -> new Fix.InsertLinear(
                                "Insert a linear block " + here + " → " + wanted, new PortRef(block, port), wanted));
            }
        }
        return first == null ? Map.of() : Map.of(out, width);
    }

    /**
     * Whether a parameter divides a width; if not, reports it and offers the largest smaller number that does.
     *
     * @param title what the parameter counts, for the words "5 groups cannot share …"
     * @param what the thing of that width, for the words "… the 64 channels of the input"
     */
    static boolean divides(
            ShapeReport report, String port, String parameter, String title, int value, int width, String what) {
        if (width % value == 0) {
            return true;
        }
        int divisor = Math.min(value, width);
        while (width % divisor != 0) {
            divisor--;
        }
        int proposal = divisor;
        report.error(
                port,
                value + " " + title + " cannot share the " + width + " channels of " + what + " evenly; set "
                        + parameter + " to a divisor of " + width + ", such as " + proposal,
                block -> new Fix.SetParameter(
                        "Set " + parameter + " to " + proposal, block, parameter, new ParamValue.Whole(proposal)));
        return false;
    }
}
