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
import dev.braid.engine.kernel.Activation;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Matrix;
import dev.braid.engine.tensor.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sparsely activated MLP (Shazeer et al. 2017; balance: Fedus et al. 2021, Switch Transformers, equation 4).
 *
 * <p>Longer than other classes, for all about a block stands in its one file.
 */
public final class MixtureOfExperts implements BlockType {
    @Override
    public String id() {
        return "mixture-of-experts";
    }

    @Override
    public String title() {
        return "Mixture of experts";
    }

    @Override
    public Category category() {
        return Category.POSITION_WISE;
    }

    @Override
    public List<String> keywords() {
        return List.of("MoE", "sparse", "router", "switch", "experts", "feed-forward", "MLP", "top-k", "Mixtral");
    }

    @Override
    public String explanation() {
        return """
                Instead of one MLP, n of them, of which every token uses k. A router, one linear map, gives each expert a \
                probability; the k most probable experts process the token, and their results are summed with these \
                probabilities, scaled to sum to one. The model holds the parameters of n experts at the work of k.

                With k = 1 the result is multiplied with the probability itself: scaled to one it would be constant, and \
                the router would learn nothing from the loss.

                Left alone, a router soon sends everything to a few experts. The balance term adds n · Σ f·P to the loss, \
                with f the share of choices an expert got and P its mean probability; it is smallest, 1, when all are used \
                equally. It is counted over the shard, about 512 tokens. No token is ever dropped: there is no capacity.

                A shared expert serves every token beside the chosen ones and leaves them the special cases. In study B one \
                shared expert and the best of eight lowered the loss of every architecture by 0.08 to 0.09.

                Nothing passes between positions and no state is kept. Use it in place of an MLP, every second one, say; the \
                output is as wide as the input.""";
    }

