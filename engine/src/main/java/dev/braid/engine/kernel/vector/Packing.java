package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.MatrixTiles.PANEL;
import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** Packs matrices into panels [k, PANEL], the last one padded with zeros; transposes by exchanges in registers. */
final class Packing {
    // what an exchange of neighbouring groups of 1, 2, 4 or 8 lanes needs; wider than the vector: unused
    private static final Exchange BY_1 = new Exchange(1);
    private static final VectorShuffle<Float> UP_1 = BY_1.up;
    private static final VectorShuffle<Float> DOWN_1 = BY_1.down;
    private static final VectorMask<Float> ODD_1 = BY_1.odd;
    private static final VectorMask<Float> EVEN_1 = BY_1.even;
    private static final Exchange BY_2 = new Exchange(2);
    private static final VectorShuffle<Float> UP_2 = BY_2.up;
    private static final VectorShuffle<Float> DOWN_2 = BY_2.down;
    private static final VectorMask<Float> ODD_2 = BY_2.odd;
    private static final VectorMask<Float> EVEN_2 = BY_2.even;
    private static final Exchange BY_QUARTER = new Exchange(LANES / 4);
    private static final VectorShuffle<Float> UP_QUARTER = BY_QUARTER.up;
    private static final VectorShuffle<Float> DOWN_QUARTER = BY_QUARTER.down;
    private static final VectorMask<Float> ODD_QUARTER = BY_QUARTER.odd;
    private static final VectorMask<Float> EVEN_QUARTER = BY_QUARTER.even;
    private static final Exchange BY_HALF = new Exchange(LANES / 2);
    private static final VectorShuffle<Float> UP_HALF = BY_HALF.up;
    private static final VectorShuffle<Float> DOWN_HALF = BY_HALF.down;
    private static final VectorMask<Float> ODD_HALF = BY_HALF.odd;
    private static final VectorMask<Float> EVEN_HALF = BY_HALF.even;

    private Packing() {}

    /** Constants of an exchange of groups of {@code group} lanes. */
    private static final class Exchange {
        final VectorShuffle<Float> up;
        final VectorShuffle<Float> down;
        final VectorMask<Float> odd;
        final VectorMask<Float> even;

        Exchange(int group) {
            up = VectorShuffle.iota(SPECIES, LANES - group, 1, true);
            down = VectorShuffle.iota(SPECIES, group, 1, true);
            boolean[] inOdd = new boolean[LANES];
            for (int lane = 0; lane < LANES; lane++) {
                inOdd[lane] = (lane & group) != 0;
            }
            odd = VectorMask.fromArray(SPECIES, inOdd, 0);
            even = odd.not();
        }
    }

    /** Packs B[k, n]. */
    static void rows(int k, int n, float[] b, int bOffset, int bStride, float[] packed, int packedOffset) {
        int to = packedOffset;
        int j = 0;
        for (; j + PANEL <= n; j += PANEL, to += k * PANEL) {
            fullRows(k, b, bOffset + j, bStride, packed, to);
        }
        int width = n - j;
        if (width > 0) {
            for (int row = 0; row < k; row++, to += PANEL) {
                System.arraycopy(b, bOffset + row * bStride + j, packed, to, width);
                Arrays.fill(packed, to + width, to + PANEL, 0f);
            }
        }
    }

    private static void fullRows(int k, float[] b, int bOffset, int bStride, float[] packed, int packedOffset) {
        for (int row = 0; row < k; row++) {
            int from = bOffset + row * bStride;
            int to = packedOffset + row * PANEL;
            FloatVector.fromArray(SPECIES, b, from).intoArray(packed, to);
            FloatVector.fromArray(SPECIES, b, from + LANES).intoArray(packed, to + LANES);
        }
    }

    /** Packs B[k, n] = factor · Sᵀ, where S is [n, k]. */
    static void transposed(
            int k, int n, float factor, float[] s, int sOffset, int sStride, float[] packed, int packedOffset) {
        int to = packedOffset;
        for (int j = 0; j < n; j += PANEL, to += k * PANEL) {
            int width = Math.min(PANEL, n - j);
            transpose(width, k, factor, s, sOffset + j * sStride, sStride, packed, to, PANEL);
            if (width < PANEL) {
                for (int row = 0; row < k; row++) {
                    Arrays.fill(packed, to + row * PANEL + width, to + (row + 1) * PANEL, 0f);
                }
            }
        }
    }

