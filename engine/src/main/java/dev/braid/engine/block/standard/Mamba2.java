package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Problem.Fix;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.kernel.ConvolutionKernels;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Pass;
import dev.braid.engine.tensor.Weight;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Mamba-2, state space duality, of Dao and Gu 2024 (arXiv 2405.21060).
 *
 * <p>Longer than other classes, for all about a block stands in its one file.
 */
public final class Mamba2 implements BlockType {
    @Override
    public String id() {
        return "mamba-2";
    }

    @Override
    public String title() {
        return "Mamba-2";
    }

    @Override
    public Category category() {
        return Category.MIXER;
    }

    @Override
    public List<String> keywords() {
        return List.of(
                "SSD", "SSM", "state space duality", "recurrent", "linear time", "chunked scan", "linear attention");
    }

    @Override
    public String explanation() {
        return """
                The second Mamba: like Mamba it reads the context once and carries a state of fixed size, but a whole head \
                of P channels shares one decay rate, and all heads of a group share what is written (B) and read (C). That \
                restriction lets the scan be computed chunk by chunk with matrix products, so a far larger state is \
                affordable: N = 128 numbers a channel instead of 16.

                A larger state recalls more pairs, and still the price does not grow with the context: constant work a \
                token, and a state of H · N · P numbers while decoding.

                The scan chunk Q is a matter of speed and memory only. The result is the same for every Q; a loss curve that \
                changes with Q would be a defect.

                The decay rates start uniformly between two bounds. Between 1 and 16, as published, most heads forget \
                within a few hundred tokens; a lower range, such as 0.01 to 2, gives longer memories from the start.

                A gate and a norm stand inside the block, before its output projection. The output is as wide as the input. \
                Put a norm before it and a residual add behind it.""";
    }

