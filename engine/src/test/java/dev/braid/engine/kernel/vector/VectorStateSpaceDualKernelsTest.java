package dev.braid.engine.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.kernel.StateSpaceDualKernels;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorStateSpaceDualKernelsTest {
    /** Single-precision sums of some hundred terms, relative to the largest result. */
    private static final double TOLERANCE = 2e-5;

    private static final int INPUT = 0; // x, B, C
    private static final int DT = 1;
    private static final int A = 2;
    private static final int SKIP = 3;
    private static final int Y = 4;
    private static final int DY = 5;
    private static final int DINPUT = 6;
    private static final int DDT = 7;
    private static final int DA = 8;
    private static final int DSKIP = 9;
    private static final int STATE = 10;

    private record Case(int length, int heads, int dimension, int groups, int states, int chunk, Slice[] data) {
        static Case random(Random random, int length, int heads, int dimension, int groups, int states, int chunk) {
            int inner = heads * dimension;
            Slice[] data = new Slice[11];
            data[INPUT] = Slice.random(random, length, inner + 2 * groups * states, 1);
            data[DT] = Slice.dense(random, length, heads, 1).map(v -> Math.log1p(Math.exp(v - 2)));
            data[A] = Slice.dense(random, 1, heads, 1).map(v -> -Math.exp(v));
            data[SKIP] = Slice.dense(random, 1, heads, 1);
            data[Y] = Slice.dense(random, length, inner, 1);
            data[DY] = Slice.dense(random, length, inner, 1);
            data[DINPUT] = Slice.random(random, length, inner + 2 * groups * states, 1);
            data[DDT] = Slice.dense(random, length, heads, 1);
            data[DA] = Slice.dense(random, 1, heads, 1);
            data[DSKIP] = Slice.dense(random, 1, heads, 1);
            data[STATE] = Slice.dense(random, heads * states, dimension, 1);
            return new Case(length, heads, dimension, groups, states, chunk, data);
        }

        int inner() {
            return heads * dimension;
        }

        void forward(StateSpaceDualKernels kernels, Slice[] s, boolean withState, float[] saved) {
            float[] scratch = garbage(kernels.scratchSize(length, heads, dimension, groups, states, chunk) + 3);
            kernels.forward(
                    length,
                    heads,
                    dimension,
                    groups,
                    states,
                    chunk,
                    s[INPUT].array,
                    s[INPUT].offset,
                    s[INPUT].offset + inner(),
                    s[INPUT].offset + inner() + groups * states,
                    s[INPUT].stride,
                    s[DT].array,
                    s[DT].offset,
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
            StateSpaceDualKernels scan = kernels.stateSpaceDual();
            float[] saved = garbage(scan.savedSize(length, heads, dimension, groups, states, chunk) + 2);
            forward(scan, s, false, saved);
            float[] scratch = garbage(scan.scratchSize(length, heads, dimension, groups, states, chunk) + 1);
            scan.backward(
                    length,
                    heads,
                    dimension,
                    groups,
                    states,
                    chunk,
                    s[INPUT].array,
                    s[INPUT].offset,
                    s[INPUT].offset + inner(),
                    s[INPUT].offset + inner() + groups * states,
                    s[INPUT].stride,
                    s[DT].array,
                    s[DT].offset,
                    s[A].array,
                    s[A].offset,
                    s[SKIP].array,
                    s[SKIP].offset,
                    saved,
                    2,
                    s[Y].array,
                    s[Y].offset,
                    s[DY].array,
                    s[DY].offset,
                    s[DINPUT].array,
                    s[DINPUT].offset,
                    s[DINPUT].offset + inner(),
                    s[DINPUT].offset + inner() + groups * states,
                    s[DINPUT].stride,
                    s[DDT].array,
                    s[DDT].offset,
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
    void forward_and_gradients_equal_the_recurrence_for_any_chunk_and_size(KernelsUnderTest under) {
        Random random = new Random(7);
        int[][] shapes = { // length, heads, head dimension, groups, states
            {1, 1, 1, 1, 1},
            {37, 3, 20, 1, 5},
            {64, 4, 32, 1, 16},
            {70, 4, 8, 2, 4},
            {50, 2, 64, 2, 33},
            {130, 2, 16, 1, 8}
        };
        for (int[] shape : shapes) {
            for (int chunk : new int[] {1, 3, 16, 64, 1000}) {
                Case scan = Case.random(random, shape[0], shape[1], shape[2], shape[3], shape[4], chunk);
                Comparison.check(under, TOLERANCE, scan.data, scan::forwardAndBackward);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void decays_from_none_at_all_to_complete_in_one_token_stay_exact(KernelsUnderTest under) {
        Random random = new Random(8);
        Case scan = Case.random(random, 90, 4, 16, 1, 6, 64);
        for (int head = 0; head < 4; head++) {
            scan.data[A].array[scan.data[A].offset + head] = new float[] {-1e-6f, -3f, -40f, -1e5f}[head];
        }
        Comparison.check(under, TOLERANCE, scan.data, scan::forwardAndBackward);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_state_carries_one_piece_of_a_context_over_to_the_next(KernelsUnderTest under) {
        Case scan = Case.random(new Random(9), 21, 3, 12, 3, 6, 16);
        Comparison.check(
                under, TOLERANCE, scan.data, (kernels, s) -> scan.forward(kernels.stateSpaceDual(), s, true, null));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void stepping_token_by_token_equals_the_scan(KernelsUnderTest under) {
        Case scan = Case.random(new Random(10), 23, 4, 20, 2, 5, 8);
        Slice[] s = scan.data;
        StateSpaceDualKernels kernels = under.kernels().stateSpaceDual();
        float[] state = new float[4 * 5 * 20];
        float[] y = new float[23 * 80];
        for (int t = 0; t < 23; t++) {
            int x = s[INPUT].offset + t * s[INPUT].stride;
            kernels.step(
                    4,
                    20,
                    2,
                    5,
                    s[INPUT].array,
                    x,
                    x + 80,
                    x + 90,
                    s[DT].array,
                    s[DT].offset + t * 4,
                    s[A].array,
                    s[A].offset,
                    s[SKIP].array,
                    s[SKIP].offset,
                    y,
                    t * 80,
                    state,
                    0);
        }
        scan.forward(kernels, s, false, null);
        double tolerance = TOLERANCE * s[Y].largest();
        for (int i = 0; i < y.length; i++) {
            assertThat((double) y[i]).isCloseTo(s[Y].array[s[Y].offset + i], Offset.offset(tolerance));
        }
    }

    @Test
    void the_bits_are_the_same_before_and_after_compilation() {
        Case scan = Case.random(new Random(11), 20, 3, 16, 1, 5, 16);
        Comparison.checkBits(Kernels.ACTIVE, 3000, scan.data, scan::forwardAndBackward);
    }

    /** The plain gradients against central differences of the recurrence in double precision. */
    @Test
    void gradients_agree_with_central_differences() {
        Case scan = Case.random(new Random(12), 9, 4, 3, 2, 2, 4);
        Slice[] s = scan.data;
        s[DA].map(v -> 0);
        s[DSKIP].map(v -> 0);
        scan.forwardAndBackward(KernelsUnderTest.PLAIN, s);
        int[] inputs = {INPUT, DT, A, SKIP};
        int[] gradients = {DINPUT, DDT, DA, DSKIP};
        double[][] values = new double[11][];
        for (int k : new int[] {INPUT, DT, A, SKIP, DY}) {
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
                double above = loss(scan, values);
                value[i] = before - 1e-5;
                double below = loss(scan, values);
                value[i] = before;
                assertThat((double) gradient.at(i / gradient.columns, i % gradient.columns))
                        .as("input %d, number %d", inputs[k], i)
                        .isCloseTo((above - below) / 2e-5, Offset.offset(1e-6 * (1 + gradient.largest())));
            }
        }
    }

    /** Σ dy ∘ y, with y from the definition in double precision. */
    private static double loss(Case scan, double[][] v) {
        int width = scan.inner() + 2 * scan.groups * scan.states;
        double loss = 0;
        for (int head = 0; head < scan.heads; head++) {
            int b = scan.inner() + head / (scan.heads / scan.groups) * scan.states;
            int c = b + scan.groups * scan.states;
            for (int p = 0; p < scan.dimension; p++) {
                double[] h = new double[scan.states];
                for (int t = 0; t < scan.length; t++) {
                    double x = v[INPUT][t * width + head * scan.dimension + p];
                    double dt = v[DT][t * scan.heads + head];
                    double y = v[SKIP][head] * x;
                    for (int n = 0; n < scan.states; n++) {
                        h[n] = Math.exp(dt * v[A][head]) * h[n] + dt * x * v[INPUT][t * width + b + n];
                        y += h[n] * v[INPUT][t * width + c + n];
                    }
                    loss += y * v[DY][t * scan.inner() + head * scan.dimension + p];
                }
            }
        }
        return loss;
    }
}
