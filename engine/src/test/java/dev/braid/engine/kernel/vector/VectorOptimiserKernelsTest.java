package dev.braid.engine.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.kernel.OptimiserKernels;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorOptimiserKernelsTest {
    static Stream<KernelsUnderTest> kernels() {
        return KernelsUnderTest.all();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void adamw_agrees_with_the_definition_and_leaves_what_is_outside_its_range(KernelsUnderTest under) {
        Random random = new Random(1);
        int size = 131;
        float[][] actual = new float[4][];
        float[][] expected = new float[4][];
        for (int k = 0; k < 4; k++) {
            expected[k] = new float[size];
            for (int i = 0; i < size; i++) {
                expected[k][i] = (float) (k == 3 ? Math.abs(random.nextGaussian()) : random.nextGaussian());
            }
            actual[k] = expected[k].clone();
        }
        float before = expected[0][2];
        for (int step = 1; step <= 3; step++) {
            float c1 = (float) (1 - Math.pow(0.9, step));
            float c2 = (float) (1 - Math.pow(0.999, step));
            adamW(under.kernels().optimiser(), actual, size, c1, c2);
            adamW(KernelsUnderTest.PLAIN.optimiser(), expected, size, c1, c2);
        }
        for (int k = 0; k < 4; k++) {
            for (int i = 0; i < size; i++) {
                assertThat((double) actual[k][i]).isCloseTo(expected[k][i], Offset.offset(2e-6));
            }
        }
        assertThat(actual[0][2]).isEqualTo(before);
        assertThat(actual[0][3]).isNotEqualTo(expected[1][3]);
    }

    private static void adamW(OptimiserKernels kernels, float[][] a, int size, float c1, float c2) {
        kernels.adamW(3, size - 1, a[0], a[1], 0.5f, a[2], a[3], 1e-2f, 0.9f, 0.999f, 1e-8f, 0.1f, c1, c2);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void lanes_are_reduced_in_order_and_their_squares_summed(KernelsUnderTest under) {
        Random random = new Random(2);
        for (int lanes = 1; lanes <= 4; lanes++) {
            float[][] gradients = new float[lanes][9001];
            for (float[] lane : gradients) {
                for (int i = 0; i < lane.length; i++) {
                    lane[i] = (float) random.nextGaussian();
                }
            }
            float[] expected = new float[9001];
            float[] actual = new float[9001];
            double expectedSquares = KernelsUnderTest.PLAIN.optimiser().reduce(5, 8990, gradients, expected);
            double squares = under.kernels().optimiser().reduce(5, 8990, gradients, actual);
            assertThat(actual).isEqualTo(expected);
            assertThat(squares).isCloseTo(expectedSquares, Offset.offset(1e-6 * expectedSquares));
            assertThat(under.kernels().optimiser().sumOfSquares(5, 8990, actual))
                    .isEqualTo(squares);
            under.kernels().optimiser().reduce(5, 8990, gradients, gradients[0]);
            for (int i = 5; i < 8990; i++) {
                assertThat(gradients[0][i]).isEqualTo(expected[i]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void one_number_that_is_not_finite_is_found_wherever_it_stands(KernelsUnderTest under) {
        OptimiserKernels kernels = under.kernels().optimiser();
        for (int place = 0; place < 100; place++) {
            float[] a = new float[100];
            java.util.Arrays.fill(a, Float.MAX_VALUE);
            a[place] = place % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
            assertThat(kernels.allFinite(0, 100, a)).isFalse();
            assertThat(kernels.allFinite(place + 1, 100, a)).isTrue();
            assertThat(kernels.allFinite(0, place, a)).isTrue();
        }
    }
}
