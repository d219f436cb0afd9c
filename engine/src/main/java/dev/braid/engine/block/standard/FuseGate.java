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
import java.util.List;
import java.util.Map;

/** A learned gate between two branches, channel by channel and token by token. */
public final class FuseGate implements BlockType {
    @Override
    public String id() {
        return "fuse-gate";
    }

    @Override
    public String title() {
        return "Gate";
    }

    @Override
    public Category category() {
        return Category.FUSION;
    }

    @Override
    public List<String> keywords() {
        return List.of("gating", "sigmoid", "blend", "fusion", "hybrid", "parallel", "branches");
    }

    @Override
    public String explanation() {
        return """
                Blends the two branches with a gate: for every token and channel a number g between 0 and 1 says \
                how much to take from the Mamba branch, and the rest is taken from attention. The gate is computed \
                from both branches at that token.

                It can thus take a recalled value from attention \
                where it found one, and the running summary of Mamba elsewhere. After training, the gate's values show \
                which branch is believed where.

                The gate's matrix starts small, so that all gates start near one half and the block begins as the \
                mean. Both branches have to be of the same width and should pass through a branch norm each, else \
                the gate has to undo the difference in size as well.

                Published results are mixed: in study B gates did not help a normalised sum. The small recall \
                tasks here let you see whether and where they do.

                It costs 2·d² parameters and 4·d² operations a token, as much as concat + linear, and mixes no \
                positions.""";
    }

    @Override
    public String formula() {
        return "g = σ([m; a] W),  y = g ∘ m + (1 − g) ∘ a,  W: 2d × d";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of();
    }

    @Override
    public List<PortSpec> inputs(Settings settings) {
        return Branches.INPUTS;
    }

    @Override
    public List<PortSpec> outputs(Settings settings) {
        return List.of(PortSpec.of("out"));
    }

    @Override
    public Map<String, Integer> outputWidths(Site site, ShapeReport report) {
        return Branches.outputWidths(site, report, "a gate");
    }

    @Override
    public Cost cost(Site site) {
        int width = site.width(Branches.SSM);
        return new Cost(
                Projection.parameters(2 * width, width), Projection.flopsPerToken(2 * width, width) + 7.0 * width, 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        int width = site.width(Branches.SSM);
        Initialiser start = Initialiser.linear(2 * width);
        Gradient dm = Backward.inputGradient(plan, Branches.SSM);
        Gradient da = Backward.inputGradient(plan, Branches.ATTENTION);
        return new Gate(
                plan.input(Branches.SSM),
                plan.input(Branches.ATTENTION),
                Projection.of(plan, "ssm", width, width, start),
                Projection.of(plan, "attention", width, width, start),
                plan.saved(width),
                plan.output("out"),
                Backward.outputGradient(plan, "out"),
                Backward.scratch(plan, width),
                Backward.target(plan, dm),
                dm,
                Backward.target(plan, da),
                da);
    }

    /**
     * The layer. The upper and the lower part of W are kept as two matrices, so that [m; a] never has to be written.
     *
     * @param m [rows, d]
     * @param a [rows, d]
     * @param upper [d, d]
     * @param lower [d, d]
     * @param logit [m; a] W, [rows, d]
     * @param y [rows, d]
     * @param dLogit [rows, d]
     * @param mTarget where the blend's gradient of m is written, [rows, d]
     * @param aTarget where the blend's gradient of a is written, [rows, d]
     */
    private record Gate(
            Buffer m,
            Buffer a,
            Projection upper,
            Projection lower,
            Buffer logit,
            Buffer y,
            Buffer dy,
            Buffer dLogit,
            Buffer mTarget,
            Gradient dm,
            Buffer aTarget,
            Gradient da)
            implements Layer {
        @Override
        public void forward(Pass pass) {
            upper.forward(pass, m, logit);
            lower.addForward(pass, a, logit);
            Kernels.ACTIVE
                    .elementwise()
                    .blend(
                            pass.rows * y.width(),
                            pass.memory,
                            logit.at(),
                            pass.memory,
                            m.at(),
                            pass.memory,
                            a.at(),
                            pass.memory,
                            y.at());
        }

        @Override
        public void backward(Pass pass) {
            Kernels.ACTIVE
                    .elementwise()
                    .blendBackward(
                            pass.rows * y.width(),
                            pass.memory,
                            logit.at(),
                            pass.memory,
                            m.at(),
                            pass.memory,
                            a.at(),
                            pass.memory,
                            dy.at(),
                            pass.memory,
                            dLogit.at(),
                            pass.memory,
                            mTarget.at(),
                            pass.memory,
                            aTarget.at());
            Backward.deliver(pass, mTarget, dm);
            Backward.deliver(pass, aTarget, da);
            // what reaches the branches through the gate comes on top
            upper.backward(pass, m, dLogit, new Gradient(dm.buffer(), true));
            lower.backward(pass, a, dLogit, new Gradient(da.buffer(), true));
        }
    }
}
