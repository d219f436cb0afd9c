package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.kernel.ConvolutionKernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import java.util.List;
import java.util.Map;

/** The causal depthwise convolution that Mamba carries inside, as a block of its own. */
public final class ShortConvolution implements BlockType {
    @Override
    public String id() {
        return "short-convolution";
    }

    @Override
    public String title() {
        return "Short convolution";
    }

    @Override
    public Category category() {
        return Category.MIXER;
    }

    @Override
    public List<String> keywords() {
        return List.of("conv1d", "depthwise", "causal", "local", "shift", "n-gram", "canon");
    }

    @Override
    public String explanation() {
        return """
                Each channel becomes a weighted sum of its own last K values, with K learned weights a channel. Channels do \
                not mix, and nothing beyond K tokens is seen.

                That is enough to bring a token's predecessor into its vector, which is just what recall needs before \
                anything else: "after this key came that value". An attention block alone needs two layers to compare \
                neighbours; with a short convolution in front of it, one will do. Mamba blocks have one inside already.

                The price is next to nothing: K weights and a bias a channel, and the last K − 1 inputs as the state of \
                decoding. SiLU makes the result non-linear, as it is inside Mamba; leave it out to keep the block a pure \
                filter.

                The output is as wide as the input. It adds no residual: wire one around it with an add block.""";
    }

    @Override
    public String formula() {
        return """
                y_t,d = f(b_d + Σ_{k=0}^{K−1} w_k,d · x_{t−(K−1)+k},d),   x_{<0} = 0,   f: SiLU or none
                (the convolution of Mamba, Gu and Dao 2023)""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        "convolution",
                        "Convolution width K",
                        "Tokens that are seen, the present one included.",
                        4,
                        1,
                        ConvolutionKernels.LARGEST_WIDTH,
                        List.of(2L, 3L, 4L)),
                new ParamSpec.Flag("silu", "SiLU", "Whether SiLU follows.", false));
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
        long width = site.width("in");
        int taps = site.settings().whole("convolution");
        return new Cost((taps + 1) * width, (2.0 * taps + 1) * width, 4 * (taps - 1) * width);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        Gradient dIn = Backward.inputGradient(plan, "in");
        return new ShortConvolutionLayer(
                new CausalConvolution(
                        plan,
                        site.width("in"),
                        site.settings().whole("convolution"),
                        true,
                        site.settings().flag("silu")),
                plan.input("in"),
                plan.output("out"),
                dIn,
                Backward.target(plan, dIn),
                Backward.outputGradient(plan, "out"));
    }

    /**
     * The layer; everything is [rows, d].
     *
     * @param target where the input's gradient is written before it is delivered to {@code dIn}
     */
    private record ShortConvolutionLayer(
            CausalConvolution convolution, Buffer in, Buffer out, Gradient dIn, Buffer target, Buffer dOut)
            implements Layer {
        @Override
        public void forward(Pass pass) {
            convolution.forward(pass, in, 0, out);
        }

        @Override
        public void backward(Pass pass) {
            convolution.backward(pass, in, 0, dOut, target, 0);
            Backward.deliver(pass, target, dIn);
        }

        @Override
        public void decode(Pass pass) {
            convolution.decode(pass, in, 0, out);
        }
    }
}
