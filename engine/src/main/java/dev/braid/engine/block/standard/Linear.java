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
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import dev.braid.engine.tensor.Weight;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A learned linear map of each token's vector. */
public final class Linear implements BlockType {
    @Override
    public String id() {
        return "linear";
    }

    @Override
    public String title() {
        return "Linear";
    }

    @Override
    public Category category() {
        return Category.POSITION_WISE;
    }

    @Override
    public List<String> keywords() {
        return List.of("projection", "dense", "fully connected", "matrix", "width", "output projection");
    }

    @Override
    public String explanation() {
        return """
                Multiplies every token's vector with one learned matrix, the same for all tokens. Each output channel is \
                a weighted sum of all input channels; nothing passes from one token to another.

                Use it where a width has to change: in front of a sum or a fusion whose inputs differ in width, to \
                narrow a branch, or to widen one. Use it as well as the output projection of a branch, so that the \
                branch can choose how its channels enter the residual stream; a fusion of two branches with separate \
                output projections has one in each branch, a joint one has a single linear block after the fusion.

                Two linear blocks in a row, with nothing in between, can express no more than one: put an activation \
                between them, or use an MLP block, which has one inside.

                The width 0 keeps the input's width. A bias is rarely worth its parameters where a norm stands nearby.

                It costs in · out parameters and 2 · in · out operations a token, and keeps no state.""";
    }

    @Override
    public String formula() {
        return "y = x W (+ b),  W: d_in × d_out,  W ~ U(±1/√d_in)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        "width",
                        "Output width",
                        "Channels of the output; 0 keeps the input's.",
                        0,
                        0,
                        16_384,
                        List.of(32L, 64L, 128L, 256L)),
                new ParamSpec.Flag("bias", "Bias", "Add a learned number to each output channel.", false));
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
        int width = site.settings().whole("width");
        return width > 0 ? Map.of("out", width) : Widths.asInput(site, "in", "out");
    }

    @Override
    public Cost cost(Site site) {
        int in = site.width("in");
        int out = outputWidth(site);
        int bias = site.settings().flag("bias") ? out : 0;
        return new Cost(Projection.parameters(in, out) + bias, Projection.flopsPerToken(in, out) + bias, 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        int in = site.width("in");
        int out = outputWidth(site);
        return new Product(
                plan.input("in"),
                Projection.of(plan, "weight", in, out, Initialiser.linear(in)),
                site.settings().flag("bias") ? plan.weight("bias", Initialiser.constant(0), false, out) : null,
                plan.output("out"),
                Backward.outputGradient(plan, "out"),
                Backward.inputGradient(plan, "in"));
    }

    private static int outputWidth(Site site) {
        int width = site.settings().whole("width");
        return width > 0 ? width : site.width("in");
    }

    /**
     * The layer.
     *
     * @param x [rows, in]
     * @param projection W [in, out]
     * @param bias [out]
     * @param y [rows, out]
     */
    private record Product(
            Buffer x, Projection projection, @Nullable Weight bias, Buffer y, Buffer dy, Gradient dx) implements Layer {
        @Override
        public void forward(Pass pass) {
            projection.forward(pass, x, y);
            if (bias != null) {
                ElementwiseKernels kernels = Kernels.ACTIVE.elementwise();
                kernels.addBias(
                        pass.rows,
                        y.width(),
                        pass.memory,
                        y.at(),
                        y.width(),
                        pass.weights,
                        bias.offset(),
                        pass.memory,
                        y.at(),
                        y.width());
            }
        }

        @Override
        public void backward(Pass pass) {
            if (bias != null) {
                ElementwiseKernels kernels = Kernels.ACTIVE.elementwise();
                kernels.addColumnSums(
                        pass.rows, y.width(), pass.memory, dy.at(), dy.width(), pass.gradients, bias.offset());
            }
            projection.backward(pass, x, dy, dx);
        }
    }
}
