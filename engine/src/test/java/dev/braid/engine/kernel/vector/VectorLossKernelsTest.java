package dev.braid.engine.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.kernel.LossKernels;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorLossKernelsTest {
    private static final LossKernels PLAIN = KernelsUnderTest.PLAIN.loss();

    static Stream<KernelsUnderTest> kernels() {
        return KernelsUnderTest.all();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void loss_prediction_and_gradient_agree_with_the_definition(KernelsUnderTest under) {
        LossKernels vector = under.kernels().loss();
        Random random = new Random(1);
        for (int trial = 0; trial < 150; trial++) {
            int rows = 1 + random.nextInt(9);
            int vocabulary = trial == 0 ? 50257 : 1 + random.nextInt(trial % 2 == 0 ? 40 : 400);
            Slice logits = Slice.random(random, rows, vocabulary, trial % 3 == 0 ? 30 : 2);
            int[] labels = random.ints(rows, -1, vocabulary).toArray();
            float[] loss = new float[rows];
            float[] plainLoss = new float[rows];
            int[] predicted = new int[rows];
            int[] plainPredicted = new int[rows];

            Slice actual = logits.copy();
            evaluate(vector, actual, labels, loss, predicted);
            assertThat(actual.array).as("evaluation leaves the logits").isEqualTo(logits.array);
            Slice expected = logits.copy();
            gradient(PLAIN, expected, labels, plainLoss, plainPredicted);
            assertThat(predicted).isEqualTo(plainPredicted);
            assertThat(loss).usingComparatorWithPrecision(1e-4f).containsExactly(plainLoss);

            gradient(vector, actual, labels, loss, predicted);
            actual.assertCloseTo(expected, 1e-6);
            assertThat(predicted).isEqualTo(plainPredicted);
            assertThat(loss).usingComparatorWithPrecision(1e-4f).containsExactly(plainLoss);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void of_equal_logits_the_first_is_predicted(KernelsUnderTest under) {
        float[] logits = new float[100];
        logits[37] = 3;
        logits[71] = 3;
        int[] predicted = new int[1];
        under.kernels().loss().evaluate(1, 100, logits, 0, 100, new int[1], 0, new float[1], 0, predicted, 0);
        assertThat(predicted[0]).isEqualTo(37);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_logit_that_is_not_finite_makes_the_loss_not_finite(KernelsUnderTest under) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            for (int place : new int[] {0, 20, 68}) {
                float[] logits = new float[69];
                logits[place] = bad;
                float[] loss = new float[1];
                under.kernels()
                        .loss()
                        .softmaxCrossEntropy(1, 69, logits, 0, 69, new int[] {5}, 0, 1f, loss, 0, new int[1], 0);
                assertThat(Float.isFinite(loss[0])).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void very_large_logits_do_not_overflow(KernelsUnderTest under) {
        float[] logits = new float[50];
        logits[3] = 1e30f;
        float[] loss = new float[1];
        under.kernels().loss().softmaxCrossEntropy(1, 50, logits, 0, 50, new int[] {3}, 0, 1f, loss, 0, new int[1], 0);
        assertThat(loss[0]).isCloseTo(0f, Offset.offset(1e-6f));
    }

    private static void gradient(LossKernels kernels, Slice logits, int[] labels, float[] loss, int[] predicted) {
        kernels.softmaxCrossEntropy(
                logits.rows,
                logits.columns,
                logits.array,
                logits.offset,
                logits.stride,
                labels,
                0,
                0.25f,
                loss,
                0,
                predicted,
                0);
    }

    private static void evaluate(LossKernels kernels, Slice logits, int[] labels, float[] loss, int[] predicted) {
        kernels.evaluate(
                logits.rows,
                logits.columns,
                logits.array,
                logits.offset,
                logits.stride,
                labels,
                0,
                loss,
                0,
                predicted,
                0);
    }
}
