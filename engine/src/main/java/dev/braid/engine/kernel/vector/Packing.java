package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.MatrixTiles.PANEL;
import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Packs matrices into panels [k, PANEL], the last one padded with zeros. */
final class Packing {
    private Packing() {}

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
            for (int column = 0; column < width; column++) {
                int from = sOffset + (j + column) * sStride;
                for (int row = 0; row < k; row++) {
                    packed[to + row * PANEL + column] = factor * s[from + row];
                }
            }
            if (width < PANEL) {
                for (int row = 0; row < k; row++) {
                    Arrays.fill(packed, to + row * PANEL + width, to + (row + 1) * PANEL, 0f);
                }
            }
        }
    }
}
