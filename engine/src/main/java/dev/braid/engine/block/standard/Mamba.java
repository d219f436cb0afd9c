package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
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
 * Mamba-1, the selective state space model of Gu and Dao 2023 (arXiv 2312.00752).
 *
 * <p>Longer than other classes, for all about a block stands in its one file.
 */
public final class Mamba implements BlockType {
    /** The parameter: how many tokens of a context change the state, as in DeciMamba. */
    public static final String KEEP = "keep";

    /** The parameter: of the tokens that one block keeps the next keeps this share, β of DeciMamba. */
    public static final String KEEP_SHARE = "keep-share";

    /** The parameter: whether small steps are skipped, as in LongMamba. */
    public static final String SKIP = "skip-small-steps";

    /** The weight [D] with the thresholds of skipped steps, where there are any. */
    public static final String THRESHOLDS = "skip_below";

    /** The inner value Δ, [rows, D], before any step is left out. */
    public static final String STEPS = "delta";

    /** The weight [N, D] with the logarithms of the decay rates. */
    public static final String DECAY_LOG = "A_log";

    @Override
    public String id() {
        return "mamba";
    }

    @Override
    public String title() {
        return "Mamba";
    }

    @Override
    public Category category() {
        return Category.MIXER;
    }

    @Override
    public List<String> keywords() {
        return List.of("SSM", "S6", "selective state space", "Mamba-1", "recurrent", "linear time", "scan");
    }

    @Override
    public String explanation() {
        return """
                Reads the context once, from left to right, and carries a state of fixed size along. In each channel the \
                state is N numbers that decay and take in the present token. How fast they decay and how much they take in \
                (Δ), what is written (B) and what is read (C) all depend on the token itself: the block selects what it \
                remembers.

                Its price does not grow with the context: a token costs the same work at position 10 and at position \
                100,000, and decoding keeps one state and the last few inputs of a short convolution. What it can recall \
                is bounded by that state, so recall falls when a context holds more pairs than fit. A larger state size N \
                or a larger expansion helps; a single attention block helps more.

                Order comes from the recurrence itself: no position encoding is needed. A gate (SiLU of a second \
                projection) multiplies the result, which is why Mamba layers are often stacked without an MLP between them.

                Learning is sensitive to the learning rate: try a small grid before judging it. The decay rates A_log and \
                the skip weights are excluded from weight decay.

                A context much longer than those of training wears old memories down. Two changes without training help: \
                to let only the tokens with the largest steps change the state (DeciMamba), or to skip small steps in the \
                channels that remember longest (LongMamba). Neither does anything in training; of a text that is written, the \
                first decimates the prompt, as far as it is read at once, and keeps every token that is written.

                The output is as wide as the input. Put a norm before it and a residual add behind it.""";
    }

