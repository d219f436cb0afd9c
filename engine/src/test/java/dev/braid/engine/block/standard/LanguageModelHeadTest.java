package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.Site;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.tensor.LayerPlan.Mode;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The head against softmax and cross entropy written naively in double precision. */
class LanguageModelHeadTest {
    private static final int WIDTH = 6;
    private static final int VOCABULARY = 11; // of LayerCheck.site
    private static final double STEP = 1e-5;

    /** Shapes and shares of labels that give one chunk, several, contiguous ones and ones with gaps. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1.0, false",
        "2, 7, 1.0, false",
        "2, 7, 0.5, true",
        "3, 100, 1.0, true",
        "3, 100, 0.6, false",
        "4, 100, 0.05, true",
        "2, 7, 0.0, false",
    })
    void loss_prediction_and_gradients_are_those_of_cross_entropy_at_labelled_rows(
            int sequences, int length, double share, boolean tied) {
        for (boolean accumulate : new boolean[] {false, true}) {
            LayerHarness harness = harness(Mode.TRAIN, sequences, length, tied, accumulate);
            Random random = new Random(5);
            int rows = sequences * length;
            label(harness, rows, share, random);
            harness.pass.lossScale = 0.37f;
            float[] x = gaussians(rows * WIDTH, random);
            harness.forward(sequences, Map.of("in", x));
            expectLosses(harness, x, tied);
            float left = 0.25f;
            harness.backward(Map.of(), left);

            double[] input = LayerCheck.toDouble(x);
            double[] head = LayerCheck.toDouble(harness.weight(weightName(tied)));
            int[] labels = labels(harness, rows);
            double[] dx = new double[input.length];
            for (int i = 0; i < input.length; i++) {
                int row = i / WIDTH;
                dx[i] = 0.37 * slope(input, i, () -> loss(input, head, tied, row, labels[row]));
            }
            double[] actual = LayerCheck.toDouble(harness.gradientOfInput("in"));
            if (accumulate) {
                Arrays.setAll(actual, i -> actual[i] - left);
            }
            LayerCheck.assertClose("gradient of the input", actual, dx, 2e-4);

            double[] dHead = new double[head.length];
            for (int i = 0; i < head.length; i++) {
                dHead[i] = 0.37
                        * slope(head, i, () -> {
                            double sum = 0;
                            for (int row = 0; row < rows; row++) {
                                sum += loss(input, head, tied, row, labels[row]);
                            }
                            return sum;
                        });
            }
            LayerCheck.assertClose(
                    "gradient of the matrix",
                    LayerCheck.toDouble(harness.gradientOfWeight(weightName(tied))),
                    dHead,
                    2e-4);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0, false", "0.3, true"})
    void evaluation_gives_the_same_losses_and_needs_no_gradients(double share, boolean tied) {
        LayerHarness harness = harness(Mode.EVALUATE, 3, 50, tied, false);
        Random random = new Random(6);
        label(harness, 150, share, random);
        float[] x = gaussians(150 * WIDTH, random);
        harness.forward(3, Map.of("in", x));
        expectLosses(harness, x, tied);
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, true", "true, false"})
    void decoding_predicts_every_row_and_hands_logits_out_when_there_is_room(boolean tied, boolean room) {
        int sequences = 130; // more than a chunk
        LayerHarness harness = harness(Mode.DECODE, sequences, 1, tied, false);
        Arrays.fill(harness.pass.labels, -1);
        harness.pass.logits = new float[room ? sequences * VOCABULARY : 0];
        float[] x = gaussians(sequences * WIDTH, new Random(7));
        harness.forward(sequences, Map.of("in", x));
        double[] input = LayerCheck.toDouble(x);
        double[] head = LayerCheck.toDouble(harness.weight(weightName(tied)));
        for (int row = 0; row < sequences; row++) {
            double[] logits = logits(input, head, tied, row);
            int best = 0;
            for (int j = 0; j < VOCABULARY; j++) {
                best = logits[j] > logits[best] ? j : best;
            }
            assertThat(harness.pass.predicted[harness.pass.tokenOffset + row]).isEqualTo(best);
            if (room) {
                int at = row * VOCABULARY;
                LayerCheck.assertClose(
                        "logits",
                        LayerCheck.toDouble(Arrays.copyOfRange(harness.pass.logits, at, at + VOCABULARY)),
                        logits,
                        2e-5);
            }
        }
    }

    private static LayerHarness harness(Mode mode, int sequences, int length, boolean tied, boolean accumulate) {
        Site site = LayerCheck.site(
                new LanguageModelHead(), Map.of("tied", new ParamValue.Flag(tied)), Map.of("in", WIDTH));
        LayerHarness harness =
                new LayerHarness(new LanguageModelHead(), site, mode, sequences, length, length, accumulate, false);
        harness.initialise(4, 0.5);
        return harness;
    }

    private static String weightName(boolean tied) {
        return tied ? "embedding" : "weight";
    }

    private static void label(LayerHarness harness, int rows, double share, Random random) {
        Arrays.fill(harness.pass.rowLoss, -7);
        Arrays.fill(harness.pass.predicted, -7);
        Arrays.fill(harness.pass.labels, 3); // before the shard's first row: must not count
        for (int row = 0; row < rows; row++) {
            boolean labelled = random.nextDouble() < share;
            harness.pass.labels[harness.pass.tokenOffset + row] = labelled ? random.nextInt(VOCABULARY) : -1;
        }
    }

    private static int[] labels(LayerHarness harness, int rows) {
        int from = harness.pass.tokenOffset;
        return Arrays.copyOfRange(harness.pass.labels, from, from + rows);
    }

    private static void expectLosses(LayerHarness harness, float[] x, boolean tied) {
        double[] input = LayerCheck.toDouble(x);
        double[] head = LayerCheck.toDouble(harness.weight(weightName(tied)));
        int rows = harness.pass.rows;
        int[] labels = labels(harness, rows);
        for (int row = 0; row < rows; row++) {
            float loss = harness.pass.rowLoss[harness.pass.tokenOffset + row];
            int predicted = harness.pass.predicted[harness.pass.tokenOffset + row];
            if (labels[row] < 0) {
                assertThat(loss).as("loss without a label").isEqualTo(-7);
                assertThat(predicted).as("prediction without a label").isEqualTo(-7);
                continue;
            }
            assertThat(Math.abs(loss - loss(input, head, tied, row, labels[row])))
                    .isLessThan(2e-5);
            double[] logits = logits(input, head, tied, row);
            assertThat(logits[predicted]).isEqualTo(Arrays.stream(logits).max().orElseThrow());
        }
    }

    private interface Scalar {
        double value();
    }

    private static double slope(double[] variable, int i, Scalar f) {
        double at = variable[i];
        variable[i] = at + STEP;
        double up = f.value();
        variable[i] = at - STEP;
        double down = f.value();
        variable[i] = at;
        return (up - down) / (2 * STEP);
    }

    private static double loss(double[] x, double[] head, boolean tied, int row, int label) {
        if (label < 0) {
            return 0;
        }
        double[] logits = logits(x, head, tied, row);
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        return Math.log(sum) - logits[label];
    }

    private static double[] logits(double[] x, double[] head, boolean tied, int row) {
        double[] logits = new double[VOCABULARY];
        for (int j = 0; j < VOCABULARY; j++) {
            for (int i = 0; i < WIDTH; i++) {
                logits[j] += x[row * WIDTH + i] * (tied ? head[j * WIDTH + i] : head[i * VOCABULARY + j]);
            }
        }
        return logits;
    }

    private static float[] gaussians(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
