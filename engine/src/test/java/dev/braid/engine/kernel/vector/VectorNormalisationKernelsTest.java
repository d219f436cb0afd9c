package dev.braid.engine.kernel.vector;

import dev.braid.engine.kernel.Kernels;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorNormalisationKernelsTest {
    private static final double TOLERANCE = 5e-6;

    /** Rows, width, groups. */
    private static final int[][] SHAPES = {{1, 1, 1}, {3, 5, 1}, {4, 64, 4}, {5, 100, 1}, {2, 90, 3}, {3, 32, 2}};

    private static final int X = 0;
    private static final int Z = 1;
    private static final int Y = 2;
    private static final int DY = 3;
    private static final int DX = 4;
    private static final int DZ = 5;
    private static final int GAIN = 6;
    private static final int BIAS = 7;
    private static final int DGAIN = 8;
    private static final int DBIAS = 9;
    private static final int MEAN = 10;
    private static final int INVERSE = 11;

    static Stream<KernelsUnderTest> kernels() {
        return KernelsUnderTest.all();
    }

    private static Slice[] data(Random random, int[] shape) {
        Slice[] data = new Slice[12];
        for (int i = X; i <= DZ; i++) {
            data[i] = Slice.random(random, shape[0], shape[1], 1);
        }
        for (int i = GAIN; i <= DBIAS; i++) {
            data[i] = Slice.dense(random, 1, shape[1], 1);
        }
        data[MEAN] = Slice.dense(random, shape[0], shape[2], 1);
        data[INVERSE] = Slice.dense(random, shape[0], shape[2], 1);
        return data;
    }

    private static void rootMeanSquare(Kernels k, Slice[] s, int groups, boolean accumulate) {
        k.normalisation()
                .rootMeanSquare(
                        s[X].rows,
                        s[X].columns,
                        groups,
                        s[X].array,
                        s[X].offset,
                        s[X].stride,
                        s[GAIN].array,
                        s[GAIN].offset,
                        s[Y].array,
                        s[Y].offset,
                        s[Y].stride,
                        s[INVERSE].array,
                        s[INVERSE].offset);
        k.normalisation()
                .rootMeanSquareBackward(
                        s[X].rows,
                        s[X].columns,
                        groups,
                        s[X].array,
                        s[X].offset,
                        s[X].stride,
                        s[GAIN].array,
                        s[GAIN].offset,
                        s[INVERSE].array,
                        s[INVERSE].offset,
                        s[DY].array,
                        s[DY].offset,
                        s[DY].stride,
                        s[DX].array,
                        s[DX].offset,
                        s[DX].stride,
                        accumulate,
                        s[DGAIN].array,
                        s[DGAIN].offset);
    }

    private static void layer(Kernels k, Slice[] s, int groups, boolean accumulate, boolean biased) {
        k.normalisation()
                .layer(
                        s[X].rows,
                        s[X].columns,
                        groups,
                        s[X].array,
                        s[X].offset,
                        s[X].stride,
                        s[GAIN].array,
                        s[GAIN].offset,
                        biased ? s[BIAS].array : null,
                        s[BIAS].offset,
                        s[Y].array,
                        s[Y].offset,
                        s[Y].stride,
                        s[MEAN].array,
                        s[MEAN].offset,
                        s[INVERSE].array,
                        s[INVERSE].offset);
        k.normalisation()
                .layerBackward(
                        s[X].rows,
                        s[X].columns,
                        groups,
                        s[X].array,
                        s[X].offset,
                        s[X].stride,
                        s[GAIN].array,
                        s[GAIN].offset,
                        s[MEAN].array,
                        s[MEAN].offset,
                        s[INVERSE].array,
                        s[INVERSE].offset,
                        s[DY].array,
                        s[DY].offset,
                        s[DY].stride,
                        s[DX].array,
                        s[DX].offset,
                        s[DX].stride,
                        accumulate,
                        s[DGAIN].array,
                        s[DGAIN].offset,
                        biased ? s[DBIAS].array : null,
                        s[DBIAS].offset);
    }

    private static void gated(Kernels k, Slice[] s, int groups) {
        k.normalisation()
                .gatedRootMeanSquare(
                        s[X].rows,
                        s[X].columns,
                        groups,
                        s[X].array,
                        s[X].offset,
                        s[X].stride,
                        s[Z].array,
                        s[Z].offset,
                        s[Z].stride,
                        s[GAIN].array,
                        s[GAIN].offset,
                        s[Y].array,
                        s[Y].offset,
                        s[Y].stride,
                        s[INVERSE].array,
                        s[INVERSE].offset);
        k.normalisation()
                .gatedRootMeanSquareBackward(
                        s[X].rows,
                        s[X].columns,
                        groups,
                        s[X].array,
                        s[X].offset,
                        s[X].stride,
                        s[Z].array,
                        s[Z].offset,
                        s[Z].stride,
                        s[GAIN].array,
                        s[GAIN].offset,
                        s[INVERSE].array,
                        s[INVERSE].offset,
                        s[DY].array,
                        s[DY].offset,
                        s[DY].stride,
                        s[DX].array,
                        s[DX].offset,
                        s[DX].stride,
                        s[DZ].array,
                        s[DZ].offset,
                        s[DZ].stride,
                        s[DGAIN].array,
                        s[DGAIN].offset);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void norms_and_their_gradients_agree_at_any_width_and_group(KernelsUnderTest under) {
        Random random = new Random(5);
        for (int[] shape : SHAPES) {
            Slice[] data = data(random, shape);
            for (boolean flag : new boolean[] {false, true}) {
                Comparison.check(under, TOLERANCE, data, (k, s) -> rootMeanSquare(k, s, shape[2], flag));
                if (shape[1] / shape[2] > 1) { // the variance of a single number is nothing but rounding
                    Comparison.check(under, TOLERANCE, data, (k, s) -> layer(k, s, shape[2], flag, true));
                    Comparison.check(under, TOLERANCE, data, (k, s) -> layer(k, s, shape[2], flag, false));
                }
            }
            Comparison.check(under, TOLERANCE, data, (k, s) -> gated(k, s, shape[2]));
        }
    }

    @Test
    void the_bits_are_the_same_before_and_after_compilation() {
        Slice[] data = data(new Random(6), new int[] {3, 90, 1});
        Comparison.checkBits(Kernels.ACTIVE, 4000, data, (k, s) -> {
            rootMeanSquare(k, s, 1, true);
            layer(k, s, 1, false, true);
            gated(k, s, 1);
        });
    }
}
