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

/** A gated perceptron, token by token. */
public final class MlpSwiglu implements BlockType {
    @Override
    public String id() {
        return "mlp-swiglu";
    }

    @Override
    public String title() {
        return "MLP (SwiGLU)";
    }

    @Override
    public Category category() {
        return Category.POSITION_WISE;
    }

    @Override
    public List<String> keywords() {
        return List.of("feed-forward", "perceptron", "ffn", "swish", "gated linear unit", "glu", "llama");
    }

    @Override
    public String explanation() {
        return """
                An MLP with a gate. Every token's vector is widened twice, by two matrices: one result passes \
                through SiLU and opens or closes the other, channel by channel; a third matrix narrows the product \
                to the model width. Nothing passes from one token to another.

                The gate multiplies two views of the same token, which a plain MLP cannot do in one step. At equal \
                cost SwiGLU is a little better than GELU in nearly all comparisons, and Llama and most models \
                after it use it; so does study B behind every mixer.

                Since there are three matrices instead of two, the hidden width is usually set to 8/3 of the model \
                width, which costs as much as a plain MLP with factor 4. A hidden width from the factor is rounded \
                up to a multiple of 16, on which the arithmetic runs evenly; set the hidden width yourself to have \
                an exact one.

                Wire it as stream → norm → MLP → add. For pure recall tasks it can be left out; for language it is \
                where most of the knowledge lies.

                It costs 3·d·F parameters and 6·d·F operations a token. There are no biases; the last matrix \
                starts smaller the more sums the design has.""";
    }

    @Override
    public String formula() {
        return "y = ((x W_up) ∘ SiLU(x W_gate)) W_down,  W_gate, W_up: d × F, W_down: F × d   (Shazeer 2020)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Real(
                        "factor",
                        "Width factor",
                        "Hidden width as a multiple of the input's; used where the hidden width is 0.",
                        8.0 / 3,
                        0.125,
                        16,
                        List.of(4.0 / 3, 8.0 / 3, 4.0)),
                new ParamSpec.Whole(
                        "hidden",
                        "Hidden width F",
                        "Hidden width in channels; 0 takes the factor instead.",
                        0,
                        0,
                        65_536,
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
        return Widths.asInput(site, "in", "out");
    }

    @Override
    public Cost cost(Site site) {
        int width = site.width("in");
        int hidden = hidden(site);
        return new Cost(
                3 * Projection.parameters(width, hidden),
                3 * Projection.flopsPerToken(width, hidden) + 5.0 * hidden,
                0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        int width = site.width("in");
        int hidden = hidden(site);
        double calm = 1 / Math.sqrt(plan.residualLayers());
        return new GatedPerceptron(
                plan.input("in"),
                Projection.of(plan, "up", width, 2 * hidden, Initialiser.linear(width)),
                plan.saved(2 * hidden),
                plan.saved(hidden),
                Projection.of(
                        plan, "down", hidden, width, Initialiser.linear(hidden).times(calm)),
                plan.output("out"),
                Backward.outputGradient(plan, "out"),
                Backward.scratch(plan, hidden),
                Backward.scratch(plan, 2 * hidden),
                Backward.inputGradient(plan, "in"));
    }

    private static int hidden(Site site) {
        int hidden = site.settings().whole("hidden");
        if (hidden > 0) {
            return hidden;
        }
        int wanted = (int) Math.ceil(site.settings().real("factor") * site.width("in") - 1e-6);
        return (wanted + 15) / 16 * 16;
    }

    /**
     * The layer. One product makes both halves: the gate's columns first, then those it opens.
     *
     * @param x [rows, d]
     * @param up W_gate and W_up side by side [d, 2F]
     * @param halves z = x W_gate and u = x W_up side by side [rows, 2F]
     * @param gated u ∘ SiLU(z) [rows, F]
     * @param down W_down [F, d]
     * @param y [rows, d]
     * @param dGated [rows, F]
     * @param dHalves [rows, 2F]
     */
    private record GatedPerceptron(
            Buffer x,
            Projection up,
            Buffer halves,
            Buffer gated,
            Projection down,
            Buffer y,
            Buffer dy,
            Buffer dGated,
            Buffer dHalves,
            Gradient dx)
            implements Layer {
        @Override
        public void forward(Pass pass) {
            int hidden = gated.width();
            up.forward(pass, x, halves);
            Kernels.ACTIVE
                    .elementwise()
                    .gate(
                            pass.rows,
                            hidden,
                            pass.memory,
                            halves.at() + hidden,
                            halves.width(),
                            pass.memory,
                            halves.at(),
                            halves.width(),
                            pass.memory,
                            gated.at(),
                            hidden);
            down.forward(pass, gated, y);
        }

        @Override
        public void backward(Pass pass) {
            int hidden = gated.width();
            down.backward(pass, gated, dy, new Gradient(dGated, false));
            Kernels.ACTIVE
                    .elementwise()
                    .gateBackward(
                            pass.rows,
                            hidden,
                            pass.memory,
                            halves.at() + hidden,
                            halves.width(),
                            pass.memory,
                            halves.at(),
                            halves.width(),
                            pass.memory,
                            dGated.at(),
                            hidden,
                            pass.memory,
                            dHalves.at() + hidden,
                            dHalves.width(),
                            pass.memory,
                            dHalves.at(),
                            dHalves.width());
            up.backward(pass, x, dHalves, dx);
        }
    }
}
