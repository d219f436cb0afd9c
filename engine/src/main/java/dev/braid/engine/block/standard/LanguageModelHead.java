package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.block.standard.TokenEmbedding.Vocabulary;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.kernel.LossKernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Matrix;
import dev.braid.engine.tensor.Pass;
import dev.braid.engine.tensor.TiedMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Logits over the vocabulary, loss and prediction: where every design ends. */
public final class LanguageModelHead implements BlockType {
    /** Most rows whose logits exist at one time: measured best for vocabularies from 64 to 8192, and small. */
    private static final int CHUNK = 64;

    @Override
    public String id() {
        return "language-model-head";
    }

    @Override
    public String title() {
        return "Language-model head";
    }

    @Override
    public Category category() {
        return Category.INPUT_OUTPUT;
    }

    @Override
    public List<String> keywords() {
        return List.of(
                "output", "logits", "softmax", "loss", "cross entropy", "unembedding", "prediction", "end", "sink");
    }

    @Override
    public String explanation() {
        return """
                Every design ends here. One score, a logit, is computed for each token of the vocabulary; the softmax of \
                the scores is the model's belief about the answer at that position. Training minimises the cross entropy: \
                minus the logarithm of the belief in the right token.

                Put a norm in front of it, because the residual stream has no fixed size.

                Where the task asks a question at a few positions only, as the recall tasks do, logits are computed at \
                those positions and nowhere else; they are made for at most 64 positions at a time and are turned into \
                gradients at once. Thus they never exist for a whole batch, even with a vocabulary of many thousands.

                A tied head uses the token embedding's matrix, transposed, in place of one of its own. It saves V·d \
                parameters, and for small models it often trains better; it needs an input as wide as the embedding, and \
                a single token embedding in the design.

                It costs V·d parameters when not tied, and 2·V·d operations for each position with a label: with a large \
                vocabulary and a narrow model this is the most expensive block of all. Costs are stated for labels \
                everywhere.""";
    }

