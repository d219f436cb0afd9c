package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Register tiles of the matrix products: C[R, 2·LANES] (+)= A[R, k] · B, where B is one packed panel [k, 2·LANES].
 *
 * <p>Why these methods are long: C2 keeps accumulators in registers only when each is a local variable of its own, so the
 * 16 sums of an 8×2 tile are written out. 16 independent sums cover the latency of two fused multiply-add units four times
 * over, and a tile loads 10 values for 16 operations; larger tiles (12×2, 6×4) gained nothing that survives their tails.
 * The name tells rows × vectors. {@code rows…} read A row by row, {@code columns…} read a transposed A, whose rows of
 * C lie side by side. The tiles of one vector mask their last lanes: {@code width} columns are stored.
 *
 * <p>Every element of C is one sum over k in ascending order, whichever tile computes it.
 */
final class MatrixTiles {
    /** Columns of a packed panel. */
    static final int PANEL = 2 * LANES;

    private MatrixTiles() {}

    static void rows8x2(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int k,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c20 = zero;
        FloatVector c21 = zero;
        FloatVector c30 = zero;
        FloatVector c31 = zero;
        FloatVector c40 = zero;
        FloatVector c41 = zero;
        FloatVector c50 = zero;
        FloatVector c51 = zero;
        FloatVector c60 = zero;
        FloatVector c61 = zero;
        FloatVector c70 = zero;
        FloatVector c71 = zero;
        int a1 = aOffset + aStride;
        int a2 = aOffset + 2 * aStride;
        int a3 = aOffset + 3 * aStride;
        int a4 = aOffset + 4 * aStride;
        int a5 = aOffset + 5 * aStride;
        int a6 = aOffset + 6 * aStride;
        int a7 = aOffset + 7 * aStride;
        for (int l = 0; l < k; l++) {
            int row = bOffset + l * PANEL;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + l]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[a1 + l]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[a2 + l]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[a3 + l]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[a4 + l]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[a5 + l]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(SPECIES, a[a6 + l]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(SPECIES, a[a7 + l]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
        }
        int row1 = cOffset + cStride;
        int row2 = cOffset + 2 * cStride;
        int row3 = cOffset + 3 * cStride;
        int row4 = cOffset + 4 * cStride;
        int row5 = cOffset + 5 * cStride;
        int row6 = cOffset + 6 * cStride;
        int row7 = cOffset + 7 * cStride;
        if (accumulate) {
            c00.add(FloatVector.fromArray(SPECIES, c, cOffset)).intoArray(c, cOffset);
            c01.add(FloatVector.fromArray(SPECIES, c, cOffset + LANES)).intoArray(c, cOffset + LANES);
            c10.add(FloatVector.fromArray(SPECIES, c, row1)).intoArray(c, row1);
            c11.add(FloatVector.fromArray(SPECIES, c, row1 + LANES)).intoArray(c, row1 + LANES);
            c20.add(FloatVector.fromArray(SPECIES, c, row2)).intoArray(c, row2);
            c21.add(FloatVector.fromArray(SPECIES, c, row2 + LANES)).intoArray(c, row2 + LANES);
            c30.add(FloatVector.fromArray(SPECIES, c, row3)).intoArray(c, row3);
            c31.add(FloatVector.fromArray(SPECIES, c, row3 + LANES)).intoArray(c, row3 + LANES);
            c40.add(FloatVector.fromArray(SPECIES, c, row4)).intoArray(c, row4);
            c41.add(FloatVector.fromArray(SPECIES, c, row4 + LANES)).intoArray(c, row4 + LANES);
            c50.add(FloatVector.fromArray(SPECIES, c, row5)).intoArray(c, row5);
            c51.add(FloatVector.fromArray(SPECIES, c, row5 + LANES)).intoArray(c, row5 + LANES);
            c60.add(FloatVector.fromArray(SPECIES, c, row6)).intoArray(c, row6);
            c61.add(FloatVector.fromArray(SPECIES, c, row6 + LANES)).intoArray(c, row6 + LANES);
            c70.add(FloatVector.fromArray(SPECIES, c, row7)).intoArray(c, row7);
            c71.add(FloatVector.fromArray(SPECIES, c, row7 + LANES)).intoArray(c, row7 + LANES);
        } else {
            c00.intoArray(c, cOffset);
            c01.intoArray(c, cOffset + LANES);
            c10.intoArray(c, row1);
            c11.intoArray(c, row1 + LANES);
            c20.intoArray(c, row2);
            c21.intoArray(c, row2 + LANES);
            c30.intoArray(c, row3);
            c31.intoArray(c, row3 + LANES);
            c40.intoArray(c, row4);
            c41.intoArray(c, row4 + LANES);
            c50.intoArray(c, row5);
            c51.intoArray(c, row5 + LANES);
            c60.intoArray(c, row6);
            c61.intoArray(c, row6 + LANES);
            c70.intoArray(c, row7);
            c71.intoArray(c, row7 + LANES);
        }
    }

    static void rows4x2(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int k,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c20 = zero;
        FloatVector c21 = zero;
        FloatVector c30 = zero;
        FloatVector c31 = zero;
        int a1 = aOffset + aStride;
        int a2 = aOffset + 2 * aStride;
        int a3 = aOffset + 3 * aStride;
        for (int l = 0; l < k; l++) {
            int row = bOffset + l * PANEL;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + l]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[a1 + l]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[a2 + l]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[a3 + l]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        int row1 = cOffset + cStride;
        int row2 = cOffset + 2 * cStride;
        int row3 = cOffset + 3 * cStride;
        if (accumulate) {
            c00.add(FloatVector.fromArray(SPECIES, c, cOffset)).intoArray(c, cOffset);
            c01.add(FloatVector.fromArray(SPECIES, c, cOffset + LANES)).intoArray(c, cOffset + LANES);
            c10.add(FloatVector.fromArray(SPECIES, c, row1)).intoArray(c, row1);
            c11.add(FloatVector.fromArray(SPECIES, c, row1 + LANES)).intoArray(c, row1 + LANES);
            c20.add(FloatVector.fromArray(SPECIES, c, row2)).intoArray(c, row2);
            c21.add(FloatVector.fromArray(SPECIES, c, row2 + LANES)).intoArray(c, row2 + LANES);
            c30.add(FloatVector.fromArray(SPECIES, c, row3)).intoArray(c, row3);
            c31.add(FloatVector.fromArray(SPECIES, c, row3 + LANES)).intoArray(c, row3 + LANES);
        } else {
            c00.intoArray(c, cOffset);
            c01.intoArray(c, cOffset + LANES);
            c10.intoArray(c, row1);
            c11.intoArray(c, row1 + LANES);
            c20.intoArray(c, row2);
            c21.intoArray(c, row2 + LANES);
            c30.intoArray(c, row3);
            c31.intoArray(c, row3 + LANES);
        }
    }

    static void rows1x2(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int k,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        for (int l = 0; l < k; l++) {
            int row = bOffset + l * PANEL;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + l]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
        }
        if (accumulate) {
            c00.add(FloatVector.fromArray(SPECIES, c, cOffset)).intoArray(c, cOffset);
            c01.add(FloatVector.fromArray(SPECIES, c, cOffset + LANES)).intoArray(c, cOffset + LANES);
        } else {
            c00.intoArray(c, cOffset);
            c01.intoArray(c, cOffset + LANES);
        }
    }

