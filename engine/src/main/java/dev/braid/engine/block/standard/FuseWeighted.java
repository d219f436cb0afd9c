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
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import dev.braid.engine.tensor.Weight;
import java.util.List;
import java.util.Map;

/** Two branches with learned weights. */
public final class FuseWeighted implements BlockType {
    @Override
    public String id() {
        return "fuse-weighted";
    }

    @Override
    public String title() {
        return "Learned weights";
    }

    @Override
    public Category category() {
        return Category.FUSION;
    }

    @Override
    public List<String> keywords() {
        return List.of(
                "scalar",
                "per channel",
                "tanh",
                "beta",
                "fusion",
                "hybrid",
                "parallel",
                "branches",
                "retrievit",
                "hymba");
    }

    @Override
    public String explanation() {
        return """
                Adds the two branches with learned weights that are the same for all tokens. There are three \
                kinds.

                Scalar: one weight for each branch, both starting at one half, so that the block begins as the \
                mean.

                Per channel: one weight for each branch and channel, starting at one half. Some channels can come \
                to belong to Mamba and others to attention. This is the learned β of Hymba, where a branch norm \
                stands in front.

                Tanh: Mamba passes unchanged, and attention is added with the weight tanh(β), one number that \
                starts at 0. The block begins as a pure Mamba model and lets attention in as far as it helps; that \
                is the parallel wiring of Retrievit, made for adding attention to a model that is trained already. \
                At the start no gradient reaches the attention branch, only β itself: it wakes up after the first \
                steps.

                The weights show after training how much the model relies on either branch; they are among the \
                first things to look at. With unnormalised branches they say little, because a branch can make up \
                for a small weight by a large output.

                It costs 2, 2·d or 1 parameters, without weight decay, and mixes no positions.""";
    }

    @Override
    public String formula() {
        return "scalar: y = w₁ m + w₂ a;  per channel: y = w₁ ∘ m + w₂ ∘ a;  tanh: y = m + tanh(β) a   (Dong et al. 2024, Hymba)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(new ParamSpec.Choice(
                "weights",
                "Weights",
                "One for each branch, one for each branch and channel, or tanh(β) on attention alone, from 0.",
                List.of("scalar", "per-channel", "tanh")));
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
        return Branches.outputWidths(site, report, "a weighted sum");
    }

    @Override
    public Cost cost(Site site) {
        int width = site.width(Branches.SSM);
        return switch (site.settings().text("weights")) {
            case "per-channel" -> new Cost(2L * width, 3.0 * width, 0);
            case "tanh" -> new Cost(1, 2.0 * width, 0);
            default -> new Cost(2, 3.0 * width, 0);
        };
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        Branches branches = Branches.of(plan);
        int width = site.width(Branches.SSM);
        Initialiser half = Initialiser.constant(0.5);
        return switch (site.settings().text("weights")) {
            case "per-channel" ->
                new PerChannel(
                        branches,
                        plan.weight("ssm", half, false, width),
                        plan.weight("attention", half, false, width),
                        plan.scratch(width),
                        Backward.target(plan, branches.dm()),
                        Backward.target(plan, branches.da()));
            case "tanh" -> new Tanh(branches, plan.weight("beta", Initialiser.constant(0), false, 1));
            default -> new Scalar(branches, plan.weight("weights", half, false, 2));
        };
    }

    /**
     * One weight a branch.
     *
     * @param weights w₁ and w₂
     */
    private record Scalar(Branches branches, Weight weights) implements Layer {
        @Override
        public void forward(Pass pass) {
            int at = weights.offset();
            branches.combine(pass, pass.weights[at], pass.weights[at + 1]);
        }

        @Override
        public void backward(Pass pass) {
            int at = weights.offset();
            pass.gradients[at] += branches.dot(pass, branches.m());
            pass.gradients[at + 1] += branches.dot(pass, branches.a());
            branches.passOn(pass, pass.weights[at], pass.weights[at + 1]);
        }
    }

    /**
     * Attention through tanh(β).
     *
     * @param beta one number
     */
    private record Tanh(Branches branches, Weight beta) implements Layer {
        @Override
        public void forward(Pass pass) {
            branches.combine(pass, 1, opening(pass));
        }

        @Override
        public void backward(Pass pass) {
            float opening = opening(pass);
            pass.gradients[beta.offset()] += (1 - opening * opening) * branches.dot(pass, branches.a());
            branches.passOn(pass, 1, opening);
        }

        private float opening(Pass pass) {
            return (float) Math.tanh(pass.weights[beta.offset()]);
        }
    }

    /**
     * One weight a branch and channel.
     *
     * @param ssm w₁ [d]
     * @param attention w₂ [d]
     * @param weighted w₂ ∘ a, [rows, d]
     * @param mTarget where the gradient of m is written, [rows, d]
     * @param aTarget where the gradient of a is written, [rows, d]
     */
    private record PerChannel(
            Branches branches, Weight ssm, Weight attention, Buffer weighted, Buffer mTarget, Buffer aTarget)
            implements Layer {
        @Override
        public void forward(Pass pass) {
            Buffer y = branches.y();
            scale(pass, branches.m(), ssm, y);
            scale(pass, branches.a(), attention, weighted);
            Kernels.ACTIVE.elementwise().addTo(pass.rows * y.width(), pass.memory, weighted.at(), pass.memory, y.at());
        }

        private static void scale(Pass pass, Buffer branch, Weight weight, Buffer to) {
            Kernels.ACTIVE
                    .elementwise()
                    .scaleChannels(
                            pass.rows,
                            branch.width(),
                            pass.memory,
                            branch.at(),
                            branch.width(),
                            pass.weights,
                            weight.offset(),
                            pass.memory,
                            to.at(),
                            to.width());
        }

        @Override
        public void backward(Pass pass) {
            scaleBackward(pass, branches.m(), ssm, mTarget);
            Backward.deliver(pass, mTarget, branches.dm());
            scaleBackward(pass, branches.a(), attention, aTarget);
            Backward.deliver(pass, aTarget, branches.da());
        }

        private void scaleBackward(Pass pass, Buffer branch, Weight weight, Buffer target) {
            Buffer dy = branches.dy();
            Kernels.ACTIVE
                    .elementwise()
                    .scaleChannelsBackward(
                            pass.rows,
                            branch.width(),
                            pass.memory,
                            branch.at(),
                            branch.width(),
                            pass.weights,
                            weight.offset(),
                            pass.memory,
                            dy.at(),
                            dy.width(),
                            pass.memory,
                            target.at(),
                            target.width(),
                            pass.gradients,
                            weight.offset());
        }
    }
}
