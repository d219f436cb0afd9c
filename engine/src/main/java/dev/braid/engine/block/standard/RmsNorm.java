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

/** Root-mean-square normalisation of each token over its channels. */
public final class RmsNorm implements BlockType {
    @Override
    public String id() {
        return "rms-norm";
    }

    @Override
    public String title() {
        return "RMSNorm";
    }

    @Override
    public Category category() {
        return Category.NORMALISATION;
    }

    @Override
    public List<String> keywords() {
        return List.of("normalise", "root mean square", "pre-norm", "scale");
    }

    @Override
    public String explanation() {
        return """
                Brings every token's vector to the same size, then multiplies each channel with a learned gain. The \
                direction of the vector is kept, and nothing passes from one token to another.

                Put one in front of every mixer and every MLP, and one before the language-model head. In a residual \
                stream the sums grow from layer to layer; without the norm the deeper blocks would be fed larger and \
                larger numbers, and training would need a much smaller learning rate. This pre-norm arrangement is the \
                one that nearly all models of today use.

                Compared with LayerNorm it neither subtracts the mean nor adds a bias. It is cheaper, has half the \
                parameters and trains as well.

                To normalise the two branches of a hybrid before they are fused, use the branch norm, which can also \
                work on groups of channels: the outputs of Mamba and of attention often differ in size by more than \
                ten times, and the smaller would not be heard.

                The gains start at 1 and are not subject to weight decay.""";
    }

    @Override
    public String formula() {
        return "y = γ ∘ x / √(mean(x²) + ε),  ε = 10⁻⁵   (Zhang and Sennrich 2019)";
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
        return new Cost(width, 4.0 * width, 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        return layer(plan, 1);
    }

    /** The layer with the channels in that many groups, each of its own size. */
    static Layer layer(LayerPlan plan, int groups) {
        Buffer x = plan.input("in");
        return new Norm(
                groups,
                x,
                plan.weight("weight", Initialiser.constant(1), false, x.width()),
                plan.output("out"),
                plan.saved(groups),
                Backward.outputGradient(plan, "out"),
                Backward.inputGradient(plan, "in"));
    }

    /**
     * The layer.
     *
     * @param x [rows, d]
     * @param gain [d]
     * @param y [rows, d]
     * @param inverse 1 / √(mean(x²) + ε), [rows, groups]
     */
    private record Norm(int groups, Buffer x, Weight gain, Buffer y, Buffer inverse, Buffer dy, Gradient dx)
            implements Layer {
        @Override
        public void forward(Pass pass) {
            Kernels.ACTIVE
                    .normalisation()
                    .rootMeanSquare(
                            pass.rows,
                            x.width(),
                            groups,
                            pass.memory,
                            x.at(),
                            x.width(),
                            pass.weights,
                            gain.offset(),
                            pass.memory,
                            y.at(),
                            y.width(),
                            pass.memory,
                            inverse.at());
        }

        @Override
        public void backward(Pass pass) {
            Kernels.ACTIVE
                    .normalisation()
                    .rootMeanSquareBackward(
                            pass.rows,
                            x.width(),
                            groups,
                            pass.memory,
                            x.at(),
                            x.width(),
                            pass.weights,
                            gain.offset(),
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
                            gain.offset());
        }
    }
}