    /** D[columns, rows] = factor · Sᵀ, where S is [rows, columns]. */
    static void transpose(
            int rows,
            int columns,
            float factor,
            float[] s,
            int sOffset,
            int sStride,
            float[] d,
            int dOffset,
            int dStride) {
        int wholeRows = rows / LANES * LANES;
        int wholeColumns = columns / LANES * LANES;
        for (int row = 0; row < wholeRows; row += LANES) {
            for (int column = 0; column < wholeColumns; column += LANES) {
                transposeSquare(
                        factor,
                        s,
                        sOffset + row * sStride + column,
                        sStride,
                        d,
                        dOffset + column * dStride + row,
                        dStride);
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int column = row < wholeRows ? wholeColumns : 0; column < columns; column++) {
                d[dOffset + column * dStride + row] = factor * s[sOffset + row * sStride + column];
            }
        }
    }

    /** A square of LANES rows: groups of half the lanes are exchanged, then of a quarter, and so on down to single lanes. */
    private static void transposeSquare(
            float factor, float[] s, int sOffset, int sStride, float[] d, int dOffset, int dStride) {
        for (int i = 0; i < LANES / 4; i++) {
            int from = sOffset + i * sStride;
            FloatVector a = FloatVector.fromArray(SPECIES, s, from).mul(factor);
            FloatVector b = FloatVector.fromArray(SPECIES, s, from + LANES / 4 * sStride)
                    .mul(factor);
            FloatVector c = FloatVector.fromArray(SPECIES, s, from + LANES / 2 * sStride)
                    .mul(factor);
            FloatVector e = FloatVector.fromArray(SPECIES, s, from + 3 * LANES / 4 * sStride)
                    .mul(factor);
            FloatVector ac = a.blend(c.rearrange(UP_HALF), ODD_HALF);
            FloatVector ca = c.blend(a.rearrange(DOWN_HALF), EVEN_HALF);
            FloatVector be = b.blend(e.rearrange(UP_HALF), ODD_HALF);
            FloatVector eb = e.blend(b.rearrange(DOWN_HALF), EVEN_HALF);
            int to = dOffset + i * dStride;
            ac.blend(be.rearrange(UP_QUARTER), ODD_QUARTER).intoArray(d, to);
            be.blend(ac.rearrange(DOWN_QUARTER), EVEN_QUARTER).intoArray(d, to + LANES / 4 * dStride);
            ca.blend(eb.rearrange(UP_QUARTER), ODD_QUARTER).intoArray(d, to + LANES / 2 * dStride);
            eb.blend(ca.rearrange(DOWN_QUARTER), EVEN_QUARTER).intoArray(d, to + 3 * LANES / 4 * dStride);
        }
        if (LANES == 16) {
            for (int i = 0; i < LANES; i += 4) {
                int at = dOffset + i * dStride;
                FloatVector a = FloatVector.fromArray(SPECIES, d, at);
                FloatVector b = FloatVector.fromArray(SPECIES, d, at + dStride);
                FloatVector c = FloatVector.fromArray(SPECIES, d, at + 2 * dStride);
                FloatVector e = FloatVector.fromArray(SPECIES, d, at + 3 * dStride);
                FloatVector ac = a.blend(c.rearrange(UP_2), ODD_2);
                FloatVector ca = c.blend(a.rearrange(DOWN_2), EVEN_2);
                FloatVector be = b.blend(e.rearrange(UP_2), ODD_2);
                FloatVector eb = e.blend(b.rearrange(DOWN_2), EVEN_2);
                ac.blend(be.rearrange(UP_1), ODD_1).intoArray(d, at);
                be.blend(ac.rearrange(DOWN_1), EVEN_1).intoArray(d, at + dStride);
                ca.blend(eb.rearrange(UP_1), ODD_1).intoArray(d, at + 2 * dStride);
                eb.blend(ca.rearrange(DOWN_1), EVEN_1).intoArray(d, at + 3 * dStride);
            }
        } else if (LANES == 8) {
            for (int i = 0; i < LANES; i += 2) {
                int at = dOffset + i * dStride;
                FloatVector a = FloatVector.fromArray(SPECIES, d, at);
                FloatVector b = FloatVector.fromArray(SPECIES, d, at + dStride);
                a.blend(b.rearrange(UP_1), ODD_1).intoArray(d, at);
                b.blend(a.rearrange(DOWN_1), EVEN_1).intoArray(d, at + dStride);
            }
        }
    }
}
