package dev.braid.engine.kernel.vector;

import dev.braid.engine.kernel.Kernels;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorConvolutionKernelsTest {
    private static final double TOLERANCE = 1e-5;

    private static final int X = 0;
    private static final int Y = 1;
    private static final int DY = 2;
    private static final int DX = 3;
    private static final int WEIGHT = 4;
    private static final int BIAS = 5;
    private static final int DWEIGHT = 6;
    private static final int DBIAS = 7;
    private static final int HISTORY = 8;

    static Stream<KernelsUnderTest> kernels() {
        return KernelsUnderTest.all();
    }

    private static Slice[] data(Random random, int length, int channels, int width) {
        Slice[] data = new Slice[9];
        for (int i = X; i <= DX; i++) {
            data[i] = Slice.random(random, length, channels, 1);
        }
        data[WEIGHT] = Slice.dense(random, width, channels, 0.5);
        data[BIAS] = Slice.dense(random, 1, channels, 0.5);
        data[DWEIGHT] = Slice.dense(random, width, channels, 1);
        data[DBIAS] = Slice.dense(random, 1, channels, 1);
        data[HISTORY] = Slice.dense(random, width - 1, channels, 1);
        return data;
    }

    private static void forward(Kernels k, Slice[] s, boolean biased, boolean silu, boolean history) {
        k.convolution()
                .forward(
                        s[X].rows,
                        s[X].columns,
                        s[WEIGHT].rows,
                        s[X].array,
                        s[X].offset,
                        s[X].stride,
                        s[WEIGHT].array,
                        s[WEIGHT].offset,
                        biased ? s[BIAS].array : null,
                        s[BIAS].offset,
                        silu,
                        s[Y].array,
                        s[Y].offset,
                        s[Y].stride,
                        history ? s[HISTORY].array : null,
                        s[HISTORY].offset);
    }

    private static void backward(Kernels k, Slice[] s, boolean biased, boolean silu) {
        k.convolution()
                .backward(
                        s[X].rows,
                        s[X].columns,
                        s[WEIGHT].rows,
                        s[X].array,
                        s[X].offset,
                        s[X].stride,
                        s[WEIGHT].array,
                        s[WEIGHT].offset,
                        biased ? s[BIAS].array : null,
                        s[BIAS].offset,
                        silu,
                        s[DY].array,
                        s[DY].offset,
                        s[DY].stride,
                        s[DX].array,
                        s[DX].offset,
                        s[DX].stride,
                        s[DWEIGHT].array,
                        s[DWEIGHT].offset,
                        biased ? s[DBIAS].array : null,
                        s[DBIAS].offset);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void every_width_and_shape_agrees_with_the_definition(KernelsUnderTest under) {
        Random random = new Random(2);
        for (int width = 1; width <= 8; width++) {
            for (int[] shape : new int[][] {{1, 16}, {2, 5}, {11, 40}, {37, 100}, {3, 17}}) {
                Slice[] data = data(random, shape[0], shape[1], width);
                for (int flags = 0; flags < 4; flags++) {
                    boolean biased = (flags & 1) != 0;
                    boolean silu = (flags & 2) != 0;
                    Comparison.check(under, TOLERANCE, data, (k, s) -> forward(k, s, biased, silu, false));
                    Comparison.check(under, TOLERANCE, data, (k, s) -> forward(k, s, biased, silu, true));
                    Comparison.check(under, TOLERANCE, data, (k, s) -> backward(k, s, biased, silu));
                }
            }
        }
    }

    @Test
    void the_bits_are_the_same_before_and_after_compilation() {
        Slice[] data = data(new Random(6), 9, 40, 4);
        Comparison.checkBits(Kernels.ACTIVE, 4000, data, (k, s) -> {
            forward(k, s, true, true, true);
            backward(k, s, true, true);
        });
    }
}