    @Override
    public String formula() {
        return """
                [x, z] = u·W_in;  x = SiLU(conv_K(x));  [δ, B, C] = x·W_x;  Δ = softplus(δ·W_Δ + b)
                h_t = exp(Δ_t A) ∘ h_{t−1} + (Δ_t x_t) ⊗ B_t,   A = −exp(A_log),   h: D × N
                y_t = h_t C_t + D_skip ∘ x_t;   out = (y ∘ SiLU(z))·W_out
                kept: Δ_t = 0 but for the K·β^s tokens of the s-th block with the largest ‖Δ_t‖;  skipped: Δ_t = 0 where Δ_t < threshold
                (Gu and Dao 2023, section 3; D = expand · d, δ: R wide)""";
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
                        "state-size",
                        "State size N",
                        "Numbers that each channel remembers.",
                        16,
                        1,
                        256,
                        List.of(4L, 8L, 16L, 32L, 64L)),
                new ParamSpec.Whole(
                        "convolution",
                        "Convolution width K",
                        "Tokens that the short convolution in front of the scan sees.",
                        4,
                        1,
                        ConvolutionKernels.LARGEST_WIDTH,
                        List.of(2L, 4L)),
                new ParamSpec.Whole(
                        "dt-rank",
                        "Rank R of Δ",
                        "Width of the bottleneck from which the step sizes Δ are computed; 0: a sixteenth of the input's width.",
                        0,
                        0,
                        1024,
                        List.of(0L)),
                new ParamSpec.Whole(
                        KEEP,
                        "Tokens kept (DeciMamba)",
                        "Where a context or a prompt is read at once, only so many of its tokens change the state, those with the largest steps Δ; 0: all.",
                        0,
                        0,
                        1 << 20,
                        List.of(0L, 256L, 1024L)),
                new ParamSpec.Real(
                        KEEP_SHARE,
                        "Share kept by the next (DeciMamba)",
                        "Of the tokens that one Mamba block keeps the next keeps this share β, but at least "
                                + StepSelection.LEAST + " tokens.",
                        1,
                        0,
                        1,
                        List.of(0.25, 0.5, 1.0)),
                new ParamSpec.Flag(
                        SKIP,
                        "Skip small steps (LongMamba)",
                        "Where a context is measured, a channel skips the tokens whose step Δ is below its threshold; braid continual finds the thresholds.",
                        false));
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
        Sizes n = Sizes.of(site);
        long products = 2L * n.width * n.inner
                + (long) n.inner * n.selective()
                + (long) n.rank * n.inner
                + (long) n.inner * n.width
                + (long) n.taps * n.inner;
        long vectors = 3L * n.inner; // bias of the convolution, bias of Δ, skip
        long decays = (long) n.states * n.inner;
        // 9·D·N + 2·D for the recurrence, as study B counts it (arXiv 2510.04800)
        return new Cost(
                products + vectors + decays + (site.settings().flag(SKIP) ? n.inner : 0),
                2.0 * products + 9.0 * decays + 2.0 * n.inner,
                4 * (decays + (n.taps - 1L) * n.inner));
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        return new MambaLayer(Sizes.of(site), site.settings(), plan);
    }

    /** d, D, N, K and R of the specification. */
    private record Sizes(int width, int inner, int states, int taps, int rank) {
        static Sizes of(Site site) {
            int width = site.width("in");
            int rank = site.settings().whole("dt-rank");
            return new Sizes(
                    width,
                    site.settings().whole("expand") * width,
                    site.settings().whole("state-size"),
                    site.settings().whole("convolution"),
                    rank == 0 ? (width + 15) / 16 : rank);
        }

        /** Width of [δ B C]. */
        int selective() {
            return rank + 2 * states;
        }
    }

    /** Start of the bias of Δ: the inverse softplus of step sizes spread evenly, on a log scale, over 0.001 to 0.1. */
    static Initialiser stepSizeBias() {
        return (values, offset, size, random) -> {
            double low = Math.log(0.001);
            double high = Math.log(0.1);
            for (int i = 0; i < size; i++) {
                double dt = Math.max(1e-4, Math.exp(low + random.nextDouble() * (high - low)));
                values[offset + i] = (float) (dt + Math.log(-Math.expm1(-dt)));
            }
        };
    }

    /** Start of A_log [N, D]: log(1), …, log(N) in every channel (the real part of S4D). */
    private static Initialiser logarithmOfStateNumber(int channels) {
        return (values, offset, size, random) -> {
            for (int i = 0; i < size; i++) {
                values[offset + i] = (float) Math.log(i / channels + 1);
            }
        };
    }

    /**
     * The layer; dX and the like are the gradients of what they are named after, in the same shape. The result of the gate
     * and A are cheaper to compute again in backward than to keep.
     */
    private static final class MambaLayer implements Layer {
        private final boolean train;
        private final int inner; // D
        private final int states; // N
        private final int rank; // R
        private final int selective; // R + 2N

        private final Projection inProjection; // [d, x | z of D each]
        private final CausalConvolution convolution; // of x
        private final Projection selection; // [D, R + 2N]
        private final Projection stepSize; // [R, D]
        private final Weight stepSizeBias; // [D]
        private final Weight decayLog; // [N, D], A_log
        private final Weight skip; // [D]
        private final Projection outProjection; // [D, d]

        private final Buffer in; // [rows, d]
        private final Buffer xz; // [rows, x | z]
        private final Buffer x; // [rows, D], after convolution and SiLU
        private final Buffer dbc; // [rows, δ | B | C]
        private final Buffer delta; // [rows, D], Δ
        private final Buffer y; // [rows, D]
        private final Buffer gated; // [rows, D], y ∘ SiLU(z)
        private final Buffer out; // [rows, d]
        private final Buffer decay; // [N, D], A
        private final Buffer segments; // [sequences, ScanKernels.savedSize]
        private final Buffer scanScratch;

        private final Gradient dIn;
        private final Buffer dXz;
        private final Gradient dX;
        private final Gradient dDbc;
        private final Buffer dDelta;
        private final Gradient dGated; // becomes dY
        private final Buffer dDecay;
        private final Buffer dOut;

        private final StepSelection steps;
        private final boolean stateful;
        private final Buffer state; // [sequences, N, D]

        MambaLayer(Sizes sizes, Settings settings, LayerPlan plan) {
            int width = sizes.width;
            inner = sizes.inner;
            states = sizes.states;
            rank = sizes.rank;
            selective = sizes.selective();

            inProjection = Projection.of(plan, "in_proj", width, 2 * inner, Initialiser.linear(width));
            convolution = new CausalConvolution(plan, inner, sizes.taps, true, true);
            selection = Projection.of(plan, "x_proj", inner, selective, Initialiser.linear(inner));
            stepSize = Projection.of(plan, "dt_proj", rank, inner, Initialiser.linear(rank));
            stepSizeBias = plan.weight("dt_bias", Mamba.stepSizeBias(), false, inner);
            decayLog = plan.weight(DECAY_LOG, logarithmOfStateNumber(inner), false, states, inner);
            skip = plan.weight("D", Initialiser.constant(1), false, inner);
            outProjection = Projection.of(
                    plan,
                    "out_proj",
                    inner,
                    width,
                    Initialiser.linear(inner).times(1 / Math.sqrt(plan.residualLayers())));

            in = plan.input("in");
            xz = plan.saved(2 * inner);
            x = plan.saved(inner);
            dbc = plan.saved(selective);
            delta = plan.saved(inner);
            y = plan.saved(inner);
            gated = plan.scratch(inner);
            out = plan.output("out");
            decay = plan.scratchFloats(states * inner);
            train = plan.mode() == Mode.TRAIN;
            segments = train
                    ? plan.savedPerSequence(Kernels.ACTIVE.scan().savedSize(plan.length(), inner, states))
                    : plan.scratchFloats(0);
            scanScratch = plan.scratchFloats(
                    plan.mode() == Mode.DECODE ? 0 : Kernels.ACTIVE.scan().scratchSize(plan.length(), inner, states));

            dIn = Backward.inputGradient(plan, "in");
            dXz = Backward.scratch(plan, 2 * inner);
            dX = new Gradient(Backward.scratch(plan, inner), true);
            dDbc = new Gradient(Backward.scratch(plan, selective), false);
            dDelta = Backward.scratch(plan, inner);
            dGated = new Gradient(Backward.scratch(plan, inner), false);
            dDecay = Backward.scratchFloats(plan, states * inner);
            dOut = Backward.outputGradient(plan, "out");

            steps = new StepSelection(plan, StepSelection.kept(plan, settings), settings.flag(SKIP), inner);
            plan.show(STEPS, delta);

            stateful = plan.mode().stateful();
            state = stateful ? plan.state(states * inner) : plan.scratchFloats(0);
        }

        @Override
        public void forward(Pass pass) {
            float[] memory = pass.memory;
            float[] weights = pass.weights;
            int length = pass.length;
            inProjection.forward(pass, in, xz);
            convolution.forward(pass, xz, 0, x);
            select(pass);
            steps.apply(pass, delta);
            float[] saved = train ? memory : null;
            for (int s = 0; s < pass.sequences; s++) {
                int row = s * length;
                Kernels.ACTIVE
                        .scan()
                        .forward(
                                length,
                                inner,
                                states,
                                memory,
                                x.at() + row * inner,
                                memory,
                                delta.at() + row * inner,
                                memory,
                                dbc.at() + row * selective + rank,
                                dbc.at() + row * selective + rank + states,
                                selective,
                                memory,
                                decay.at(),
                                weights,
                                skip.offset(),
                                memory,
                                y.at() + row * inner,
                                stateful ? memory : null,
                                state.at() + s * state.width(),
                                saved,
                                segmentsAt(s, length),
                                memory,
                                scanScratch.at());
            }
            gate(pass);
            outProjection.forward(pass, gated, out);
        }

        /** From x to [δ B C], Δ and A. */
        private void select(Pass pass) {
            float[] memory = pass.memory;
            selection.forward(pass, x, dbc);
            stepSize.forward(pass, dbc.at(), selective, delta.at(), inner, false);
            Kernels.ACTIVE
                    .elementwise()
                    .softplus(
                            pass.rows,
                            inner,
                            memory,
                            delta.at(),
                            inner,
                            pass.weights,
                            stepSizeBias.offset(),
                            memory,
                            delta.at(),
                            inner);
            Kernels.ACTIVE
                    .elementwise()
                    .negativeExponential(states * inner, pass.weights, decayLog.offset(), memory, decay.at());
        }

        private void gate(Pass pass) {
            Kernels.ACTIVE
                    .elementwise()
                    .gate(
                            pass.rows,
                            inner,
                            pass.memory,
                            y.at(),
                            inner,
                            pass.memory,
                            xz.at() + inner,
                            2 * inner,
                            pass.memory,
                            gated.at(),
                            inner);
        }

        @Override
        public void backward(Pass pass) {
            float[] memory = pass.memory;
            float[] weights = pass.weights;
            float[] gradients = pass.gradients;
            int length = pass.length;

            gate(pass);
            outProjection.backward(pass, gated, dOut, dGated);
            int dY = dGated.buffer().at();
            Kernels.ACTIVE
                    .elementwise()
                    .gateBackward(
                            pass.rows,
                            inner,
                            memory,
                            y.at(),
                            inner,
                            memory,
                            xz.at() + inner,
                            2 * inner,
                            memory,
                            dY,
                            inner,
                            memory,
                            dY,
                            inner,
                            memory,
                            dXz.at() + inner,
                            2 * inner);

            Kernels.ACTIVE
                    .elementwise()
                    .negativeExponential(states * inner, weights, decayLog.offset(), memory, decay.at());
            Arrays.fill(memory, dDecay.at(), dDecay.at() + states * inner, 0);
            for (int s = 0; s < pass.sequences; s++) {
                int row = s * length;
                Kernels.ACTIVE
                        .scan()
                        .backward(
                                length,
                                inner,
                                states,
                                memory,
                                x.at() + row * inner,
                                memory,
                                delta.at() + row * inner,
                                memory,
                                dbc.at() + row * selective + rank,
                                dbc.at() + row * selective + rank + states,
                                selective,
                                memory,
                                decay.at(),
                                weights,
                                skip.offset(),
                                memory,
                                segmentsAt(s, length),
                                memory,
                                dY + row * inner,
                                memory,
                                dX.buffer().at() + row * inner,
                                memory,
                                dDelta.at() + row * inner,
                                memory,
                                dDbc.buffer().at() + row * selective + rank,
                                dDbc.buffer().at() + row * selective + rank + states,
                                selective,
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
                    .addProduct(states * inner, memory, dDecay.at(), memory, decay.at(), gradients, decayLog.offset());

            Kernels.ACTIVE
                    .elementwise()
                    .softplusBackward(
                            pass.rows,
                            inner,
                            memory,
                            delta.at(),
                            inner,
                            memory,
                            dDelta.at(),
                            inner,
                            memory,
                            dDelta.at(),
                            inner,
                            gradients,
                            stepSizeBias.offset());
            stepSize.weightGradient(pass, dbc.at(), selective, dDelta.at(), inner);
            stepSize.inputGradient(pass, dDelta.at(), inner, dDbc.buffer().at(), selective, false);
            selection.backward(pass, x, dDbc.buffer(), dX);
            convolution.backward(pass, xz, 0, dX.buffer(), dXz, 0);
            inProjection.backward(pass, in, dXz, dIn);
        }

        @Override
        public void decode(Pass pass) {
            float[] memory = pass.memory;
            float[] weights = pass.weights;
            inProjection.forward(pass, in, xz);
            convolution.decode(pass, xz, 0, x);
            select(pass);
            steps.apply(pass, delta);
            for (int s = 0; s < pass.sequences; s++) {
                Kernels.ACTIVE
                        .scan()
                        .step(
                                inner,
                                states,
                                memory,
                                x.at() + s * inner,
                                memory,
                                delta.at() + s * inner,
                                memory,
                                dbc.at() + s * selective + rank,
                                dbc.at() + s * selective + rank + states,
                                memory,
                                decay.at(),
                                weights,
                                skip.offset(),
                                memory,
                                y.at() + s * inner,
                                memory,
                                state.at() + s * state.width());
            }
            gate(pass);
            outProjection.forward(pass, gated, out);
        }

        private int segmentsAt(int sequence, int length) {
            return segments.at() + sequence * Kernels.ACTIVE.scan().savedSize(length, inner, states);
        }
    }
}
