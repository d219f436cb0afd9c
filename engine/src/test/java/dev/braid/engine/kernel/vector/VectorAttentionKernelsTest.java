package dev.braid.engine.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.kernel.AttentionKernels;
import dev.braid.engine.kernel.AttentionShape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorAttentionKernelsTest {
    private static final AttentionKernels PLAIN = KernelsUnderTest.PLAIN.attention();

    static Stream<KernelsUnderTest> kernels() {
        return KernelsUnderTest.all();
    }

    /** One attention problem with its inputs, and what a pass makes of them. */
    private static final class Problem {
        final AttentionShape shape;
        final Slice q;
        final Slice k;
        final Slice v;
        final Slice dOut;
        Slice out;
        Slice dq;
        Slice dk;
        Slice dv;
        final float[] logSumExp;

        Problem(Random random, AttentionShape shape, double scale) {
            this.shape = shape;
            q = Slice.random(random, shape.length(), shape.headDimension(), scale);
            k = Slice.random(random, shape.keys(), shape.headDimension(), scale);
            v = Slice.random(random, shape.keys(), shape.headDimension(), 1);
            dOut = Slice.random(random, shape.length(), shape.headDimension(), 1);
            out = Slice.random(random, shape.length(), shape.headDimension(), 1);
            dq = Slice.random(random, shape.length(), shape.headDimension(), 1);
            dk = Slice.random(random, shape.keys(), shape.headDimension(), 1);
            dv = Slice.random(random, shape.keys(), shape.headDimension(), 1);
            logSumExp = new float[shape.length()];
        }

        private Problem(Problem other) {
            shape = other.shape;
            q = other.q.copy();
            k = other.k.copy();
            v = other.v.copy();
            dOut = other.dOut.copy();
            out = other.out.copy();
            dq = other.dq.copy();
            dk = other.dk.copy();
            dv = other.dv.copy();
            logSumExp = other.logSumExp.clone();
        }

        Problem forward(AttentionKernels kernels) {
            Problem p = new Problem(this);
            float[] scratch = scratch(kernels.scratchSize(shape));
            kernels.forward(
                    shape,
                    p.q.array,
                    p.q.offset,
                    p.q.stride,
                    p.k.array,
                    p.k.offset,
                    p.k.stride,
                    p.v.array,
                    p.v.offset,
                    p.v.stride,
                    p.out.array,
                    p.out.offset,
                    p.out.stride,
                    p.logSumExp,
                    0,
                    scratch,
                    0);
            return p;
        }

        Problem backward(AttentionKernels kernels) {
            Problem p = new Problem(this);
            float[] scratch = scratch(kernels.scratchSize(shape));
            kernels.backward(
                    shape,
                    p.q.array,
                    p.q.offset,
                    p.q.stride,
                    p.k.array,
                    p.k.offset,
                    p.k.stride,
                    p.v.array,
                    p.v.offset,
                    p.v.stride,
                    p.out.array,
                    p.out.offset,
                    p.out.stride,
                    p.logSumExp,
                    0,
                    p.dOut.array,
                    p.dOut.offset,
                    p.dOut.stride,
                    p.dq.array,
                    p.dq.offset,
                    p.dq.stride,
                    p.dk.array,
                    p.dk.offset,
                    p.dk.stride,
                    p.dv.array,
                    p.dv.offset,
                    p.dv.stride,
                    scratch,
                    0);
            return p;
        }

        private static float[] scratch(int size) {
            float[] scratch = new float[size];
            Arrays.fill(scratch, Float.NaN);
            return scratch;
        }
    }

    private static AttentionShape shape(Random random, int trial) {
        int length = 1 + random.nextInt(trial % 4 == 0 ? 200 : 70);
        int width = new int[] {1, 5, 8, 16, 24, 32, 33, 48, 64, 80, 128}[random.nextInt(11)];
        int keysPerQuery = 1 + random.nextInt(3);
        int window = random.nextBoolean() ? 0 : 1 + random.nextInt(length + 3);
        int sinks = random.nextBoolean() ? 0 : random.nextInt(6);
        int chunk = random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(length + 3);
        return new AttentionShape(length, width, keysPerQuery, window, sinks, chunk, (float) (1 / Math.sqrt(width)));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void both_passes_agree_with_the_definition_for_every_kind_of_visibility(KernelsUnderTest under) {
        Random random = new Random(1);
        for (int trial = 0; trial < 120; trial++) {
            AttentionShape shape = shape(random, trial);
            Problem problem = new Problem(random, shape, 1);
            Problem expected = problem.forward(PLAIN);
            Problem actual = problem.forward(under.kernels().attention());
            actual.out.assertCloseTo(expected.out, 1e-5);
            assertThat(actual.logSumExp).usingComparatorWithPrecision(1e-5f).containsExactly(expected.logSumExp);
            Problem expectedGradients = expected.backward(PLAIN);
            Problem actualGradients = expected.backward(under.kernels().attention());
            actualGradients.dq.assertCloseTo(expectedGradients.dq, 3e-5);
            actualGradients.dk.assertCloseTo(expectedGradients.dk, 3e-5);
            actualGradients.dv.assertCloseTo(expectedGradients.dv, 3e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scores_that_grow_by_thousands_from_block_to_block_are_exact(KernelsUnderTest under) {
        Random random = new Random(2);
        AttentionShape shape = AttentionShape.causal(300, 16);
        Problem problem = new Problem(random, shape, 1);
        for (int j = 0; j < 300; j++) {
            for (int d = 0; d < 16; d++) {
                problem.k.array[problem.k.offset + j * problem.k.stride + d] *= j;
            }
        }
        Problem expected = problem.forward(PLAIN);
        Problem actual = problem.forward(under.kernels().attention());
        // the largest score is near 2000, where a float is exact to 1e-4, and so are exponents
        actual.out.assertCloseTo(expected.out, 2e-3);
        assertThat(actual.logSumExp).usingComparatorWithPrecision(1e-3f).containsExactly(expected.logSumExp);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void the_gradient_is_the_slope_of_the_loss(KernelsUnderTest under) {
        Random random = new Random(3);
        for (int trial = 0; trial < 12; trial++) {
            AttentionShape shape = new AttentionShape(
                    37,
                    6,
                    1 + trial % 2,
                    trial % 3 == 0 ? 0 : 9,
                    trial % 4 == 1 ? 2 : 0,
                    trial % 5 == 4 ? 16 : 0,
                    0.4f);
            Problem problem =
                    new Problem(random, shape, 1).forward(under.kernels().attention());
            for (Slice gradient : new Slice[] {problem.dk, problem.dv}) {
                Arrays.fill(gradient.array, 0f);
            }
            Problem gradients = problem.backward(under.kernels().attention());
            Slice[] inputs = {problem.q, problem.k, problem.v};
            Slice[] slopes = {gradients.dq, gradients.dk, gradients.dv};
            for (int input = 0; input < 3; input++) {
                Slice x = inputs[input];
                for (int probe = 0; probe < 20; probe++) {
                    int row = random.nextInt(x.rows);
                    int column = random.nextInt(x.columns);
                    double slope = slope(problem, input, row, column);
                    assertThat((double) slopes[input].at(row, column))
                            .as("input %d, row %d, column %d", input, row, column)
                            .isCloseTo(slope, Offset.offset(1e-5));
                }
            }
        }
    }

    /** Central difference of Σ dOut·out in double precision; input 0 is q, 1 is k, 2 is v. */
    private static double slope(Problem problem, int input, int row, int column) {
        double[][][] x = {doubles(problem.q), doubles(problem.k), doubles(problem.v)};
        double step = 1e-5;
        double at = x[input][row][column];
        x[input][row][column] = at + step;
        double above = loss(problem, x[0], x[1], x[2]);
        x[input][row][column] = at - step;
        double below = loss(problem, x[0], x[1], x[2]);
        return (above - below) / (2 * step);
    }

    private static double[][] doubles(Slice slice) {
        double[][] result = new double[slice.rows][slice.columns];
        for (int i = 0; i < slice.rows; i++) {
            for (int j = 0; j < slice.columns; j++) {
                result[i][j] = slice.at(i, j);
            }
        }
        return result;
    }

    private static double loss(Problem problem, double[][] q, double[][] k, double[][] v) {
        AttentionShape shape = problem.shape;
        double loss = 0;
        for (int i = 0; i < q.length; i++) {
            double sum = 0;
            double weighted = 0;
            for (int j = 0; j < k.length; j++) {
                if (shape.sees(i, j)) {
                    double score = 0;
                    double value = 0;
                    for (int d = 0; d < shape.headDimension(); d++) {
                        score += q[i][d] * k[j][d];
                        value += problem.dOut.at(i, d) * v[j][d];
                    }
                    double e = Math.exp(shape.scale() * score);
                    sum += e;
                    weighted += e * value;
                }
            }
            loss += weighted / sum;
        }
        return loss;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_later_key_or_value_changes_no_bit_of_an_earlier_result(KernelsUnderTest under) {
        Random random = new Random(4);
        for (int keysPerQuery = 1; keysPerQuery <= 2; keysPerQuery++) {
            AttentionShape shape = new AttentionShape(150, 32, keysPerQuery, 0, 0, 0, 0.2f);
            // scores in the hundreds for two keys a query: references are raised, which later queries must not
            // influence
            Problem problem = new Problem(random, shape, keysPerQuery == 1 ? 1 : 15);
            Problem before = problem.forward(under.kernels().attention());
            int changed = 77;
            for (Slice slice : new Slice[] {problem.k, problem.v}) {
                int from = slice.offset + changed * keysPerQuery * slice.stride;
                for (int i = from; i < slice.array.length; i++) {
                    slice.array[i] *= -3f;
                }
            }
            Problem after = problem.forward(under.kernels().attention());
            int end = changed * before.out.stride + before.out.offset;
            assertThat(Arrays.copyOf(after.out.array, end)).isEqualTo(Arrays.copyOf(before.out.array, end));
            assertThat(after.out.array).as("later results do change").isNotEqualTo(before.out.array);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void one_decoded_query_equals_the_last_row_of_the_forward_pass(KernelsUnderTest under) {
        Random random = new Random(5);
        for (int trial = 0; trial < 40; trial++) {
            int length = 1 + random.nextInt(100);
            int width = 1 + random.nextInt(70);
            Problem problem = new Problem(random, AttentionShape.causal(length, width), 1);
            Problem forward = problem.forward(PLAIN);
            float[] out = new float[width];
            float[] scratch = new float[under.kernels().attention().decodeScratchSize(length)];
            under.kernels()
                    .attention()
                    .decode(
                            length,
                            width,
                            problem.shape.scale(),
                            problem.q.array,
                            problem.q.offset + (length - 1) * problem.q.stride,
                            problem.k.array,
                            problem.k.offset,
                            problem.k.stride,
                            problem.v.array,
                            problem.v.offset,
                            problem.v.stride,
                            out,
                            0,
                            scratch,
                            0);
            for (int d = 0; d < width; d++) {
                assertThat(out[d]).isCloseTo(forward.out.at(length - 1, d), Offset.offset(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void results_have_the_same_bits_before_and_after_compilation(KernelsUnderTest under) {
        AttentionKernels kernels = under.kernels().attention();
        Problem problem = new Problem(new Random(6), new AttentionShape(75, 20, 1, 40, 3, 0, 0.3f), 1);
        Problem first = problem.forward(kernels);
        Problem firstGradients = first.backward(kernels);
        for (int i = 0; i < 300; i++) {
            problem.forward(kernels).backward(kernels);
        }
        Problem last = problem.forward(kernels);
        Problem lastGradients = last.backward(kernels);
        assertThat(last.out.array).isEqualTo(first.out.array);
        assertThat(last.logSumExp).isEqualTo(first.logSumExp);
        assertThat(lastGradients.dq.array).isEqualTo(firstGradients.dq.array);
        assertThat(lastGradients.dk.array).isEqualTo(firstGradients.dk.array);
        assertThat(lastGradients.dv.array).isEqualTo(firstGradients.dv.array);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void a_score_that_is_not_a_number_shows_in_the_result(KernelsUnderTest under) {
        Problem problem = new Problem(new Random(7), AttentionShape.causal(80, 32), 1);
        problem.k.array[problem.k.offset + 50 * problem.k.stride] = Float.NaN;
        Problem actual = problem.forward(under.kernels().attention());
        assertThat(actual.out.at(50, 3)).isNaN();
        assertThat(actual.out.at(79, 3)).isNaN();
        assertThat(actual.out.at(49, 3)).isFinite();
    }

    @Test
    void memory_is_linear_in_the_length() {
        AttentionKernels kernels = new VectorAttentionKernels();
        int once = kernels.scratchSize(AttentionShape.causal(4096, 64));
        int twice = kernels.scratchSize(AttentionShape.causal(8192, 64));
        assertThat(twice).isLessThanOrEqualTo(2 * once);
    }
}
