package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
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

/** Layer normalisation of each token over its channels. */
public final class LayerNorm implements BlockType {
    @Override
    public String id() {
        return "layer-norm";
    }

    @Override
    public String title() {
        return "LayerNorm";
    }

    @Override
    public Category category() {
        return Category.NORMALISATION;
    }

    @Override
    public List<String> keywords() {
        return List.of("normalise", "mean", "variance", "pre-norm", "standardise");
    }

    @Override
    public String explanation() {
        return """
                Shifts every token's vector to mean 0 and scales it to variance 1 over its channels, then \
                multiplies each channel with a learned gain and adds a learned bias. Nothing passes from one token \
                to another.

                It does the same service as RMSNorm: in front of a mixer, an MLP or the head it keeps the numbers \
                at one size however far the residual stream has grown. The original Transformer, GPT-2 and the \
                published recall experiments use it; most later models dropped the mean and the bias and use \
                RMSNorm, which is cheaper and trains as well. Choose LayerNorm to repeat an older experiment \
                exactly.

                Subtracting the mean removes one direction from the vector: what all channels have in common is \
                lost.

                A token whose channels are all alike comes out as the bias alone. A small ε under the root keeps \
                the division finite.

                It costs 2·d parameters. Gains start at 1, biases at 0; neither is subject to weight decay.""";
    }

    @Override
    public String formula() {
        return "y = γ ∘ (x − mean(x)) / √(var(x) + ε) + β,  ε = 10⁻⁵   (Ba, Kiros and Hinton 2016)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of();
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
        return Widths.asInput(site, "in", "out");
    }

    @Override
    public Cost cost(Site site) {
        int width = site.width("in");
        return new Cost(2L * width, 7.0 * width, 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        return layer(plan, 1);
    }

    /** The layer with the channels in that many groups, each with its own mean and variance. */
    static Layer layer(LayerPlan plan, int groups) {
        Buffer x = plan.input("in");
        return new Norm(
                groups,
                x,
                plan.weight("weight", Initialiser.constant(1), false, x.width()),
                plan.weight("bias", Initialiser.constant(0), false, x.width()),
                plan.output("out"),
                plan.saved(groups),
                plan.saved(groups),
                Backward.outputGradient(plan, "out"),
                Backward.inputGradient(plan, "in"));
    }

    /**
     * The layer.
     *
     * @param x [rows, d]
     * @param gain [d]
     * @param bias [d]
     * @param y [rows, d]
     * @param mean [rows, groups]
     * @param inverse 1 / √(variance + ε), [rows, groups]
     */
    private record Norm(
            int groups,
            Buffer x,
            Weight gain,
            Weight bias,
            Buffer y,
            Buffer mean,
            Buffer inverse,
            Buffer dy,
            Gradient dx)
            implements Layer {
        @Override
        public void forward(Pass pass) {
            Kernels.ACTIVE
                    .normalisation()
                    .layer(
                            pass.rows,
                            x.width(),
                            groups,
                            pass.memory,
                            x.at(),
                            x.width(),
                            pass.weights,
                            gain.offset(),
                            pass.weights,
                            bias.offset(),
                            pass.memory,
                            y.at(),
                            y.width(),
                            pass.memory,
                            mean.at(),
                            pass.memory,
                            inverse.at());
        }

        @Override
        public void backward(Pass pass) {
            Kernels.ACTIVE
                    .normalisation()
                    .layerBackward(
                            pass.rows,
                            x.width(),
                            groups,
                            pass.memory,
                            x.at(),
                            x.width(),
                            pass.weights,
                            gain.offset(),
                            pass.memory,
                            mean.at(),
                            pass.memory,
                            inverse.at(),
                            pass.memory,
                            dy.at(),
                            dy.width(),
                            pass.memory,
                            dx.buffer().at(),
                            dx.buffer().width(),
                            dx.accumulate(),
                            pass.gradients,
                            gain.offset(),
                            pass.gradients,
                            bias.offset());
        }
    }
}