    @Override
    public String formula() {
        return """
                [z, xBC, dt] = u·W_in;  [x, B, C] = SiLU(conv_K(xBC));  dt = softplus(dt + b)
                S_t = exp(dt_t A) S_{t−1} + dt_t B_t ⊗ x_t,   y_t = C_t·S_t + D_skip x_t   in each of H = D/P heads, S: N × P
                out = RMSNorm(y ∘ SiLU(z))·W_out,   A = −exp(A_log)
                (Dao and Gu 2024, section 6; D = expand · d, x: D, B and C: G·N, dt: H wide)""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        "expand",
                        "Expansion",
                        "Inner width D in multiples of the input's width.",
                        2,
                        1,
                        8,
                        List.of(1L, 2L)),
                new ParamSpec.Whole(
                        "head-dimension",
                        "Head dimension P",
                        "Channels that share one decay rate.",
                        64,
                        1,
                        1024,
                        List.of(16L, 32L, 64L)),
                new ParamSpec.Whole(
                        "state-size",
                        "State size N",
                        "Numbers that each channel remembers.",
                        128,
                        1,
                        1024,
                        List.of(16L, 32L, 64L, 128L)),
                new ParamSpec.Whole(
                        "groups",
                        "Groups G",
                        "Groups of heads, each with its own B and C.",
                        1,
                        1,
                        256,
                        List.of(1L, 2L)),
                new ParamSpec.Whole(
                        "convolution",
                        "Convolution width K",
                        "Tokens that the short convolution in front of the scan sees.",
                        4,
                        1,
                        ConvolutionKernels.LARGEST_WIDTH,
                        List.of(2L, 4L)),
                new ParamSpec.Whole(
                        "chunk",
                        "Scan chunk Q",
                        "Tokens of a chunk of the scan; changes time and memory, never the result.",
                        64,
                        1,
                        4096,
                        List.of(16L, 32L, 64L, 128L, 256L)),
                new ParamSpec.Real(
                        "a-low",
                        "Lowest decay rate",
                        "Lower bound of the decay rates −A at the start.",
                        1,
                        1e-6,
                        1e4,
                        List.of(0.01, 1.0)),
                new ParamSpec.Real(
                        "a-high",
                        "Highest decay rate",
                        "Upper bound of the decay rates −A at the start.",
                        16,
                        1e-6,
                        1e4,
                        List.of(2.0, 16.0)));
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
        Settings settings = site.settings();
        double low = settings.real("a-low");
        double high = settings.real("a-high");
        if (low > high) {
            report.error(
                    null,
                    "The lowest decay rate " + low + " lies above the highest, " + high
                            + "; set a-low to at most a-high.",
                    block -> new Fix.SetParameter("Set a-low to " + high, block, "a-low", new ParamValue.Real(high)));
        }
        Integer width = site.inputWidths().get("in");
        if (width == null) {
            return Map.of();
        }
        int inner = settings.whole("expand") * width;
        int headDimension = settings.whole("head-dimension");
        if (Widths.divides(
                report, "in", "head-dimension", "Head dimension", headDimension, inner, "the block (expand · width)")) {
            int heads = inner / headDimension;
            int groups = settings.whole("groups");
            if (heads % groups != 0) {
                report.error(
                        null,
                        "The " + heads + " heads (inner width " + inner + " divided by head dimension " + headDimension
                                + ") cannot form " + groups + " equal groups; set groups to a divisor of " + heads
                                + ", such as 1.",
                        block -> new Fix.SetParameter("Use 1 group", block, "groups", new ParamValue.Whole(1)));
            }
        }
        return Map.of("out", width);
    }

    @Override
    public Cost cost(Site site) {
        Sizes n = Sizes.of(site);
        long products = (long) n.width * n.projected() + (long) n.inner * n.width + (long) n.taps * n.convolved();
        // 9·D·N + 2·D for the recurrence, as study B counts it (arXiv 2510.04800)
        return new Cost(
                products + 3L * n.heads() + n.inner,
                2.0 * products + 9.0 * n.inner * n.states + 2.0 * n.inner,
                4 * ((long) n.inner * n.states + (n.taps - 1L) * n.convolved()));
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        return new Mamba2Layer(Sizes.of(site), site.settings(), plan);
    }

    /** d, D, P, N, G, K and Q of the specification. */
    private record Sizes(int width, int inner, int headDimension, int states, int groups, int taps, int chunk) {
        static Sizes of(Site site) {
            Settings settings = site.settings();
            int width = site.width("in");
            return new Sizes(
                    width,
                    settings.whole("expand") * width,
                    settings.whole("head-dimension"),
                    settings.whole("state-size"),
                    settings.whole("groups"),
                    settings.whole("convolution"),
                    settings.whole("chunk"));
        }

        int heads() {
            return inner / headDimension;
        }

        /** Width of [x B C]. */
        int convolved() {
            return inner + 2 * groups * states;
        }

        /** Width of [z xBC dt]. */
        int projected() {
            return inner + convolved() + heads();
        }
    }

    /** Start of A_log: the logarithm of decay rates spread uniformly over [low, high]. */
    private static Initialiser logarithmOfUniform(double low, double high) {
        return (values, offset, size, random) -> {
            for (int i = 0; i < size; i++) {
                values[offset + i] = (float) Math.log(low + random.nextDouble() * (high - low));
            }
        };
    }

    /**
     * The layer; dX and the like are the gradients of what they are named after, in the same shape. The result of the
     * gated norm is cheaper to compute again in backward than to keep.
     */
    private static final class Mamba2Layer implements Layer {
        private final boolean train;
        private final int inner; // D
        private final int heads; // H
        private final int headDimension; // P
        private final int groups; // G
        private final int states; // N
        private final int chunk; // Q
        private final int convolved; // D + 2GN
        private final int projected; // 2D + 2GN + H
        private final int dtColumn; // of dt in [z xBC dt]

        private final Projection inProjection; // [d, z | xBC | dt]
        private final CausalConvolution convolution; // of xBC
        private final Weight stepSizeBias; // [H]
        private final Weight decayLog; // [H], A_log
        private final Weight skip; // [H]
        private final Weight gain; // [D]
        private final Projection outProjection; // [D, d]

        private final Buffer in; // [rows, d]
        private final Buffer projection; // [rows, z | xBC | dt]
        private final Buffer xbc; // [rows, x | B | C], after convolution and SiLU
        private final Buffer dt; // [rows, H], after softplus
        private final Buffer y; // [rows, D]
        private final Buffer inverse; // [rows, 1], of the norm
        private final Buffer normed; // [rows, D]
        private final Buffer out; // [rows, d]
        private final Buffer decay; // [H], A
        private final Buffer chunkStates; // [sequences, StateSpaceDualKernels#savedSize]
        private final Buffer scanScratch;

        private final Gradient dIn;
        private final Buffer dProjection;
        private final Buffer dXbc;
        private final Buffer dDt;
        private final Gradient dNormed; // becomes dY
        private final Buffer dDecay;
        private final Buffer dOut;

        private final boolean stateful;
        private final Buffer state; // [sequences, H, N, P]

        Mamba2Layer(Sizes sizes, Settings settings, LayerPlan plan) {
            int width = sizes.width;
            inner = sizes.inner;
            heads = sizes.heads();
            headDimension = sizes.headDimension;
            groups = sizes.groups;
            states = sizes.states;
            chunk = sizes.chunk;
            convolved = sizes.convolved();
            projected = sizes.projected();
            dtColumn = inner + convolved;

            inProjection = Projection.of(plan, "in_proj", width, projected, Initialiser.linear(width));
            convolution = new CausalConvolution(plan, convolved, sizes.taps, false, true);
            stepSizeBias = plan.weight("dt_bias", Mamba.stepSizeBias(), false, heads);
            decayLog = plan.weight(
                    "A_log", logarithmOfUniform(settings.real("a-low"), settings.real("a-high")), false, heads);
            skip = plan.weight("D", Initialiser.constant(1), false, heads);
            gain = plan.weight("norm", Initialiser.constant(1), false, inner);
            outProjection = Projection.of(
                    plan,
                    "out_proj",
                    inner,
                    width,
                    Initialiser.linear(inner).times(1 / Math.sqrt(plan.residualLayers())));

            in = plan.input("in");
            projection = plan.saved(projected);
            xbc = plan.saved(convolved);
            dt = plan.saved(heads);
            y = plan.saved(inner);
            inverse = plan.saved(1);
            normed = plan.scratch(inner);
            out = plan.output("out");
            decay = plan.scratchFloats(heads);
            train = plan.mode() == Mode.TRAIN;
            chunkStates = train ? plan.savedPerSequence(savedSize(plan.length())) : plan.scratchFloats(0);
            scanScratch = plan.scratchFloats(
                    plan.mode() == Mode.DECODE
                            ? 0
                            : Kernels.ACTIVE
                                    .stateSpaceDual()
                                    .scratchSize(plan.length(), heads, headDimension, groups, states, chunk));

            dIn = Backward.inputGradient(plan, "in");
            dProjection = Backward.scratch(plan, projected);
            dXbc = Backward.scratch(plan, convolved);
            dDt = Backward.scratch(plan, heads);
            dNormed = new Gradient(Backward.scratch(plan, inner), false);
            dDecay = Backward.scratchFloats(plan, heads);
            dOut = Backward.outputGradient(plan, "out");

            stateful = plan.mode().stateful();
            state = stateful ? plan.state(heads * states * headDimension) : plan.scratchFloats(0);
        }

        @Override
        public void forward(Pass pass) {
            float[] memory = pass.memory;
            int length = pass.length;
            inProjection.forward(pass, in, projection);
            convolution.forward(pass, projection, inner, xbc);
            stepSizesAndDecay(pass);
            float[] saved = train ? memory : null;
            for (int s = 0; s < pass.sequences; s++) {
                int row = s * length;
                int x = xbc.at() + row * convolved;
                Kernels.ACTIVE
                        .stateSpaceDual()
                        .forward(
                                length,
                                heads,
                                headDimension,
                                groups,
                                states,
                                chunk,
                                memory,
                                x,
                                x + inner,
                                x + inner + groups * states,
                                convolved,
                                memory,
                                dt.at() + row * heads,
                                memory,
                                decay.at(),
                                pass.weights,
                                skip.offset(),
                                memory,
                                y.at() + row * inner,
                                stateful ? memory : null,
                                state.at() + s * state.width(),
                                saved,
                                chunkStates.at() + s * savedSize(length),
                                memory,
                                scanScratch.at());
            }
            gatedNorm(pass);
            outProjection.forward(pass, normed, out);
        }

        private void stepSizesAndDecay(Pass pass) {
            float[] memory = pass.memory;
            Kernels.ACTIVE
                    .elementwise()
                    .softplus(
                            pass.rows,
                            heads,
                            memory,
                            projection.at() + dtColumn,
                            projected,
                            pass.weights,
                            stepSizeBias.offset(),
                            memory,
                            dt.at(),
                            heads);
            Kernels.ACTIVE
                    .elementwise()
                    .negativeExponential(heads, pass.weights, decayLog.offset(), memory, decay.at());
        }

        private void gatedNorm(Pass pass) {
            float[] memory = pass.memory;
            Kernels.ACTIVE
                    .normalisation()
                    .gatedRootMeanSquare(
                            pass.rows,
                            inner,
                            1,
                            memory,
                            y.at(),
                            inner,
                            memory,
                            projection.at(),
                            projected,
                            pass.weights,
                            gain.offset(),
                            memory,
                            normed.at(),
                            inner,
                            memory,
                            inverse.at());
        }

        @Override
        public void backward(Pass pass) {
            float[] memory = pass.memory;
            float[] weights = pass.weights;
            float[] gradients = pass.gradients;
            int length = pass.length;

            gatedNorm(pass);
            outProjection.backward(pass, normed, dOut, dNormed);
            int dY = dNormed.buffer().at();
            Kernels.ACTIVE
                    .normalisation()
                    .gatedRootMeanSquareBackward(
                            pass.rows,
                            inner,
                            1,
                            memory,
                            y.at(),
                            inner,
                            memory,
                            projection.at(),
                            projected,
                            weights,
                            gain.offset(),
                            memory,
                            inverse.at(),
                            memory,
                            dY,
                            inner,
                            memory,
                            dY,
                            inner,
                            memory,
                            dProjection.at(),
                            projected,
                            gradients,
                            gain.offset());

            Kernels.ACTIVE.elementwise().negativeExponential(heads, weights, decayLog.offset(), memory, decay.at());
            Arrays.fill(memory, dDecay.at(), dDecay.at() + heads, 0);
            for (int s = 0; s < pass.sequences; s++) {
                int row = s * length;
                int x = xbc.at() + row * convolved;
                int dX = dXbc.at() + row * convolved;
                Kernels.ACTIVE
                        .stateSpaceDual()
                        .backward(
                                length,
                                heads,
                                headDimension,
                                groups,
                                states,
                                chunk,
                                memory,
                                x,
                                x + inner,
                                x + inner + groups * states,
                                convolved,
                                memory,
                                dt.at() + row * heads,
                                memory,
                                decay.at(),
                                weights,
                                skip.offset(),
                                memory,
                                chunkStates.at() + s * savedSize(length),
                                memory,
                                y.at() + row * inner,
                                memory,
                                dY + row * inner,
                                memory,
                                dX,
                                dX + inner,
                                dX + inner + groups * states,
                                convolved,
                                memory,
                                dDt.at() + row * heads,
                                memory,
                                dDecay.at(),
                                gradients,
                                skip.offset(),
                                memory,
                                scanScratch.at());
            }
            // dA_log = dA ∘ A
            Kernels.ACTIVE
                    .elementwise()
                    .addProduct(heads, memory, dDecay.at(), memory, decay.at(), gradients, decayLog.offset());
            Kernels.ACTIVE
                    .elementwise()
                    .softplusBackward(
                            pass.rows,
                            heads,
                            memory,
                            dt.at(),
                            heads,
                            memory,
                            dDt.at(),
                            heads,
                            memory,
                            dProjection.at() + dtColumn,
                            projected,
                            gradients,
                            stepSizeBias.offset());
            convolution.backward(pass, projection, inner, dXbc, dProjection, inner);
            inProjection.backward(pass, in, dProjection, dIn);
        }

        @Override
        public void decode(Pass pass) {
            float[] memory = pass.memory;
            inProjection.forward(pass, in, projection);
            convolution.decode(pass, projection, inner, xbc);
            stepSizesAndDecay(pass);
            for (int s = 0; s < pass.sequences; s++) {
                int x = xbc.at() + s * convolved;
                Kernels.ACTIVE
                        .stateSpaceDual()
                        .step(
                                heads,
                                headDimension,
                                groups,
                                states,
                                memory,
                                x,
                                x + inner,
                                x + inner + groups * states,
                                memory,
                                dt.at() + s * heads,
                                memory,
                                decay.at(),
                                pass.weights,
                                skip.offset(),
                                memory,
                                y.at() + s * inner,
                                memory,
                                state.at() + s * state.width());
            }
            gatedNorm(pass);
            outProjection.forward(pass, normed, out);
        }

        private int savedSize(int length) {
            return Kernels.ACTIVE.stateSpaceDual().savedSize(length, heads, headDimension, groups, states, chunk);
        }
    }
}
