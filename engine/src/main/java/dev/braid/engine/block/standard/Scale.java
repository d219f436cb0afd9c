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
import org.jspecify.annotations.Nullable;

/** A fixed or learned multiplier. */
public final class Scale implements BlockType {
    @Override
    public String id() {
        return "scale";
    }

    @Override
    public String title() {
        return "Scale";
    }

    @Override
    public Category category() {
        return Category.POSITION_WISE;
    }

    @Override
    public List<String> keywords() {
        return List.of("multiply", "factor", "gain", "multiplier", "falcon");
    }

    @Override
    public String explanation() {
        return """
                Multiplies everything that passes with one number, fixed or learned.

                Falcon-H1 adds its Mamba branch and its attention branch to the stream with a fixed multiplier \
                each; put a scale block at the end of each branch to wire it so. A fixed factor is set once for a \
                whole family of models, by hand or by a search on small ones, and makes the learning rate found \
                there fit the large ones as well.

                A learned factor starts from the value you set. Starting a branch at 0 makes the design begin as \
                if the branch were not there, and lets training fade it in; as with every gate at 0, the branch \
                itself receives no gradient until the factor has moved.

                A scale in front of a norm does nothing, for the norm divides it out again; behind a norm or at \
                the end of a branch it works.

                It costs at most one parameter, without weight decay.""";
    }

    @Override
    public String formula() {
        return "y = s · x   (Falcon-H1, 2025)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Real(
                        "multiplier",
                        "Multiplier s",
                        "The factor; where it is learned, its start.",
                        1,
                        -1000,
                        1000,
                        List.of(0.25, 0.5, 1.0, 2.0)),
                new ParamSpec.Flag("learned", "Learned", "Train the factor, beginning from the value set.", false));
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
        return new Cost(site.settings().flag("learned") ? 1 : 0, site.width("in"), 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        double multiplier = site.settings().real("multiplier");
        return new Multiplier(
                (float) multiplier,
                site.settings().flag("learned")
                        ? plan.weight("multiplier", Initialiser.constant(multiplier), false, 1)
                        : null,
                plan.input("in"),
                plan.output("out"),
                Backward.outputGradient(plan, "out"),
                Backward.inputGradient(plan, "in"));
    }

    /**
     * The layer.
     *
     * @param fixed the factor where there is no learned one
     * @param learned one number
     * @param x [rows, d]
     * @param y [rows, d]
     */
    private record Multiplier(float fixed, @Nullable Weight learned, Buffer x, Buffer y, Buffer dy, Gradient dx)
            implements Layer {
        @Override
        public void forward(Pass pass) {
            Kernels.ACTIVE
                    .elementwise()
                    .scale(pass.rows * x.width(), factor(pass), pass.memory, x.at(), pass.memory, y.at());
        }

        @Override
        public void backward(Pass pass) {
            if (learned != null) {
                pass.gradients[learned.offset()] += Kernels.ACTIVE
                        .elementwise()
                        .dot(pass.rows * x.width(), pass.memory, x.at(), pass.memory, dy.at());
            }
            Backward.passOn(pass, dy, factor(pass), dx);
        }

        private float factor(Pass pass) {
            return learned == null ? fixed : pass.weights[learned.offset()];
        }
    }
}
