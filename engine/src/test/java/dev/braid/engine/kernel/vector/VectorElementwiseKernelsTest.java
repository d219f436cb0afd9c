package dev.braid.engine.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.kernel.Activation;
import dev.braid.engine.kernel.Kernels;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorElementwiseKernelsTest {
    /** A few units in the last place, relative to the largest result. */
    private static final double TOLERANCE = 1e-6;

    private static final int[] COUNTS = {1, 15, 16, 100, 131};
    private static final int[][] SHAPES = {{1, 1}, {3, 5}, {7, 16}, {4, 100}, {5, 131}};

    static Stream<KernelsUnderTest> kernels() {
        return KernelsUnderTest.all();
    }

    private static void flat(KernelsUnderTest under, int arrays, BiConsumer<Kernels, Slice[]> call) {
        Random random = new Random(3);
        for (int count : COUNTS) {
            Slice[] data = new Slice[arrays];
            for (int i = 0; i < arrays; i++) {
                data[i] = Slice.dense(random, 1, count, 2);
            }
            Comparison.check(under, TOLERANCE, data, call);
        }
    }

    /** Matrices with strides, then parameters of their width. */
    private static void rows(KernelsUnderTest under, int matrices, int parameters, BiConsumer<Kernels, Slice[]> call) {
        Random random = new Random(4);
        for (int[] shape : SHAPES) {
            Slice[] data = new Slice[matrices + parameters];
            for (int i = 0; i < matrices; i++) {
                data[i] = Slice.random(random, shape[0], shape[1], 2);
            }
            for (int i = matrices; i < data.length; i++) {
                data[i] = Slice.dense(random, 1, shape[1], 1);
            }
            Comparison.check(under, 4 * TOLERANCE, data, call);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sums_products_and_combinations_agree(KernelsUnderTest under) {
        flat(
                under,
                3,
                (k, s) -> k.elementwise()
                        .add(s[0].columns, s[0].array, s[0].offset, s[1].array, s[1].offset, s[2].array, s[2].offset));
        flat(under, 2, (k, s) -> k.elementwise().addTo(s[0].columns, s[0].array, s[0].offset, s[1].array, s[1].offset));
        flat(
                under,
                3,
                (k, s) -> k.elementwise()
                        .combine(
                                s[0].columns,
                                0.5f,
                                s[0].array,
                                s[0].offset,
                                -1f,
                                s[1].array,
                                s[1].offset,
                                s[2].array,
                                s[2].offset));
        flat(
                under,
                2,
                (k, s) -> k.elementwise().scale(s[0].columns, 3f, s[0].array, s[0].offset, s[1].array, s[1].offset));
        flat(
                under,
                2,
                (k, s) ->
                        k.elementwise().addScaled(s[0].columns, 3f, s[0].array, s[0].offset, s[1].array, s[1].offset));
        flat(
                under,
                3,
                (k, s) -> k.elementwise()
                        .multiply(
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[1].array,
                                s[1].offset,
                                s[2].array,
                                s[2].offset));
        flat(
                under,
                3,
                (k, s) -> k.elementwise()
                        .addProduct(
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[1].array,
                                s[1].offset,
                                s[2].array,
                                s[2].offset));
        flat(
                under,
                3,
                (k, s) -> s[2].array[s[2].offset] =
                        k.elementwise().dot(s[0].columns, s[0].array, s[0].offset, s[1].array, s[1].offset));
        flat(
                under,
                2,
                (k, s) -> k.elementwise()
                        .negativeExponential(s[0].columns, s[0].array, s[0].offset, s[1].array, s[1].offset));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rows_biases_and_channel_scales_agree(KernelsUnderTest under) {
        rows(
                under,
                2,
                0,
                (k, s) -> k.elementwise()
                        .copyRows(
                                s[0].rows,
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[0].stride,
                                s[1].array,
                                s[1].offset,
                                s[1].stride));
        rows(
                under,
                2,
                0,
                (k, s) -> k.elementwise()
                        .addRows(
                                s[0].rows,
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[0].stride,
                                s[1].array,
                                s[1].offset,
                                s[1].stride));
        rows(
                under,
                2,
                1,
                (k, s) -> k.elementwise()
                        .addBias(
                                s[0].rows,
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[0].stride,
                                s[2].array,
                                s[2].offset,
                                s[1].array,
                                s[1].offset,
                                s[1].stride));
        rows(
                under,
                1,
                1,
                (k, s) -> k.elementwise()
                        .addColumnSums(
                                s[0].rows,
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[0].stride,
                                s[1].array,
                                s[1].offset));
        rows(
                under,
                2,
                1,
                (k, s) -> k.elementwise()
                        .scaleChannels(
                                s[0].rows,
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[0].stride,
                                s[2].array,
                                s[2].offset,
                                s[1].array,
                                s[1].offset,
                                s[1].stride));
        rows(
                under,
                3,
                2,
                (k, s) -> k.elementwise()
                        .scaleChannelsBackward(
                                s[0].rows,
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[0].stride,
                                s[3].array,
                                s[3].offset,
                                s[1].array,
                                s[1].offset,
                                s[1].stride,
                                s[2].array,
                                s[2].offset,
                                s[2].stride,
                                s[4].array,
                                s[4].offset));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void activations_and_their_gradients_agree(KernelsUnderTest under) {
        for (Activation f : Activation.values()) {
            flat(
                    under,
                    2,
                    (k, s) -> k.elementwise()
                            .activate(f, s[0].columns, s[0].array, s[0].offset, s[1].array, s[1].offset));
            flat(
                    under,
                    3,
                    (k, s) -> k.elementwise()
                            .activateBackward(
                                    f,
                                    s[0].columns,
                                    s[0].array,
                                    s[0].offset,
                                    s[1].array,
                                    s[1].offset,
                                    s[2].array,
                                    s[2].offset));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void activations_are_accurate_relative_to_themselves_near_zero_and_far_from_it(KernelsUnderTest under) {
        float[] inputs = {1e-30f, -1e-20f, 1e-6f, -1e-3f, 0.03f, 0.4f, -3f, 10f, -20f, 60f};
        for (Activation f : Activation.values()) {
            float[] actual = new float[inputs.length];
            float[] expected = new float[inputs.length];
            under.kernels().elementwise().activate(f, inputs.length, inputs, 0, actual, 0);
            KernelsUnderTest.PLAIN.elementwise().activate(f, inputs.length, inputs, 0, expected, 0);
            for (int i = 0; i < inputs.length; i++) {
                assertThat(Math.abs(actual[i] - expected[i]))
                        .as("%s(%s)", f, inputs[i])
                        .isLessThanOrEqualTo(2e-6f * Math.abs(expected[i]) + 1e-35f); // exponents end at −126
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void softplus_and_its_gradient_keep_their_digits_for_small_steps(KernelsUnderTest under) {
        float[] inputs = {-18f, -9f, -7f, -4f, -1.2f, -0.88f, -0.8f, 0f, 0.9f, 5f, 30f, 90f};
        int n = inputs.length;
        float[] zero = new float[n];
        float[] actual = new float[n];
        float[] gradient = new float[n];
        float[] one = new float[n];
        java.util.Arrays.fill(one, 1f);
        under.kernels().elementwise().softplus(1, n, inputs, 0, n, zero, 0, actual, 0, n);
        under.kernels().elementwise().softplusBackward(1, n, actual, 0, n, one, 0, n, gradient, 0, n, zero, 0);
        for (int i = 0; i < n; i++) {
            double expected = Math.max(inputs[i], 0) + Math.log1p(Math.exp(-Math.abs(inputs[i])));
            assertThat(Math.abs(actual[i] - expected)).isLessThanOrEqualTo(1e-6 * expected);
            double slope = 1 / (1 + Math.exp(-inputs[i]));
            assertThat(Math.abs(gradient[i] - slope)).isLessThanOrEqualTo(2e-6 * slope);
        }
        assertThat(zero).as("the gradient of the bias").containsExactly(gradient);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void softplus_gates_and_blends_agree(KernelsUnderTest under) {
        rows(
                under,
                2,
                1,
                (k, s) -> k.elementwise()
                        .softplus(
                                s[0].rows,
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[0].stride,
                                s[2].array,
                                s[2].offset,
                                s[1].array,
                                s[1].offset,
                                s[1].stride));
        rows(
                under,
                3,
                1,
                (k, s) -> k.elementwise()
                        .softplusBackward(
                                s[0].rows,
                                s[0].columns,
                                s[0].map(Math::abs).array,
                                s[0].offset,
                                s[0].stride,
                                s[1].array,
                                s[1].offset,
                                s[1].stride,
                                s[2].array,
                                s[2].offset,
                                s[2].stride,
                                s[3].array,
                                s[3].offset));
        rows(
                under,
                3,
                0,
                (k, s) -> k.elementwise()
                        .gate(
                                s[0].rows,
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[0].stride,
                                s[1].array,
                                s[1].offset,
                                s[1].stride,
                                s[2].array,
                                s[2].offset,
                                s[2].stride));
        rows(
                under,
                5,
                0,
                (k, s) -> k.elementwise()
                        .gateBackward(
                                s[0].rows,
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[0].stride,
                                s[1].array,
                                s[1].offset,
                                s[1].stride,
                                s[2].array,
                                s[2].offset,
                                s[2].stride,
                                s[3].array,
                                s[3].offset,
                                s[3].stride,
                                s[4].array,
                                s[4].offset,
                                s[4].stride));
        flat(
                under,
                4,
                (k, s) -> k.elementwise()
                        .blend(
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[1].array,
                                s[1].offset,
                                s[2].array,
                                s[2].offset,
                                s[3].array,
                                s[3].offset));
        flat(
                under,
                7,
                (k, s) -> k.elementwise()
                        .blendBackward(
                                s[0].columns,
                                s[0].array,
                                s[0].offset,
                                s[1].array,
                                s[1].offset,
                                s[2].array,
                                s[2].offset,
                                s[3].array,
                                s[3].offset,
                                s[4].array,
                                s[4].offset,
                                s[5].array,
                                s[5].offset,
                                s[6].array,
                                s[6].offset));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dropout_masks_agree_and_do_not_depend_on_how_the_elements_are_cut(KernelsUnderTest under) {
        long first = (1L << 32) - 50; // the upper half of the index changes on the way
        flat(
                under,
                2,
                (k, s) -> k.elementwise()
                        .dropout(s[0].columns, 0.3f, 99, first, s[0].array, s[0].offset, s[1].array, s[1].offset));
        float[] ones = new float[1000];
        java.util.Arrays.fill(ones, 1f);
        float[] whole = new float[1000];
        float[] pieces = new float[1000];
        under.kernels().elementwise().dropout(1000, 0.3f, 5, 7, ones, 0, whole, 0);
        for (int from = 0; from < 1000; from += 37) {
            under.kernels()
                    .elementwise()
                    .dropout(Math.min(37, 1000 - from), 0.3f, 5, 7 + from, ones, from, pieces, from);
        }
        assertThat(pieces).isEqualTo(whole);
        int kept = 0;
        for (float value : whole) {
            kept += value != 0 ? 1 : 0;
        }
        assertThat(kept).as("kept of 1000, five standard deviations around 700").isBetween(628, 772);
    }

    @Test
    void the_bits_are_the_same_before_and_after_compilation() {
        Random random = new Random(11);
        Slice[] data = new Slice[5];
        for (int i = 0; i < 5; i++) {
            data[i] = Slice.random(random, 4, 100, 1);
        }
        Comparison.checkBits(
                Kernels.ACTIVE,
                5000,
                data,
                (k, s) -> k.elementwise()
                        .gateBackward(
                                4,
                                100,
                                s[0].array,
                                s[0].offset,
                                s[0].stride,
                                s[1].array,
                                s[1].offset,
                                s[1].stride,
                                s[2].array,
                                s[2].offset,
                                s[2].stride,
                                s[3].array,
                                s[3].offset,
                                s[3].stride,
                                s[4].array,
                                s[4].offset,
                                s[4].stride));
    }
}