    @Override
    public String formula() {
        return "ℓ_t = −ln softmax(x_t W)[label_t],  W: d × V, or Eᵀ when tied   (Press and Wolf 2017 for tying)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        "vocabulary",
                        "Vocabulary V",
                        "How many tokens can be predicted; 0 takes as many as the task has.",
                        0,
                        0,
                        1_048_576,
                        List.of()),
                new ParamSpec.Flag(
                        "tied", "Tied", "Use the token embedding's matrix, transposed, instead of an own one.", false));
    }

    @Override
    public List<PortSpec> inputs(Settings settings) {
        return List.of(PortSpec.of("in"));
    }

    @Override
    public List<PortSpec> outputs(Settings settings) {
        return List.of();
    }

    @Override
    public Map<String, Integer> outputWidths(Site site, ShapeReport report) {
        Vocabulary.check(site, report);
        return Map.of();
    }

    @Override
    public Cost cost(Site site) {
        int width = site.width("in");
        int vocabulary = Vocabulary.size(site);
        return new Cost(
                site.settings().flag("tied") ? 0 : Projection.parameters(width, vocabulary),
                Projection.flopsPerToken(width, vocabulary),
                0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        int width = site.width("in");
        int vocabulary = Vocabulary.size(site);
        int chunk = Math.min(CHUNK, plan.sequences() * plan.length());
        boolean train = plan.mode() == Mode.TRAIN;
        Unembedding unembedding = site.settings().flag("tied")
                ? new Unembedding.Tied(width, vocabulary, plan.tiedToEmbedding())
                : new Unembedding.Own(plan.matrix("weight", width, vocabulary, Initialiser.normal(0.02)));
        return new Head(
                plan.mode(),
                chunk,
                vocabulary,
                plan.input("in"),
                unembedding,
                plan.scratchFloats(chunk * width),
                plan.scratchFloats(chunk * vocabulary),
                Backward.scratchFloats(plan, unembedding.gradientScratchSize(chunk)),
                train ? plan.saved(width) : new Buffer(width, 0),
                Backward.inputGradient(plan, "in"));
    }

    /**
     * The layer. It works through the rows in ranges that hold at most {@code chunk} labels each.
     *
     * @param x [rows, d]
     * @param gathered the labelled rows of a range, side by side: [chunk, d]
     * @param logits of those rows, then their gradient: [chunk, V]
     * @param dLabelled gradient of the labelled rows of x, side by side in their order: [labels, d]
     */
    private record Head(
            Mode mode,
            int chunk,
            int vocabulary,
            Buffer x,
            Unembedding unembedding,
            Buffer gathered,
            Buffer logits,
            Buffer gradientScratch,
            Buffer dLabelled,
            Gradient dx)
            implements Layer {

        /** Loss and prediction at labelled rows; in training the gradient as well, so that logits can be forgotten. */
        @Override
        public void forward(Pass pass) {
            int done = 0; // labelled rows before this range
            int end;
            for (int from = 0; from < pass.rows; from = end) {
                end = endOfRange(pass, from);
                int count = labels(pass, from, end);
                if (count == 0) {
                    continue;
                }
                int in = count == end - from ? x.at() + from * x.width() : gather(pass, from, end);
                unembedding.forward(pass, count, in, logits.at());
                loss(pass, from, end);
                if (mode == Mode.TRAIN) {
                    int dIn = dLabelled.at() + done * x.width();
                    unembedding.backward(pass, count, in, logits.at(), dIn, gradientScratch.at());
                }
                done += count;
            }
        }

        /** Hands out what forward has left: each labelled row's gradient, and zero to the others. */
        @Override
        public void backward(Pass pass) {
            int width = x.width();
            int from = dLabelled.at();
            for (int row = 0; row < pass.rows; row++) {
                int to = dx.buffer().at() + row * width;
                boolean labelled = labelled(pass, row);
                if (labelled && dx.accumulate()) {
                    Kernels.ACTIVE.elementwise().addTo(width, pass.memory, from, pass.memory, to);
                } else if (labelled) {
                    System.arraycopy(pass.memory, from, pass.memory, to, width);
                } else if (!dx.accumulate()) {
                    Arrays.fill(pass.memory, to, to + width, 0);
                }
                from += labelled ? width : 0;
            }
        }

        /** The most probable next token of every sequence, and all logits where there is room for them. */
        @Override
        public void decode(Pass pass) {
            boolean wanted = pass.logits.length >= pass.rows * vocabulary;
            for (int from = 0; from < pass.rows; from += chunk) {
                int count = Math.min(chunk, pass.rows - from);
                unembedding.forward(pass, count, x.at() + from * x.width(), logits.at());
                for (int row = 0; row < count; row++) {
                    pass.predicted[pass.tokenOffset + from + row] =
                            largest(pass.memory, logits.at() + row * vocabulary, vocabulary);
                }
                if (wanted) {
                    System.arraycopy(pass.memory, logits.at(), pass.logits, from * vocabulary, count * vocabulary);
                }
            }
        }

        /** One past the last row of the range from {@code from} that holds {@code chunk} labels, or all that are left. */
        private int endOfRange(Pass pass, int from) {
            int count = 0;
            int row = from;
            while (row < pass.rows && count < chunk) {
                count += labelled(pass, row) ? 1 : 0;
                row++;
            }
            return row;
        }

        private static int labels(Pass pass, int from, int end) {
            int count = 0;
            for (int row = from; row < end; row++) {
                count += labelled(pass, row) ? 1 : 0;
            }
            return count;
        }

        private static boolean labelled(Pass pass, int row) {
            return pass.labels[pass.tokenOffset + row] >= 0;
        }

        /** Copies the labelled rows of x side by side, and tells where. */
        private int gather(Pass pass, int from, int end) {
            int width = x.width();
            int to = gathered.at();
            for (int row = from; row < end; row++) {
                if (labelled(pass, row)) {
                    System.arraycopy(pass.memory, x.at() + row * width, pass.memory, to, width);
                    to += width;
                }
            }
            return gathered.at();
        }

        /** Loss and prediction of the gathered rows, one call for each run of labelled rows. */
        private void loss(Pass pass, int from, int end) {
            LossKernels kernels = Kernels.ACTIVE.loss();
            int at = logits.at();
            int row = from;
            while (row < end) {
                int first = row;
                while (row < end && labelled(pass, row)) {
                    row++;
                }
                int run = row - first;
                int index = pass.tokenOffset + first;
                if (run == 0) {
                    row++;
                } else if (mode == Mode.TRAIN) {
                    kernels.softmaxCrossEntropy(
                            run,
                            vocabulary,
                            pass.memory,
                            at,
                            vocabulary,
                            pass.labels,
                            index,
                            pass.lossScale,
                            pass.rowLoss,
                            index,
                            pass.predicted,
                            index);
                } else {
                    kernels.evaluate(
                            run,
                            vocabulary,
                            pass.memory,
                            at,
                            vocabulary,
                            pass.labels,
                            index,
                            pass.rowLoss,
                            index,
                            pass.predicted,
                            index);
                }
                at += run * vocabulary;
            }
        }

        private static int largest(float[] values, int offset, int count) {
            int best = 0;
            for (int i = 1; i < count; i++) {
                if (values[offset + i] > values[offset + best]) {
                    best = i;
                }
            }
            return best;
        }
    }

    /** The matrix from d channels to V logits. Rows lie dense in the pass's memory, given by the index of the first float. */
    private sealed interface Unembedding {
        /** logits [rows, V] = x [rows, d] · W. */
        void forward(Pass pass, int rows, int x, int logits);

        /** dx [rows, d] = dLogits · Wᵀ; adds to the matrix's gradient. */
        void backward(Pass pass, int rows, int x, int dLogits, int dx, int scratch);

        /** Floats of scratch that backward needs for that many rows. */
        int gradientScratchSize(int rows);

        private static void multiply(Pass pass, int rows, int in, int out, int x, int packed, int y) {
            Kernels.ACTIVE
                    .matrix()
                    .multiply(rows, out, in, pass.memory, x, in, pass.packed, packed, pass.memory, y, out, false);
        }

        private static void addGradient(
                Pass pass, int rows, int in, int out, int x, int dy, int gradient, int scratch) {
            Kernels.ACTIVE
                    .matrix()
                    .accumulateGradient(
                            rows,
                            in,
                            out,
                            pass.memory,
                            x,
                            in,
                            pass.memory,
                            dy,
                            out,
                            pass.gradients,
                            gradient,
                            out,
                            pass.memory,
                            scratch);
        }

        /** W [d, V] of the head's own. */
        record Own(Matrix matrix) implements Unembedding {
            @Override
            public void forward(Pass pass, int rows, int x, int logits) {
                multiply(pass, rows, matrix.in(), matrix.out(), x, matrix.packed(), logits);
            }

            @Override
            public void backward(Pass pass, int rows, int x, int dLogits, int dx, int scratch) {
                multiply(pass, rows, matrix.out(), matrix.in(), dLogits, matrix.packedTransposed(), dx);
                addGradient(
                        pass,
                        rows,
                        matrix.in(),
                        matrix.out(),
                        x,
                        dLogits,
                        matrix.weight().offset(),
                        scratch);
            }

            @Override
            public int gradientScratchSize(int rows) {
                return Kernels.ACTIVE.matrix().gradientScratchSize(rows, matrix.in(), matrix.out());
            }
        }

        /** W = Eᵀ: the gradient goes to E [V, d]. */
        record Tied(int width, int vocabulary, TiedMatrix matrix) implements Unembedding {
            @Override
            public void forward(Pass pass, int rows, int x, int logits) {
                multiply(pass, rows, width, vocabulary, x, matrix.packed(), logits);
            }

            @Override
            public void backward(Pass pass, int rows, int x, int dLogits, int dx, int scratch) {
                multiply(pass, rows, vocabulary, width, dLogits, matrix.packedTransposed(), dx);
                int gradient = matrix.embedding().offset();
                addGradient(pass, rows, vocabulary, width, dLogits, x, gradient, scratch);
            }

            @Override
            public int gradientScratchSize(int rows) {
                return Kernels.ACTIVE.matrix().gradientScratchSize(rows, vocabulary, width);
            }
        }
    }
}
