package dev.braid.visuals.canvas;

import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Problem;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Wire;
import dev.braid.visuals.document.Findings;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What ports and wires are called, where they lead, what they carry and what is wrong with them: for whoever cannot see it. */
final class PortWords {
    private final String graph;
    private final Findings findings;
    private final Map<PortRef, String> sources = new HashMap<>();
    private final Map<PortRef, PortRef> origins = new HashMap<>();
    private final Map<PortRef, String> targets = new HashMap<>();
    private final Map<PortRef, String> errors;

    /**
     * The words of one graph.
     *
     * @param graph "" or a sub-graph's name
     */
    PortWords(String graph, Graph shown, Findings findings) {
        this.graph = graph;
        this.findings = findings;
        for (Wire wire : shown.wires()) {
            sources.merge(wire.to(), wire.from().block(), (a, b) -> a + " and " + b);
            origins.put(wire.to(), wire.from());
            targets.merge(wire.from(), wire.to().block(), (a, b) -> a + ", " + b);
        }
        errors = shown.blocks().stream()
                .flatMap(block -> findings.of(graph, block.id()).stream()
                        .filter(problem -> problem.severity() == Problem.Severity.ERROR && problem.port() != null)
                        .map(problem -> Map.entry(new PortRef(block.id(), String.valueOf(problem.port())), problem)))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().text(), (a, b) -> a + "; " + b));
    }

    /** Whether a wire leads to it or from it. */
    boolean wired(PortRef port) {
        return sources.containsKey(port) || targets.containsKey(port);
    }

    /** Whether there is an error at a port. */
    boolean wrong(PortRef port) {
        return errors.containsKey(port);
    }

    /** A port. */
    String of(PortRef port, PortSpec spec, boolean input) {
        String name = (input ? "Input " : "Output ") + spec.title() + " of " + port.block();
        if (!input) {
            return name + (targets.containsKey(port) ? ", to " + targets.get(port) : ", not wired") + width(port);
        }
        String source = sources.get(port);
        PortRef origin = origins.get(port);
        return name
                + (source == null ? ", not wired" : ", from " + source)
                + (origin == null ? "" : width(origin))
                + problem(port);
    }

    /** A wire. */
    String of(Wire wire) {
        return "Wire from " + wire.from().block() + " to input " + wire.to().port() + " of "
                + wire.to().block() + width(wire.from()) + problem(wire.to());
    }

    private String width(PortRef output) {
        OptionalInt width = findings.width(graph, output);
        return width.isPresent() ? ", " + width.getAsInt() + " wide" : ", width not known";
    }

    private String problem(PortRef port) {
        return errors.containsKey(port) ? ", problem: " + errors.get(port) : "";
    }
}
