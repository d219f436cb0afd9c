package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.kernel.ElementwiseKernels;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The sum of two to eight inputs: residual connections, and branches added up. */
public final class Add implements BlockType {
    @Override
    public String id() {
        return "add";
    }

    @Override
    public String title() {
        return "Add";
    }

    @Override
    public Category category() {
        return Category.FUSION;
    }

    @Override
    public List<String> keywords() {
        return List.of("residual", "sum", "plus", "skip connection", "shortcut");
    }

    @Override
    public String explanation() {
        return """
                Adds its inputs, channel by channel. Its main use is the residual connection: wire the stream to one \
                port and the block that works on the stream to another. The block then only has to say what to change, \
                and the gradient finds a straight way back to the first layer. Deep designs do not train without it.

                The usual pattern is stream → norm → mixer → add, with the stream itself as the other input of the sum. \
                A parallel hybrid gives the sum three inputs: the stream, the Mamba branch and the attention branch, \
                both branches reading the same norm. That is how Falcon-H1 does it, each branch with its own output \
                projection and a scale block.

                All inputs must have the same width; where they differ, put a linear block into the narrower or wider \
                wire.

                It has no parameters, and adding is nearly free. Output projections of mixers and MLPs start smaller \
                the more sums a design has, so that the stream does not grow with depth at the start of training.""";
    }

    @Override
    public String formula() {
        return "y = a + b (+ c + …)   (He et al. 2015)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(new ParamSpec.Whole("inputs", "Inputs", "How many inputs are added.", 2, 2, 8, List.of()));
    }

    @Override
    public List<PortSpec> inputs(Settings settings) {
        return portNames(settings).stream().map(PortSpec::of).toList();
    }

    /** a, b, c, … as many as the parameter "inputs" says. */
    static List<String> portNames(Settings settings) {
        return IntStream.range(0, settings.whole("inputs"))
                .mapToObj(i -> String.valueOf((char) ('a' + i)))
                .toList();
    }

    @Override
    public List<PortSpec> outputs(Settings settings) {
        return List.of(PortSpec.of("out"));
    }

    @Override
    public Map<String, Integer> outputWidths(Site site, ShapeReport report) {
        return Widths.allEqual(site, report, portNames(site.settings()), "out", "a sum");
    }

    @Override
    public Cost cost(Site site) {
        return new Cost(0, (site.settings().whole("inputs") - 1.0) * site.width("a"), 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        List<String> ports = portNames(site.settings());
        return new Sum(
                ports.stream().map(plan::input).toList(),
                plan.output("out"),
                Backward.outputGradient(plan, "out"),
                ports.stream().map(port -> Backward.inputGradient(plan, port)).toList());
    }

    /**
     * The layer.
     *
     * @param terms each [rows, d]
     * @param out [rows, d]
     */
    private record Sum(List<Buffer> terms, Buffer out, Buffer dOut, List<Gradient> dTerms) implements Layer {
        @Override
        public void forward(Pass pass) {
            ElementwiseKernels kernels = Kernels.ACTIVE.elementwise();
            int count = pass.rows * out.width();
            int a = terms.get(0).at();
            int b = terms.get(1).at();
            kernels.add(count, pass.memory, a, pass.memory, b, pass.memory, out.at());
            for (int i = 2; i < terms.size(); i++) {
                kernels.addTo(count, pass.memory, terms.get(i).at(), pass.memory, out.at());
            }
        }

        @Override
        public void backward(Pass pass) {
            for (int i = 0; i < dTerms.size(); i++) {
                Backward.passOn(pass, dOut, dTerms.get(i));
            }
        }
    }
}
