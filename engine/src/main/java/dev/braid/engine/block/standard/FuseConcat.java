package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import java.util.List;
import java.util.Map;

/** Two branches side by side through one linear map. */
public final class FuseConcat implements BlockType {
    @Override
    public String id() {
        return "fuse-concat";
    }

    @Override
    public String title() {
        return "Concat + linear";
    }

    @Override
    public Category category() {
        return Category.FUSION;
    }

    @Override
    public List<String> keywords() {
        return List.of("concatenate", "fusion", "hybrid", "parallel", "branches", "projection", "joint");
    }

    @Override
    public String explanation() {
        return """
                Puts the Mamba branch and the attention branch side by side and maps both together to the output \
                width with one learned matrix. Every output channel may draw on every channel of both branches.

                This is the most general fusion that treats all tokens alike: sum, mean, difference and per- \
                channel weights are special cases of it. The branches may differ in width, which makes it the way \
                to divide a model's width between Mamba and attention unevenly.

                Its matrix can take the place of the branches' own output projections: in study B's words, this is \
                a joint projection. There, concatenation with a joint projection came close behind the best \
                recipe. It can scale a quiet branch up by itself, but a branch norm in each branch still makes \
                training easier.

                What it cannot do is decide token by token which branch to believe; for that there are the gate \
                and merge-attention.

                It costs (d_m + d_a)·d parameters and twice as many operations a token, about a quarter of an \
                attention block.""";
    }

    @Override
    public String formula() {
        return "y = [m; a] W,  W: (d_m + d_a) × d   (Bae et al. 2025, study B)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(new ParamSpec.Whole(
                "width",
                "Output width",
                "Channels of the output; 0 takes the width of the Mamba branch.",
                0,
                0,
                16_384,
                List.of()));
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
        int width = site.settings().whole("width");
        return width > 0 ? Map.of("out", width) : Widths.asInput(site, Branches.SSM, "out");
    }

    @Override
    public Cost cost(Site site) {
        int in = site.width(Branches.SSM) + site.width(Branches.ATTENTION);
        int out = outputWidth(site);
        return new Cost(Projection.parameters(in, out), Projection.flopsPerToken(in, out), 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        int ssm = site.width(Branches.SSM);
        int attention = site.width(Branches.ATTENTION);
        int out = outputWidth(site);
        Initialiser start = Initialiser.linear(ssm + attention);
        return new JointProjection(
                plan.input(Branches.SSM),
                plan.input(Branches.ATTENTION),
                Projection.of(plan, "ssm", ssm, out, start),
                Projection.of(plan, "attention", attention, out, start),
                plan.output("out"),
                Backward.outputGradient(plan, "out"),
                Backward.inputGradient(plan, Branches.SSM),
                Backward.inputGradient(plan, Branches.ATTENTION));
    }

    private static int outputWidth(Site site) {
        int width = site.settings().whole("width");
        return width > 0 ? width : site.width(Branches.SSM);
    }

    /**
     * The layer. The upper and the lower part of W are kept as two matrices, so that [m; a] never has to be written.
     *
     * @param m [rows, d_m]
     * @param a [rows, d_a]
     * @param upper [d_m, d]
     * @param lower [d_a, d]
     * @param y [rows, d]
     */
    private record JointProjection(
            Buffer m, Buffer a, Projection upper, Projection lower, Buffer y, Buffer dy, Gradient dm, Gradient da)
            implements Layer {
        @Override
        public void forward(Pass pass) {
            upper.forward(pass, m, y);
            lower.addForward(pass, a, y);
        }

        @Override
        public void backward(Pass pass) {
            upper.backward(pass, m, dy, dm);
            lower.backward(pass, a, dy, da);
        }
    }
}
