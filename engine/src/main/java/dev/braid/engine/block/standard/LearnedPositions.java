package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Problem.Fix;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import dev.braid.engine.tensor.Weight;
import java.util.List;
import java.util.Map;

/** Adds a learned vector for each position of the context. */
public final class LearnedPositions implements BlockType {
    @Override
    public String id() {
        return "learned-positions";
    }

    @Override
    public String title() {
        return "Learned positions";
    }

    @Override
    public Category category() {
        return Category.INPUT_OUTPUT;
    }

    @Override
    public List<String> keywords() {
        return List.of("position", "absolute", "embedding", "order");
    }

    @Override
    public String explanation() {
        return """
                Adds one learned vector for each position of the context to what passes through. Position 0 has \
                its own vector, position 1 has its own, and so on; all sequences share them.

                Attention by itself sees a set of tokens without order. Something has to tell it where each token \
                stands: this block, or the rotary positions of the attention block, which turn queries and keys by \
                an angle that depends on the position. Mamba and convolutions see the order by themselves, and \
                hybrids with a Mamba block in front often need neither.

                Place it right behind the token embedding. The published recall experiments use it there.

                A table has an end. A model cannot read a context that is longer than its table, and the vectors \
                of positions that never occurred in training stay as random as they started; so a design with \
                learned positions says nothing of lengths beyond training. Leave the length at 0 and the table is \
                as long as the longest context of the run, evaluation included.

                It costs length · d parameters. They start normally distributed with standard deviation 0.02, \
                without weight decay.""";
    }

    @Override
    public String formula() {
        return "y_t = x_t + P[t],  P: length × d,  P ~ N(0, 0.02²)   (Gehring et al. 2017; used by Zoology's recall experiments)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(new ParamSpec.Whole(
                "length",
                "Length",
                "Positions in the table; 0 takes as many as the longest context of the run.",
                0,
                0,
                1_048_576,
                List.of()));
    }

    @Override
    public List<PortSpec> inputs(Settings settings) {
        return List.of(PortSpec.of("in"));
    }

    @Override
    public List<PortSpec> outputs(Settings settings) {
        return List.of(PortSpec.of("out"));
    }

    @Override
    public Map<String, Integer> outputWidths(Site site, ShapeReport report) {
        int length = length(site);
        int needed = site.context().contextLength();
        if (length < needed) {
            report.error(
                    null,
                    "the table holds " + length + " positions but contexts reach " + needed
                            + " tokens; set length to 0, which takes as many as the run needs, or to at least "
                            + needed,
                    block -> new Fix.SetParameter(
                            "Take the run's context length", block, "length", new ParamValue.Whole(0)));
        }
        return Widths.asInput(site, "in", "out");
    }

    @Override
    public Cost cost(Site site) {
        int width = site.width("in");
        return new Cost((long) length(site) * width, width, 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        int width = site.width("in");
        return new Positions(
                plan.input("in"),
                plan.weight("weight", Initialiser.normal(0.02), false, length(site), width),
                plan.output("out"),
                Backward.outputGradient(plan, "out"),
                Backward.inputGradient(plan, "in"));
    }

    private static int length(Site site) {
        int set = site.settings().whole("length");
        return set == 0 ? site.context().contextLength() : set;
    }

    /**
     * The layer. The rows of a sequence and of the table lie in the same order, so that each sequence is one sum.
     *
     * @param x [rows, d]
     * @param table [length, d]
     * @param y [rows, d]
     */
    private record Positions(Buffer x, Weight table, Buffer y, Buffer dy, Gradient dx) implements Layer {
        @Override
        public void forward(Pass pass) {
            int count = pass.length * x.width();
            for (int sequence = 0; sequence < pass.sequences; sequence++) {
                int from = sequence * count;
                Kernels.ACTIVE
                        .elementwise()
                        .add(count, pass.memory, x.at() + from, pass.weights, first(pass), pass.memory, y.at() + from);
            }
        }

        @Override
        public void backward(Pass pass) {
            int count = pass.length * x.width();
            for (int sequence = 0; sequence < pass.sequences; sequence++) {
                Kernels.ACTIVE
                        .elementwise()
                        .addTo(count, pass.memory, dy.at() + sequence * count, pass.gradients, first(pass));
            }
            Backward.passOn(pass, dy, dx);
        }

        /** Index of the first token's vector. */
        private int first(Pass pass) {
            return table.offset() + pass.start * x.width();
        }
    }
}
