package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.kernel.Activation;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import java.util.List;
import java.util.Map;

/** A two-layer perceptron with GELU, token by token. */
public final class MlpGelu implements BlockType {
    @Override
    public String id() {
        return "mlp-gelu";
    }

    @Override
    public String title() {
        return "MLP (GELU)";
    }

    @Override
    public Category category() {
        return Category.POSITION_WISE;
    }

    @Override
    public List<String> keywords() {
        return List.of("feed-forward", "perceptron", "ffn", "gelu", "activation", "transformer");
    }

    @Override
    public String explanation() {
        return """
                Widens every token's vector, applies the GELU curve to each hidden channel, and narrows it again. \
                Each hidden channel looks for one pattern in the token's vector and, where it finds it, writes one \
                answer back. Nothing passes from one token to another: mixers bring information to a token, the \
                MLP works on it.

                This is the MLP of the original Transformer and of GPT-2, here without biases. In language models \
                about two thirds of all parameters lie in such blocks, and most of what a model knows by heart. \
                For pure recall, finding a value that stands in the context, mixers alone are enough, and the \
                published recall experiments leave MLPs out.

                Wire it as stream → norm → MLP → add, behind each mixer. Mamba blocks have a gate and a widening \
                of their own and are often used without an MLP.

                GELU is used in its tanh form. The second matrix starts smaller the more sums the design has, so \
                that a deep stream starts calm.

                It costs 2·d·F parameters and 4·d·F operations a token. With F = 4·d that is 8·d², against 4·d² \
                for the projections of attention.""";
    }

    @Override
    public String formula() {
        return "y = GELU(x W₁) W₂,  W₁: d × F, W₂: F × d;  GELU(u) = u/2 · (1 + tanh(√(2/π)(u + 0.044715 u³)))   (Hendrycks and Gimpel 2016)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Real(
                        "factor",
                        "Width factor",
                        "Hidden width as a multiple of the input's; used where the hidden width is 0.",
                        4,
                        0.125,
                        16,
                        List.of(2.0, 4.0, 8.0)),
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
                2 * Projection.parameters(width, hidden),
                2 * Projection.flopsPerToken(width, hidden) + 10.0 * hidden,
                0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        int width = site.width("in");
        int hidden = hidden(site);
        double calm = 1 / Math.sqrt(plan.residualLayers());
        return new Perceptron(
                plan.input("in"),
                Projection.of(plan, "up", width, hidden, Initialiser.linear(width)),
                plan.saved(hidden),
                plan.saved(hidden),
                Projection.of(
                        plan, "down", hidden, width, Initialiser.linear(hidden).times(calm)),
                plan.output("out"),
                Backward.outputGradient(plan, "out"),
                Backward.scratch(plan, hidden),
                Backward.inputGradient(plan, "in"));
    }

    private static int hidden(Site site) {
        int hidden = site.settings().whole("hidden");
        return hidden > 0
                ? hidden
                : Math.max(1, (int) Math.round(site.settings().real("factor") * site.width("in")));
    }

    /**
     * The layer.
     *
     * @param x [rows, d]
     * @param up W₁ [d, F]
     * @param hidden u = x W₁ [rows, F]
     * @param activated GELU(u) [rows, F]
     * @param down W₂ [F, d]
     * @param y [rows, d]
     * @param dHidden gradient of GELU(u), then of u [rows, F]
     */
    private record Perceptron(
            Buffer x,
            Projection up,
            Buffer hidden,
            Buffer activated,
            Projection down,
            Buffer y,
            Buffer dy,
            Buffer dHidden,
            Gradient dx)
            implements Layer {
        @Override
        public void forward(Pass pass) {
            up.forward(pass, x, hidden);
            Kernels.ACTIVE
                    .elementwise()
                    .activate(
                            Activation.GELU,
                            pass.rows * hidden.width(),
                            pass.memory,
                            hidden.at(),
                            pass.memory,
                            activated.at());
            down.forward(pass, activated, y);
        }

        @Override
        public void backward(Pass pass) {
            down.backward(pass, activated, dy, new Gradient(dHidden, false));
            Kernels.ACTIVE
                    .elementwise()
                    .activateBackward(
                            Activation.GELU,
                            pass.rows * hidden.width(),
                            pass.memory,
                            hidden.at(),
                            pass.memory,
                            dHidden.at(),
                            pass.memory,
                            dHidden.at());
            up.backward(pass, x, dHidden, dx);
        }
    }
}
