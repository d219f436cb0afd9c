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
import dev.braid.engine.kernel.ElementwiseKernels;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import dev.braid.engine.tensor.Weight;
import java.util.List;
import java.util.Map;

/** One learned vector for each token id: where every design begins. */
public final class TokenEmbedding implements BlockType {
    @Override
    public String id() {
        return "token-embedding";
    }

    @Override
    public String title() {
        return "Token embedding";
    }

    @Override
    public Category category() {
        return Category.INPUT_OUTPUT;
    }

    @Override
    public List<String> keywords() {
        return List.of("input", "tokens", "vocabulary", "lookup", "start", "source");
    }

    @Override
    public String explanation() {
        return """
                Every design begins here. A context is a row of token ids; this block looks up one learned vector for \
                each id and sends the row of vectors on. All that follows works on vectors only.

                The width you set here is the model width d: blocks that keep their input's width pass it along, so it \
                usually is the one place where the width of the whole design is chosen. Leave the vocabulary at 0 and \
                it takes as many ids as the task has; a larger number leaves room for ids that other tasks use.

                It costs V·d parameters and no arithmetic: looking up is copying. With a large vocabulary and a small \
                model most parameters lie here, which is why model sizes are often quoted without it. A tied \
                language-model head uses the same matrix a second time, in the other direction.

                The vectors start small, normally distributed with standard deviation 0.02, and are not subject to \
                weight decay: rare tokens would otherwise be pulled to zero between their appearances.

                The vector says nothing of where in the context the token stands. Mamba and convolutions see the order \
                by themselves; attention needs rotary positions or a block of learned positions.""";
    }

    @Override
    public String formula() {
        return "x_t = E[token_t],  E: V × d,  E ~ N(0, 0.02²)   (Gu and Dao 2023)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        "width",
                        "Width d",
                        "Numbers in each token's vector: the model width of all that follows.",
                        64,
                        1,
                        16_384,
                        List.of(32L, 64L, 128L, 256L, 512L)),
                new ParamSpec.Whole(
                        "vocabulary",
                        "Vocabulary V",
                        "How many token ids there are; 0 takes as many as the task has.",
                        0,
                        0,
                        1_048_576,
                        List.of()));
    }

    @Override
    public List<PortSpec> inputs(Settings settings) {
        return List.of();
    }

    @Override
    public List<PortSpec> outputs(Settings settings) {
        return List.of(PortSpec.of("out"));
    }

    @Override
    public Map<String, Integer> outputWidths(Site site, ShapeReport report) {
        Vocabulary.check(site, report);
        return Map.of("out", site.settings().whole("width"));
    }

    @Override
    public Cost cost(Site site) {
        return new Cost((long) Vocabulary.size(site) * site.settings().whole("width"), 0, 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        int width = site.settings().whole("width");
        return new Lookup(
                plan.weight("weight", Initialiser.normal(0.02), false, Vocabulary.size(site), width),
                plan.output("out"),
                Backward.outputGradient(plan, "out"));
    }

    /**
     * The layer.
     *
     * @param table [V, d]
     * @param out [rows, d]
     */
    private record Lookup(Weight table, Buffer out, Buffer dOut) implements Layer {
        @Override
        public void forward(Pass pass) {
            int width = out.width();
            for (int row = 0; row < pass.rows; row++) {
                int token = pass.tokens[pass.tokenOffset + row];
                System.arraycopy(
                        pass.weights, table.offset() + token * width, pass.memory, out.at() + row * width, width);
            }
        }

        @Override
        public void backward(Pass pass) {
            ElementwiseKernels kernels = Kernels.ACTIVE.elementwise();
            int width = out.width();
            for (int row = 0; row < pass.rows; row++) {
                int token = pass.tokens[pass.tokenOffset + row];
                kernels.addTo(
                        width, pass.memory, dOut.at() + row * width, pass.gradients, table.offset() + token * width);
            }
        }
    }

    /** The parameter "vocabulary", which the head has as well. */
    static final class Vocabulary {
        private Vocabulary() {}

        /** V. */
        static int size(Site site) {
            int set = site.settings().whole("vocabulary");
            return set == 0 ? site.context().vocabulary() : set;
        }

        /** Reports a vocabulary that does not hold every token of the task. */
        static void check(Site site, ShapeReport report) {
            int set = site.settings().whole("vocabulary");
            int needed = site.context().vocabulary();
            if (set != 0 && set < needed) {
                report.error(
                        null,
                        "the vocabulary is set to " + set + " but the task uses " + needed
                                + " token ids; set it to 0, which takes as many as the task has, or to at least "
                                + needed,
                        block -> new Fix.SetParameter(
                                "Take the task's vocabulary", block, "vocabulary", new ParamValue.Whole(0)));
            }
        }
    }
}