    static void rows8x1(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int k,
            float[] c,
            int cOffset,
            int cStride,
            int width,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c0 = zero;
        FloatVector c1 = zero;
        FloatVector c2 = zero;
        FloatVector c3 = zero;
        FloatVector c4 = zero;
        FloatVector c5 = zero;
        FloatVector c6 = zero;
        FloatVector c7 = zero;
        int a1 = aOffset + aStride;
        int a2 = aOffset + 2 * aStride;
        int a3 = aOffset + 3 * aStride;
        int a4 = aOffset + 4 * aStride;
        int a5 = aOffset + 5 * aStride;
        int a6 = aOffset + 6 * aStride;
        int a7 = aOffset + 7 * aStride;
        for (int l = 0; l < k; l++) {
            int row = bOffset + l * PANEL;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + l]);
            c0 = x.fma(b0, c0);
            x = FloatVector.broadcast(SPECIES, a[a1 + l]);
            c1 = x.fma(b0, c1);
            x = FloatVector.broadcast(SPECIES, a[a2 + l]);
            c2 = x.fma(b0, c2);
            x = FloatVector.broadcast(SPECIES, a[a3 + l]);
            c3 = x.fma(b0, c3);
            x = FloatVector.broadcast(SPECIES, a[a4 + l]);
            c4 = x.fma(b0, c4);
            x = FloatVector.broadcast(SPECIES, a[a5 + l]);
            c5 = x.fma(b0, c5);
            x = FloatVector.broadcast(SPECIES, a[a6 + l]);
            c6 = x.fma(b0, c6);
            x = FloatVector.broadcast(SPECIES, a[a7 + l]);
            c7 = x.fma(b0, c7);
        }
        VectorMask<Float> columns = SPECIES.indexInRange(0, width);
        int row1 = cOffset + cStride;
        int row2 = cOffset + 2 * cStride;
        int row3 = cOffset + 3 * cStride;
        int row4 = cOffset + 4 * cStride;
        int row5 = cOffset + 5 * cStride;
        int row6 = cOffset + 6 * cStride;
        int row7 = cOffset + 7 * cStride;
        if (accumulate) {
            c0.add(FloatVector.fromArray(SPECIES, c, cOffset, columns)).intoArray(c, cOffset, columns);
            c1.add(FloatVector.fromArray(SPECIES, c, row1, columns)).intoArray(c, row1, columns);
            c2.add(FloatVector.fromArray(SPECIES, c, row2, columns)).intoArray(c, row2, columns);
            c3.add(FloatVector.fromArray(SPECIES, c, row3, columns)).intoArray(c, row3, columns);
            c4.add(FloatVector.fromArray(SPECIES, c, row4, columns)).intoArray(c, row4, columns);
            c5.add(FloatVector.fromArray(SPECIES, c, row5, columns)).intoArray(c, row5, columns);
            c6.add(FloatVector.fromArray(SPECIES, c, row6, columns)).intoArray(c, row6, columns);
            c7.add(FloatVector.fromArray(SPECIES, c, row7, columns)).intoArray(c, row7, columns);
        } else {
            c0.intoArray(c, cOffset, columns);
            c1.intoArray(c, row1, columns);
            c2.intoArray(c, row2, columns);
            c3.intoArray(c, row3, columns);
            c4.intoArray(c, row4, columns);
            c5.intoArray(c, row5, columns);
            c6.intoArray(c, row6, columns);
            c7.intoArray(c, row7, columns);
        }
    }

    static void rows1x1(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int k,
            float[] c,
            int cOffset,
            int cStride,
            int width,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c0 = zero;
        for (int l = 0; l < k; l++) {
            int row = bOffset + l * PANEL;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + l]);
            c0 = x.fma(b0, c0);
        }
        VectorMask<Float> columns = SPECIES.indexInRange(0, width);
        if (accumulate) {
            c0.add(FloatVector.fromArray(SPECIES, c, cOffset, columns)).intoArray(c, cOffset, columns);
        } else {
            c0.intoArray(c, cOffset, columns);
        }
    }

    static void columns8x2(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int k,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c20 = zero;
        FloatVector c21 = zero;
        FloatVector c30 = zero;
        FloatVector c31 = zero;
        FloatVector c40 = zero;
        FloatVector c41 = zero;
        FloatVector c50 = zero;
        FloatVector c51 = zero;
        FloatVector c60 = zero;
        FloatVector c61 = zero;
        FloatVector c70 = zero;
        FloatVector c71 = zero;
        for (int l = 0; l < k; l++) {
            int row = bOffset + l * PANEL;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
            int column = aOffset + l * aStride;
            FloatVector x = FloatVector.broadcast(SPECIES, a[column]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[column + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[column + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[column + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[column + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[column + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(SPECIES, a[column + 6]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(SPECIES, a[column + 7]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
        }
        int row1 = cOffset + cStride;
        int row2 = cOffset + 2 * cStride;
        int row3 = cOffset + 3 * cStride;
        int row4 = cOffset + 4 * cStride;
        int row5 = cOffset + 5 * cStride;
        int row6 = cOffset + 6 * cStride;
        int row7 = cOffset + 7 * cStride;
        if (accumulate) {
            c00.add(FloatVector.fromArray(SPECIES, c, cOffset)).intoArray(c, cOffset);
            c01.add(FloatVector.fromArray(SPECIES, c, cOffset + LANES)).intoArray(c, cOffset + LANES);
            c10.add(FloatVector.fromArray(SPECIES, c, row1)).intoArray(c, row1);
            c11.add(FloatVector.fromArray(SPECIES, c, row1 + LANES)).intoArray(c, row1 + LANES);
            c20.add(FloatVector.fromArray(SPECIES, c, row2)).intoArray(c, row2);
            c21.add(FloatVector.fromArray(SPECIES, c, row2 + LANES)).intoArray(c, row2 + LANES);
            c30.add(FloatVector.fromArray(SPECIES, c, row3)).intoArray(c, row3);
            c31.add(FloatVector.fromArray(SPECIES, c, row3 + LANES)).intoArray(c, row3 + LANES);
            c40.add(FloatVector.fromArray(SPECIES, c, row4)).intoArray(c, row4);
            c41.add(FloatVector.fromArray(SPECIES, c, row4 + LANES)).intoArray(c, row4 + LANES);
            c50.add(FloatVector.fromArray(SPECIES, c, row5)).intoArray(c, row5);
            c51.add(FloatVector.fromArray(SPECIES, c, row5 + LANES)).intoArray(c, row5 + LANES);
            c60.add(FloatVector.fromArray(SPECIES, c, row6)).intoArray(c, row6);
            c61.add(FloatVector.fromArray(SPECIES, c, row6 + LANES)).intoArray(c, row6 + LANES);
            c70.add(FloatVector.fromArray(SPECIES, c, row7)).intoArray(c, row7);
            c71.add(FloatVector.fromArray(SPECIES, c, row7 + LANES)).intoArray(c, row7 + LANES);
        } else {
            c00.intoArray(c, cOffset);
            c01.intoArray(c, cOffset + LANES);
            c10.intoArray(c, row1);
            c11.intoArray(c, row1 + LANES);
            c20.intoArray(c, row2);
            c21.intoArray(c, row2 + LANES);
            c30.intoArray(c, row3);
            c31.intoArray(c, row3 + LANES);
            c40.intoArray(c, row4);
            c41.intoArray(c, row4 + LANES);
            c50.intoArray(c, row5);
            c51.intoArray(c, row5 + LANES);
            c60.intoArray(c, row6);
            c61.intoArray(c, row6 + LANES);
            c70.intoArray(c, row7);
            c71.intoArray(c, row7 + LANES);
        }
    }

    static void columns4x2(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int k,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        FloatVector c10 = zero;
        FloatVector c11 = zero;
        FloatVector c20 = zero;
        FloatVector c21 = zero;
        FloatVector c30 = zero;
        FloatVector c31 = zero;
        for (int l = 0; l < k; l++) {
            int row = bOffset + l * PANEL;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
            int column = aOffset + l * aStride;
            FloatVector x = FloatVector.broadcast(SPECIES, a[column]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[column + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[column + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[column + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        int row1 = cOffset + cStride;
        int row2 = cOffset + 2 * cStride;
        int row3 = cOffset + 3 * cStride;
        if (accumulate) {
            c00.add(FloatVector.fromArray(SPECIES, c, cOffset)).intoArray(c, cOffset);
            c01.add(FloatVector.fromArray(SPECIES, c, cOffset + LANES)).intoArray(c, cOffset + LANES);
            c10.add(FloatVector.fromArray(SPECIES, c, row1)).intoArray(c, row1);
            c11.add(FloatVector.fromArray(SPECIES, c, row1 + LANES)).intoArray(c, row1 + LANES);
            c20.add(FloatVector.fromArray(SPECIES, c, row2)).intoArray(c, row2);
            c21.add(FloatVector.fromArray(SPECIES, c, row2 + LANES)).intoArray(c, row2 + LANES);
            c30.add(FloatVector.fromArray(SPECIES, c, row3)).intoArray(c, row3);
            c31.add(FloatVector.fromArray(SPECIES, c, row3 + LANES)).intoArray(c, row3 + LANES);
        } else {
            c00.intoArray(c, cOffset);
            c01.intoArray(c, cOffset + LANES);
            c10.intoArray(c, row1);
            c11.intoArray(c, row1 + LANES);
            c20.intoArray(c, row2);
            c21.intoArray(c, row2 + LANES);
            c30.intoArray(c, row3);
            c31.intoArray(c, row3 + LANES);
        }
    }

    static void columns1x2(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int k,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero;
        FloatVector c01 = zero;
        for (int l = 0; l < k; l++) {
            int row = bOffset + l * PANEL;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
            int column = aOffset + l * aStride;
            FloatVector x = FloatVector.broadcast(SPECIES, a[column]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
        }
        if (accumulate) {
            c00.add(FloatVector.fromArray(SPECIES, c, cOffset)).intoArray(c, cOffset);
            c01.add(FloatVector.fromArray(SPECIES, c, cOffset + LANES)).intoArray(c, cOffset + LANES);
        } else {
            c00.intoArray(c, cOffset);
            c01.intoArray(c, cOffset + LANES);
        }
    }

    static void columns8x1(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int k,
            float[] c,
            int cOffset,
            int cStride,
            int width,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c0 = zero;
        FloatVector c1 = zero;
        FloatVector c2 = zero;
        FloatVector c3 = zero;
        FloatVector c4 = zero;
        FloatVector c5 = zero;
        FloatVector c6 = zero;
        FloatVector c7 = zero;
        for (int l = 0; l < k; l++) {
            int row = bOffset + l * PANEL;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            int column = aOffset + l * aStride;
            FloatVector x = FloatVector.broadcast(SPECIES, a[column]);
            c0 = x.fma(b0, c0);
            x = FloatVector.broadcast(SPECIES, a[column + 1]);
            c1 = x.fma(b0, c1);
            x = FloatVector.broadcast(SPECIES, a[column + 2]);
            c2 = x.fma(b0, c2);
            x = FloatVector.broadcast(SPECIES, a[column + 3]);
            c3 = x.fma(b0, c3);
            x = FloatVector.broadcast(SPECIES, a[column + 4]);
            c4 = x.fma(b0, c4);
            x = FloatVector.broadcast(SPECIES, a[column + 5]);
            c5 = x.fma(b0, c5);
            x = FloatVector.broadcast(SPECIES, a[column + 6]);
            c6 = x.fma(b0, c6);
            x = FloatVector.broadcast(SPECIES, a[column + 7]);
            c7 = x.fma(b0, c7);
        }
        VectorMask<Float> columns = SPECIES.indexInRange(0, width);
        int row1 = cOffset + cStride;
        int row2 = cOffset + 2 * cStride;
        int row3 = cOffset + 3 * cStride;
        int row4 = cOffset + 4 * cStride;
        int row5 = cOffset + 5 * cStride;
        int row6 = cOffset + 6 * cStride;
        int row7 = cOffset + 7 * cStride;
        if (accumulate) {
            c0.add(FloatVector.fromArray(SPECIES, c, cOffset, columns)).intoArray(c, cOffset, columns);
            c1.add(FloatVector.fromArray(SPECIES, c, row1, columns)).intoArray(c, row1, columns);
            c2.add(FloatVector.fromArray(SPECIES, c, row2, columns)).intoArray(c, row2, columns);
            c3.add(FloatVector.fromArray(SPECIES, c, row3, columns)).intoArray(c, row3, columns);
            c4.add(FloatVector.fromArray(SPECIES, c, row4, columns)).intoArray(c, row4, columns);
            c5.add(FloatVector.fromArray(SPECIES, c, row5, columns)).intoArray(c, row5, columns);
            c6.add(FloatVector.fromArray(SPECIES, c, row6, columns)).intoArray(c, row6, columns);
            c7.add(FloatVector.fromArray(SPECIES, c, row7, columns)).intoArray(c, row7, columns);
        } else {
            c0.intoArray(c, cOffset, columns);
            c1.intoArray(c, row1, columns);
            c2.intoArray(c, row2, columns);
            c3.intoArray(c, row3, columns);
            c4.intoArray(c, row4, columns);
            c5.intoArray(c, row5, columns);
            c6.intoArray(c, row6, columns);
            c7.intoArray(c, row7, columns);
        }
    }

    static void columns1x1(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int k,
            float[] c,
            int cOffset,
            int cStride,
            int width,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c0 = zero;
        for (int l = 0; l < k; l++) {
            int row = bOffset + l * PANEL;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            int column = aOffset + l * aStride;
            FloatVector x = FloatVector.broadcast(SPECIES, a[column]);
            c0 = x.fma(b0, c0);
        }
        VectorMask<Float> columns = SPECIES.indexInRange(0, width);
        if (accumulate) {
            c0.add(FloatVector.fromArray(SPECIES, c, cOffset, columns)).intoArray(c, cOffset, columns);
        } else {
            c0.intoArray(c, cOffset, columns);
        }
    }
}
