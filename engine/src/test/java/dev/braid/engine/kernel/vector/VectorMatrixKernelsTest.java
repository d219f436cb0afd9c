package dev.braid.engine.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.kernel.MatrixKernels;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorMatrixKernelsTest {
    private static final MatrixKernels PLAIN = KernelsUnderTest.PLAIN.matrix();

    static Stream<KernelsUnderTest> kernels() {
        return KernelsUnderTest.all();
    }

    /** A sum of k products of unit normals in single precision: rounding grows with √k steps of 2^-24 on sums of about √k. */
    private static double tolerance(int k) {
        return 1e-6 * (4 + k);
    }

    private static int size(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(4);
            case 1 -> 1 + random.nextInt(40);
            default -> 1 + random.nextInt(150);
        };
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void products_of_random_shapes_agree_with_the_definition_and_write_nothing_else(KernelsUnderTest under) {
        MatrixKernels vector = under.kernels().matrix();
        Random random = new Random(1);
        for (int trial = 0; trial < 200; trial++) {
            int m = size(random);
            int n = size(random);
            int k = size(random);
            boolean accumulate = random.nextBoolean();
            Slice a = Slice.random(random, m, k, 1);
            Slice aTransposed = Slice.random(random, k, m, 1);
            Slice b = Slice.random(random, k, n, 1);
            Slice c = Slice.random(random, m, n, 1);

            float[] packed = packed(vector, k, n, b, false);
            float[] plainPacked = packed(PLAIN, k, n, b, false);
            Slice actual = c.copy();
            Slice expected = c.copy();
            multiply(vector, m, n, k, a, packed, actual, accumulate);
            multiply(PLAIN, m, n, k, a, plainPacked, expected, accumulate);
            actual.assertCloseTo(expected, tolerance(k));

            actual = c.copy();
            expected = c.copy();
            multiplyTransposed(vector, m, n, k, aTransposed, packed, actual, accumulate);
            multiplyTransposed(PLAIN, m, n, k, aTransposed, plainPacked, expected, accumulate);
            actual.assertCloseTo(expected, tolerance(k));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_matrix_packed_as_the_transpose_of_its_transpose_is_packed_as_itself(KernelsUnderTest under) {
        MatrixKernels vector = under.kernels().matrix();
        Random random = new Random(2);
        for (int trial = 0; trial < 100; trial++) {
            int k = size(random);
            int n = size(random);
            Slice b = Slice.random(random, k, n, 1);
            Slice transposed = Slice.random(random, n, k, 1);
            for (int row = 0; row < k; row++) {
                for (int column = 0; column < n; column++) {
                    transposed.array[transposed.offset + column * transposed.stride + row] = b.at(row, column);
                }
            }
            assertThat(packed(vector, k, n, transposed, true)).isEqualTo(packed(vector, k, n, b, false));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void the_weight_gradient_is_the_product_of_transposed_input_and_output_gradient(KernelsUnderTest under) {
        MatrixKernels vector = under.kernels().matrix();
        Random random = new Random(3);
        for (int trial = 0; trial < 100; trial++) {
            int rows = trial % 10 == 0 ? 300 + random.nextInt(300) : size(random);
            int in = size(random);
            int out = size(random);
            Slice x = Slice.random(random, rows, in, 1);
            Slice dy = Slice.random(random, rows, out, 1);
            Slice g = Slice.random(random, in, out, 1);
            Slice actual = g.copy();
            Slice expected = g.copy();
            for (MatrixKernels kernels : new MatrixKernels[] {vector, PLAIN}) {
                Slice target = kernels == vector ? actual : expected;
                int from = random.nextInt(4);
                float[] scratch = new float[from + kernels.gradientScratchSize(rows, in, out)];
                Arrays.fill(scratch, Float.NaN);
                kernels.accumulateGradient(
                        rows,
                        in,
                        out,
                        x.array,
                        x.offset,
                        x.stride,
                        dy.array,
                        dy.offset,
                        dy.stride,
                        target.array,
                        target.offset,
                        target.stride,
                        scratch,
                        from);
            }
            actual.assertCloseTo(expected, tolerance(rows));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_row_of_a_product_has_the_same_bits_however_many_rows_are_computed_with_it(KernelsUnderTest under) {
        MatrixKernels vector = under.kernels().matrix();
        Random random = new Random(4);
        int m = 23;
        int n = 75;
        int k = 33;
        Slice a = Slice.random(random, m, k, 1);
        Slice b = Slice.random(random, k, n, 1);
        float[] packed = packed(vector, k, n, b, false);
        Slice together = Slice.random(random, m, n, 1);
        multiply(vector, m, n, k, a, packed, together, false);
        Slice alone = together.copy();
        for (int row = 0; row < m; row++) {
            Arrays.fill(alone.array, alone.offset + row * alone.stride, alone.offset + row * alone.stride + n, 0f);
            vector.multiply(
                    1,
                    n,
                    k,
                    a.array,
                    a.offset + row * a.stride,
                    a.stride,
                    packed,
                    0,
                    alone.array,
                    alone.offset + row * alone.stride,
                    alone.stride,
                    false);
        }
        assertThat(alone.array).isEqualTo(together.array);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void results_have_the_same_bits_before_and_after_compilation(KernelsUnderTest under) {
        MatrixKernels vector = under.kernels().matrix();
        Random random = new Random(5);
        int m = 17;
        int n = 49;
        int k = 21;
        Slice a = Slice.random(random, m, k, 1);
        Slice b = Slice.random(random, k, n, 1);
        Slice c = Slice.random(random, m, n, 1);
        float[] packed = packed(vector, k, n, b, false);
        Slice first = c.copy();
        multiply(vector, m, n, k, a, packed, first, true);
        for (int i = 0; i < 2000; i++) {
            multiply(vector, m, n, k, a, packed, c.copy(), (i & 1) == 0);
        }
        Slice last = c.copy();
        multiply(vector, m, n, k, a, packed, last, true);
        assertThat(last.array).isEqualTo(first.array);
    }

    private static float[] packed(MatrixKernels kernels, int k, int n, Slice b, boolean transposed) {
        float[] packed = new float[kernels.packedSize(k, n)];
        Arrays.fill(packed, Float.NaN);
        if (transposed) {
            kernels.packTransposed(k, n, b.array, b.offset, b.stride, packed, 0);
        } else {
            kernels.pack(k, n, b.array, b.offset, b.stride, packed, 0);
        }
        return packed;
    }

    private static void multiply(
            MatrixKernels kernels, int m, int n, int k, Slice a, float[] packed, Slice c, boolean accumulate) {
        kernels.multiply(m, n, k, a.array, a.offset, a.stride, packed, 0, c.array, c.offset, c.stride, accumulate);
    }

    private static void multiplyTransposed(
            MatrixKernels kernels, int m, int n, int k, Slice a, float[] packed, Slice c, boolean accumulate) {
        kernels.multiplyTransposed(
                m, n, k, a.array, a.offset, a.stride, packed, 0, c.array, c.offset, c.stride, accumulate);
    }
}
