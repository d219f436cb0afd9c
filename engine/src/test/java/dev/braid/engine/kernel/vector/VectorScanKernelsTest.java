package dev.braid.engine.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.kernel.ScanKernels;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorScanKernelsTest {
    /** Single-precision sums of some hundred terms, relative to the largest result. */
    private static final double TOLERANCE = 2e-5;

    /** Everything one call needs; gradients start from numbers of their own, to see what is added and what written. */
    private record Case(int length, int channels, int states, Slice[] data) {
        static final int X = 0;
        static final int DELTA = 1;
        static final int B = 2;
        static final int C = 3;
        static final int A = 4;
        static final int SKIP = 5;
        static final int Y = 6;
        static final int DY = 7;
        static final int DX = 8;
        static final int DDELTA = 9;
        static final int DB = 10;
        static final int DA = 11;
        static final int DSKIP = 12;
        static final int STATE = 13;

        static Case random(Random random, int length, int channels, int states) {
            Slice[] data = new Slice[14];
            data[X] = Slice.dense(random, length, channels, 1);
            data[DELTA] = Slice.dense(random, length, channels, 1).map(v -> Math.log1p(Math.exp(v - 2)));
            data[B] = Slice.random(random, length, 2 * states, 1); // B, then C
            data[C] = data[B];
            data[A] = Slice.dense(random, states, channels, 1).map(v -> -Math.exp(v));
            data[SKIP] = Slice.dense(random, 1, channels, 1);
            data[Y] = Slice.dense(random, length, channels, 1);
            data[DY] = Slice.dense(random, length, channels, 1);
            data[DX] = Slice.dense(random, length, channels, 1);
            data[DDELTA] = Slice.dense(random, length, channels, 1);
            data[DB] = Slice.random(random, length, 2 * states, 1);
            data[DA] = Slice.dense(random, states, channels, 1);
            data[DSKIP] = Slice.dense(random, 1, channels, 1);
            data[STATE] = Slice.dense(random, states, channels, 1);
            return new Case(length, channels, states, data);
        }

        void forward(ScanKernels kernels, Slice[] s, boolean withState, float[] saved) {
            float[] scratch = garbage(kernels.scratchSize(length, channels, states) + 3);
            kernels.forward(
                    length,
                    channels,
                    states,
                    s[X].array,
                    s[X].offset,
                    s[DELTA].array,
                    s[DELTA].offset,
                    s[B].array,
                    s[B].offset,
                    s[B].offset + states,
                    s[B].stride,
                    s[A].array,
                    s[A].offset,
                    s[SKIP].array,
                    s[SKIP].offset,
                    s[Y].array,
                    s[Y].offset,
                    withState ? s[STATE].array : null,
                    s[STATE].offset,
                    saved,
                    2,
                    scratch,
                    3);
        }

        void forwardAndBackward(Kernels kernels, Slice[] s) {
            ScanKernels scan = kernels.scan();
            float[] saved = garbage(scan.savedSize(length, channels, states) + 2);
            forward(scan, s, false, saved);
            float[] scratch = garbage(scan.scratchSize(length, channels, states) + 1);
            scan.backward(
                    length,
                    channels,
                    states,
                    s[X].array,
                    s[X].offset,
                    s[DELTA].array,
                    s[DELTA].offset,
                    s[B].array,
                    s[B].offset,
                    s[B].offset + states,
                    s[B].stride,
                    s[A].array,
                    s[A].offset,
                    s[SKIP].array,
                    s[SKIP].offset,
                    saved,
                    2,
                    s[DY].array,
                    s[DY].offset,
                    s[DX].array,
                    s[DX].offset,
                    s[DDELTA].array,
                    s[DDELTA].offset,
                    s[DB].array,
                    s[DB].offset,
                    s[DB].offset + states,
                    s[DB].stride,
                    s[DA].array,
                    s[DA].offset,
                    s[DSKIP].array,
                    s[DSKIP].offset,
                    scratch,
                    1);
        }
    }

    private static float[] garbage(int size) {
        float[] array = new float[size];
        Arrays.fill(array, Float.NaN);
        return array;
    }

    static Stream<KernelsUnderTest> kernels() {
        return KernelsUnderTest.all();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void forward_and_gradients_agree_with_the_recurrence_at_any_size(KernelsUnderTest under) {
        Random random = new Random(7);
        int[][] shapes = {
            {1, 1, 1},
            {37, 100, 5},
            {16, 16, 16},
            {17, 33, 4},
            {64, 48, 8},
            {15, 7, 3},
            {50, 20, 32},
            {33, 64, 64},
            {5, 4, 17}
        };
        for (int[] shape : shapes) {
            Case scan = Case.random(random, shape[0], shape[1], shape[2]);
            Comparison.check(under, TOLERANCE, scan.data, scan::forwardAndBackward);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_state_carries_one_piece_of_a_context_over_to_the_next(KernelsUnderTest under) {
        Random random = new Random(8);
        Case scan = Case.random(random, 21, 19, 6);
        Comparison.check(under, TOLERANCE, scan.data, (kernels, s) -> scan.forward(kernels.scan(), s, true, null));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void stepping_token_by_token_equals_the_scan(KernelsUnderTest under) {
        Random random = new Random(9);
        Case scan = Case.random(random, 23, 37, 5);
        Slice[] s = scan.data;
        ScanKernels kernels = under.kernels().scan();
        float[] state = new float[5 * 37];
        float[] y = new float[23 * 37];
        for (int t = 0; t < 23; t++) {
            int b = s[Case.B].offset + t * s[Case.B].stride;
            kernels.step(
                    37,
                    5,
                    s[Case.X].array,
                    s[Case.X].offset + t * 37,
                    s[Case.DELTA].array,
                    s[Case.DELTA].offset + t * 37,
                    s[Case.B].array,
                    b,
                    b + 5,
                    s[Case.A].array,
                    s[Case.A].offset,
                    s[Case.SKIP].array,
                    s[Case.SKIP].offset,
                    y,
                    t * 37,
                    state,
                    0);
        }
        scan.forward(kernels, s, false, null);
        double tolerance = TOLERANCE * s[Case.Y].largest();
        for (int i = 0; i < y.length; i++) {
            assertThat((double) y[i]).isCloseTo(s[Case.Y].array[s[Case.Y].offset + i], Offset.offset(tolerance));
        }
    }

    @Test
    void a_decay_far_below_single_precision_forgets_everything() {
        Random random = new Random(10);
        Case scan = Case.random(random, 20, 16, 4);
        scan.data[Case.A].map(v -> v * 1e6);
        KernelsUnderTest.all()
                .forEach(under -> Comparison.check(under, TOLERANCE, scan.data, scan::forwardAndBackward));
    }

    @Test
    void the_bits_are_the_same_before_and_after_compilation() {
        Case scan = Case.random(new Random(11), 20, 40, 5);
        Comparison.checkBits(Kernels.ACTIVE, 3000, scan.data, scan::forwardAndBackward);
    }

    /** The plain gradients, in turn, against central differences of the recurrence in double precision. */
    @Test
    void gradients_agree_with_central_differences() {
        int length = 9;
        int channels = 3;
        int states = 2;
        Case scan = Case.random(new Random(12), length, channels, states);
        Slice[] s = scan.data;
        s[Case.DA].map(v -> 0);
        s[Case.DSKIP].map(v -> 0);
        scan.forwardAndBackward(KernelsUnderTest.PLAIN, s);
        int[] inputs = {Case.X, Case.DELTA, Case.B, Case.A, Case.SKIP};
        int[] gradients = {Case.DX, Case.DDELTA, Case.DB, Case.DA, Case.DSKIP};
        double[][] values = new double[14][];
        for (int k : new int[] {Case.X, Case.DELTA, Case.B, Case.A, Case.SKIP, Case.DY}) {
            values[k] = new double[s[k].rows * s[k].columns];
            for (int i = 0; i < values[k].length; i++) {
                values[k][i] = s[k].at(i / s[k].columns, i % s[k].columns);
            }
        }
        for (int k = 0; k < inputs.length; k++) {
            double[] value = values[inputs[k]];
            Slice gradient = s[gradients[k]];
            for (int i = 0; i < value.length; i++) {
                double before = value[i];
                value[i] = before + 1e-5;
                double above = loss(length, channels, states, values);
                value[i] = before - 1e-5;
                double below = loss(length, channels, states, values);
                value[i] = before;
                assertThat((double) gradient.at(i / gradient.columns, i % gradient.columns))
                        .as("input %d, number %d", inputs[k], i)
                        .isCloseTo((above - below) / 2e-5, Offset.offset(1e-6 * (1 + gradient.largest())));
            }
        }
    }

    /** Σ dy ∘ y, with y from the definition in double precision. */
    private static double loss(int length, int channels, int states, double[][] v) {
        double loss = 0;
        for (int d = 0; d < channels; d++) {
            double[] h = new double[states];
            for (int t = 0; t < length; t++) {
                double x = v[Case.X][t * channels + d];
                double delta = v[Case.DELTA][t * channels + d];
                double y = v[Case.SKIP][d] * x;
                for (int n = 0; n < states; n++) {
                    h[n] = Math.exp(delta * v[Case.A][n * channels + d]) * h[n]
                            + delta * x * v[Case.B][t * 2 * states + n];
                    y += h[n] * v[Case.B][t * 2 * states + states + n];
                }
                loss += y * v[Case.DY][t * channels + d];
            }
        }
        return loss;
    }
}