    @Override
    public String formula() {
        return """
                p = softmax(x·W_r);  T = the k largest;  g_i = p_i / Σ_{j∈T} p_j   (k = 1: g = p)
                y = Σ_{i∈T} g_i E_i(x) (+ E_shared(x)),   E: SwiGLU or GELU MLP of hidden width F
                loss += balance · n · Σ_i f_i P_i
                (Shazeer et al. 2017; Fedus et al. 2021)""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole("experts", "Experts n", "How many there are.", 8, 1, 256, List.of(4L, 8L, 16L)),
                new ParamSpec.Whole(
                        "active", "Active experts k", "How many a token uses.", 2, 1, 256, List.of(1L, 2L, 4L)),
                new ParamSpec.Choice(
                        "form", "Form", "What an expert is: a SwiGLU or a GELU MLP.", List.of("swiglu", "gelu")),
                new ParamSpec.Whole(
                        "hidden",
                        "Hidden width F",
                        "Hidden width of one expert; 0: 8/3 of the input's (SwiGLU, rounded up to a multiple of 8) or four"
                                + " times it (GELU).",
                        0,
                        0,
                        65_536,
                        List.of()),
                new ParamSpec.Flag("shared", "Shared expert", "One more expert that serves every token.", false),
                new ParamSpec.Real(
                        "balance",
                        "Balance",
                        "Weight of the loss term that keeps the experts evenly used; 0 switches it off.",
                        0.01,
                        0,
                        10,
                        List.of(0.0, 0.001, 0.01, 0.1)));
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
        int experts = site.settings().whole("experts");
        int active = site.settings().whole("active");
        if (active > experts) {
            report.error(
                    null,
                    "A token cannot use " + active + " of " + experts + " experts; set active to at most " + experts
                            + ", or raise experts.",
                    block -> new Fix.SetParameter(
                            "Use " + experts + " active experts", block, "active", new ParamValue.Whole(experts)));
        }
        return Widths.asInput(site, "in", "out");
    }

    @Override
    public Cost cost(Site site) {
        Sizes n = Sizes.of(site);
        int shared = site.settings().flag("shared") ? 1 : 0;
        long expert = (long) n.width * (n.upWidth() + n.hidden);
        double work = 2.0 * expert + (n.gated ? 5.0 : 10.0) * n.hidden;
        return new Cost(
                (long) n.width * n.experts + (n.experts + shared) * expert,
                2.0 * n.width * n.experts + (n.active + shared) * work + 2.0 * n.active * n.width,
                0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        return new ExpertLayer(
                Sizes.of(site), site.settings().flag("shared"), site.settings().real("balance"), plan);
    }

    /** d, F, n and k; gated: SwiGLU. */
    private record Sizes(int width, int hidden, int experts, int active, boolean gated) {
        static Sizes of(Site site) {
            Settings settings = site.settings();
            int width = site.width("in");
            boolean gated = settings.text("form").equals("swiglu");
            int hidden = settings.whole("hidden");
            if (hidden == 0) {
                hidden = gated ? ((8 * width + 2) / 3 + 7) / 8 * 8 : 4 * width;
            }
            return new Sizes(width, hidden, settings.whole("experts"), settings.whole("active"), gated);
        }

        /** Columns of the first matrix: the gate's beside the hidden ones, or those alone. */
        int upWidth() {
            return gated ? 2 * hidden : hidden;
        }
    }

    /**
     * The two matrices of one expert. It works on rows gathered by the caller; {@code up}, {@code hidden} and their gradients
     * are buffers of all experts' rows.
     */
    private record Expert(Projection toUp, Projection toOut) {
        static Expert of(LayerPlan plan, String name, Sizes sizes, Buffer productScratch) {
            Initialiser start = Initialiser.linear(sizes.hidden).times(1 / Math.sqrt(plan.residualLayers()));
            Matrix up = plan.matrix(name + ".up", sizes.width, sizes.upWidth(), Initialiser.linear(sizes.width));
            Matrix down = plan.matrix(name + ".down", sizes.hidden, sizes.width, start);
            return new Expert(new Projection(up, productScratch), new Projection(down, productScratch));
        }

        /** From x at {@code x} to y at {@code y}, both [rows, d], by way of the rows {@code first} of up and hidden. */
        void forward(Pass pass, int rows, int x, int first, Rows up, Rows hidden, int y) {
            int width = toUp.matrix().in();
            toUp.forward(pass, rows, x, width, up.at(first), up.width, false);
            if (up.width == hidden.width) {
                Kernels.ACTIVE
                        .elementwise()
                        .activate(
                                Activation.GELU,
                                rows * hidden.width,
                                pass.memory,
                                up.at(first),
                                pass.memory,
                                hidden.at(first));
            } else {
                Kernels.ACTIVE
                        .elementwise()
                        .gate(
                                rows,
                                hidden.width,
                                pass.memory,
                                up.at(first) + hidden.width,
                                up.width,
                                pass.memory,
                                up.at(first),
                                up.width,
                                pass.memory,
                                hidden.at(first),
                                hidden.width);
            }
            toOut.forward(pass, rows, hidden.at(first), hidden.width, y, width, false);
        }

        /** From dy at {@code dY} to dx at {@code dX}, written or added to; adds the gradients of the matrices. */
        void backward(
                Pass pass,
                int rows,
                int x,
                int first,
                Rows up,
                Rows hidden,
                int dY,
                Rows dUp,
                Rows dHidden,
                int dX,
                boolean accumulate) {
            int width = toUp.matrix().in();
            toOut.weightGradient(pass, rows, hidden.at(first), hidden.width, dY, width);
            toOut.inputGradient(pass, rows, dY, width, dHidden.at(first), hidden.width, false);
            if (up.width == hidden.width) {
                Kernels.ACTIVE
                        .elementwise()
                        .activateBackward(
                                Activation.GELU,
                                rows * hidden.width,
                                pass.memory,
                                up.at(first),
                                pass.memory,
                                dHidden.at(first),
                                pass.memory,
                                dUp.at(first));
            } else {
                Kernels.ACTIVE
                        .elementwise()
                        .gateBackward(
                                rows,
                                hidden.width,
                                pass.memory,
                                up.at(first) + hidden.width,
                                up.width,
                                pass.memory,
                                up.at(first),
                                up.width,
                                pass.memory,
                                dHidden.at(first),
                                hidden.width,
                                pass.memory,
                                dUp.at(first) + hidden.width,
                                up.width,
                                pass.memory,
                                dUp.at(first),
                                up.width);
            }
            toUp.weightGradient(pass, rows, x, width, dUp.at(first), up.width);
            toUp.inputGradient(pass, rows, dUp.at(first), up.width, dX, width, accumulate);
        }
    }

    /** Rows of that width in a buffer, however wide the plan takes the buffer to be. */
    private record Rows(Buffer buffer, int width) {
        int at(int row) {
            return buffer.at() + row * width;
        }
    }

    /**
     * The layer. Rows are gathered by expert, in the order of experts and then of tokens: the same sums in the same order on
     * any number of threads. A slot is the place of one choice of one token in that order; numbers of experts and slots lie
     * in the float memory, exactly.
     */
    private static final class ExpertLayer implements Layer {
        private final int width; // d
        private final int count; // n
        private final int active; // k
        private final double balance;
        private final boolean train;
        private final Projection router; // [d, n]
        private final List<Expert> experts;
        private final @Nullable Expert shared;

        private final Buffer in; // [rows, d]
        private final Buffer out; // [rows, d]
        private final Buffer probability; // [rows, n]
        private final Buffer slot; // [rows, k], first the expert's number, then the slot
        private final Buffer gate; // [rows, k]
        private final Buffer choices; // [n], how many rows chose an expert
        private final Rows x; // [slots, d], inputs gathered
        private final Rows up; // [slots, F or 2F]
        private final Rows hidden; // [slots, F]
        private final Rows y; // [slots, d], results of the experts
        private final Rows sharedUp; // [rows, F or 2F]
        private final Rows sharedHidden; // [rows, F]

        private final Gradient dIn;
        private final Buffer dOut;
        private final Buffer dProbability; // becomes the gradient of the logits
        private final Rows dX; // [slots, d]
        private final Rows dUp;
        private final Rows dHidden;
        private final Rows dY;

        ExpertLayer(Sizes sizes, boolean withShared, double balance, LayerPlan plan) {
            width = sizes.width;
            count = sizes.experts;
            active = sizes.active;
            this.balance = balance;
            train = plan.mode() == Mode.TRAIN;
            int upWidth = sizes.upWidth();
            router = Projection.of(plan, "router", width, count, Initialiser.linear(width));
            int rows = plan.sequences() * plan.length();
            Buffer productScratch = Backward.scratchFloats(
                    plan,
                    Math.max(
                            Kernels.ACTIVE.matrix().gradientScratchSize(rows, width, upWidth),
                            Kernels.ACTIVE.matrix().gradientScratchSize(rows, sizes.hidden, width)));
            experts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                experts.add(Expert.of(plan, "experts." + i, sizes, productScratch));
            }
            shared = withShared ? Expert.of(plan, "shared", sizes, productScratch) : null;

            in = plan.input("in");
            out = plan.output("out");
            probability = plan.saved(count);
            slot = plan.saved(active);
            gate = plan.saved(active);
            choices = plan.savedPerSequence(count);
            x = new Rows(plan.saved(active * width), width);
            up = new Rows(plan.saved(active * upWidth), upWidth);
            hidden = new Rows(plan.saved(active * sizes.hidden), sizes.hidden);
            y = new Rows(plan.saved(active * width), width);
            sharedUp = new Rows(plan.saved(withShared ? upWidth : 0), upWidth);
            sharedHidden = new Rows(plan.saved(withShared ? sizes.hidden : 0), sizes.hidden);

            dIn = Backward.inputGradient(plan, "in");
            dOut = Backward.outputGradient(plan, "out");
            dProbability = Backward.scratch(plan, count);
            dX = new Rows(Backward.scratch(plan, active * width), width);
            dUp = new Rows(Backward.scratch(plan, active * upWidth), upWidth);
            dHidden = new Rows(Backward.scratch(plan, active * sizes.hidden), sizes.hidden);
            dY = new Rows(Backward.scratch(plan, active * width), width);
        }

        @Override
        public void forward(Pass pass) {
            float[] memory = pass.memory;
            router.forward(pass, in, probability);
            Arrays.fill(memory, choices.at(), choices.at() + count, 0);
            for (int row = 0; row < pass.rows; row++) {
                softmax(memory, probability.at() + row * count);
                choose(memory, row);
            }
            gather(pass);
            for (int i = 0, first = 0; i < count; i++) {
                int rows = (int) memory[choices.at() + i];
                if (rows > 0) {
                    experts.get(i).forward(pass, rows, x.at(first), first, up, hidden, y.at(first));
                }
                first += rows;
            }
            if (shared == null) {
                Arrays.fill(memory, out.at(), out.at() + pass.rows * width, 0);
            } else {
                shared.forward(pass, pass.rows, in.at(), 0, sharedUp, sharedHidden, out.at());
            }
            for (int i = 0; i < pass.rows * active; i++) {
                int from = y.at((int) memory[slot.at() + i]);
                Kernels.ACTIVE
                        .elementwise()
                        .addScaled(width, memory[gate.at() + i], memory, from, memory, out.at() + i / active * width);
            }
            if (train && balance > 0) {
                pass.auxiliaryLoss += balance * imbalance(pass);
            }
        }

        private void softmax(float[] memory, int at) {
            float largest = memory[at];
            for (int i = 1; i < count; i++) {
                largest = Math.max(largest, memory[at + i]);
            }
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double e = Math.exp(memory[at + i] - largest);
                sum += e;
                memory[at + i] = (float) e;
            }
            for (int i = 0; i < count; i++) {
                memory[at + i] = (float) (memory[at + i] / sum);
            }
        }

        /** The k most probable experts of a row, the most probable first, of equals the first. */
        private void choose(float[] memory, int row) {
            int p = probability.at() + row * count;
            int chosen = slot.at() + row * active;
            int gates = gate.at() + row * active;
            float sum = 0;
            for (int rank = 0; rank < active; rank++) {
                int best = -1;
                for (int i = 0; i < count; i++) {
                    // not "greater than −1": a router gone to NaN must still choose k experts, for the loss to show it
                    if (!isAmong(memory, chosen, rank, i) && (best < 0 || memory[p + i] > memory[p + best])) {
                        best = i;
                    }
                }
                memory[chosen + rank] = best;
                memory[gates + rank] = memory[p + best];
                memory[choices.at() + best]++;
                sum += memory[p + best];
            }
            if (active > 1) {
                for (int rank = 0; rank < active; rank++) {
                    memory[gates + rank] /= sum;
                }
            }
        }

        private static boolean isAmong(float[] memory, int from, int size, int expert) {
            for (int i = from; i < from + size; i++) {
                if (memory[i] == expert) {
                    return true;
                }
            }
            return false;
        }

        /** Copies rows of the input to their slots and replaces experts' numbers by slots. */
        private void gather(Pass pass) {
            float[] memory = pass.memory;
            // until here choices holds counts; counting back from each expert's end restores them without another array
            int end = 0;
            for (int i = 0; i < count; i++) {
                end += (int) memory[choices.at() + i];
                memory[choices.at() + i] = end;
            }
            for (int i = pass.rows * active - 1; i >= 0; i--) {
                int expert = (int) memory[slot.at() + i];
                int place = (int) --memory[choices.at() + expert];
                memory[slot.at() + i] = place;
                System.arraycopy(memory, in.at() + i / active * width, memory, x.at(place), width);
            }
            // now choices holds where each expert begins
            for (int i = 0; i < count; i++) {
                float next = i + 1 < count ? memory[choices.at() + i + 1] : pass.rows * active;
                memory[choices.at() + i] = next - memory[choices.at() + i];
            }
        }

        /** n · Σ_i f_i P_i over the shard: 1 when all experts are used equally. */
        private double imbalance(Pass pass) {
            float[] memory = pass.memory;
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double mean = 0;
                for (int row = 0; row < pass.rows; row++) {
                    mean += memory[probability.at() + row * count + i];
                }
                sum += memory[choices.at() + i] / (pass.rows * active) * mean / pass.rows;
            }
            return count * sum;
        }

        @Override
        public void backward(Pass pass) {
            float[] memory = pass.memory;
            gatesBackward(pass);
            router.backward(pass, in, dProbability, dIn);
            int target = dIn.buffer().at();
            if (shared != null) {
                shared.backward(
                        pass, pass.rows, in.at(), 0, sharedUp, sharedHidden, dOut.at(), dUp, dHidden, target, true);
            }
            for (int i = 0, first = 0; i < count; i++) {
                int rows = (int) memory[choices.at() + i];
                if (rows > 0) {
                    experts.get(i)
                            .backward(
                                    pass,
                                    rows,
                                    x.at(first),
                                    first,
                                    up,
                                    hidden,
                                    dY.at(first),
                                    dUp,
                                    dHidden,
                                    dX.at(first),
                                    false);
                }
                first += rows;
            }
            for (int i = 0; i < pass.rows * active; i++) {
                int from = dX.at((int) memory[slot.at() + i]);
                Kernels.ACTIVE.elementwise().addTo(width, memory, from, memory, target + i / active * width);
            }
        }

        /** From dOut to the gradients of the experts' results, of the gates, and through the softmax of the logits. */
        private void gatesBackward(Pass pass) {
            float[] memory = pass.memory;
            for (int row = 0; row < pass.rows; row++) {
                int p = probability.at() + row * count;
                int dp = dProbability.at() + row * count;
                for (int i = 0; i < count; i++) {
                    // of balance · n · Σ f_i P_i; the choices f have no gradient
                    memory[dp + i] = (float) (balance
                            * pass.shardShare
                            * count
                            * memory[choices.at() + i]
                            / ((double) pass.rows * active * pass.rows));
                }
                int dOutRow = dOut.at() + row * width;
                double chosen = 0; // Σ p of the chosen experts
                double mean = 0; // Σ gate · dGate
                for (int i = row * active; i < (row + 1) * active; i++) {
                    int place = (int) memory[slot.at() + i];
                    float g = memory[gate.at() + i];
                    Kernels.ACTIVE.elementwise().scale(width, g, memory, dOutRow, memory, dY.at(place));
                    mean += g * Kernels.ACTIVE.elementwise().dot(width, memory, dOutRow, memory, y.at(place));
                    chosen += memory[p + expertAt(memory, place)];
                }
                for (int i = row * active; i < (row + 1) * active; i++) {
                    int place = (int) memory[slot.at() + i];
                    float dGate = Kernels.ACTIVE.elementwise().dot(width, memory, dOutRow, memory, y.at(place));
                    memory[dp + expertAt(memory, place)] += (float) (active == 1 ? dGate : (dGate - mean) / chosen);
                }
                double centre = 0;
                for (int i = 0; i < count; i++) {
                    centre += memory[p + i] * memory[dp + i];
                }
                for (int i = 0; i < count; i++) {
                    memory[dp + i] = (float) (memory[p + i] * (memory[dp + i] - centre));
                }
            }
        }

        /** The expert whose rows hold a slot. */
        private int expertAt(float[] memory, int place) {
            int expert = 0;
            for (int end = (int) memory[choices.at()]; place >= end; end += (int) memory[choices.at() + expert]) {
                expert++;
            }
            return expert;
        }
    }
}
