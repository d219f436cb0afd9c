package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.MatrixTiles.PANEL;
import static dev.braid.engine.kernel.vector.VectorMath.LANES;

import dev.braid.engine.kernel.MatrixKernels;

/**
 * Matrix products over packed panels. A packed B[k, n] is a sequence of panels, one per {@link MatrixTiles#PANEL} columns; a
 * panel is [k, PANEL], row-major, and the last one is padded with zeros.
 *
 * <p>Rows of A are taken in blocks that stay in the second-level cache while all panels pass over them.
 */
public final class VectorMatrixKernels implements MatrixKernels {
    /** Floats of A that one block of rows may hold: a quarter of a 1 MiB second-level cache. */
    private static final int ROW_BLOCK_FLOATS = 1 << 16;

    /** Rows whose gradient is summed in registers before it is added to memory; a panel of dY then fits the first-level cache. */
    private static final int GRADIENT_ROWS = 128;

    @Override
    public int packedSize(int k, int n) {
        return k * panels(n) * PANEL;
    }

    private static int panels(int n) {
        return (n + PANEL - 1) / PANEL;
    }

    @Override
    public void pack(int k, int n, float[] b, int bOffset, int bStride, float[] packed, int packedOffset) {
        Packing.rows(k, n, b, bOffset, bStride, packed, packedOffset);
    }

    @Override
    public void packTransposed(int k, int n, float[] s, int sOffset, int sStride, float[] packed, int packedOffset) {
        Packing.transposed(k, n, 1f, s, sOffset, sStride, packed, packedOffset);
    }

    @Override
    public void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aStride,
            float[] packed,
            int packedOffset,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        int block = Math.max(8, ROW_BLOCK_FLOATS / Math.max(1, k) / 8 * 8);
        for (int first = 0; first < m; first += block) {
            int rows = Math.min(block, m - first);
            for (int j = 0; j < n; j += PANEL) {
                multiplyPanel(
                        rows,
                        n - j,
                        k,
                        a,
                        aOffset + first * aStride,
                        aStride,
                        packed,
                        packedOffset + j * k,
                        c,
                        cOffset + first * cStride + j,
                        cStride,
                        accumulate);
            }
        }
    }

    /** One panel of the product; {@code width} columns of it are stored, PANEL at most. */
    static void multiplyPanel(
            int m,
            int width,
            int k,
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        int i = 0;
        if (width >= PANEL) {
            for (; i + 8 <= m; i += 8) {
                MatrixTiles.rows8x2(
                        a,
                        aOffset + i * aStride,
                        aStride,
                        b,
                        bOffset,
                        k,
                        c,
                        cOffset + i * cStride,
                        cStride,
                        accumulate);
            }
            for (; i + 4 <= m; i += 4) {
                MatrixTiles.rows4x2(
                        a,
                        aOffset + i * aStride,
                        aStride,
                        b,
                        bOffset,
                        k,
                        c,
                        cOffset + i * cStride,
                        cStride,
                        accumulate);
            }
            for (; i < m; i++) {
                MatrixTiles.rows1x2(
                        a,
                        aOffset + i * aStride,
                        aStride,
                        b,
                        bOffset,
                        k,
                        c,
                        cOffset + i * cStride,
                        cStride,
                        accumulate);
            }
            return;
        }
        for (int j = 0; j < width; j += LANES) {
            for (i = 0; i + 8 <= m; i += 8) {
                MatrixTiles.rows8x1(
                        a,
                        aOffset + i * aStride,
                        aStride,
                        b,
                        bOffset + j,
                        k,
                        c,
                        cOffset + i * cStride + j,
                        cStride,
                        width - j,
                        accumulate);
            }
            for (; i < m; i++) {
                MatrixTiles.rows1x1(
                        a,
                        aOffset + i * aStride,
                        aStride,
                        b,
                        bOffset + j,
                        k,
                        c,
                        cOffset + i * cStride + j,
                        cStride,
                        width - j,
                        accumulate);
            }
        }
    }

    @Override
    public void multiplyTransposed(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aStride,
            float[] packed,
            int packedOffset,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        for (int j = 0; j < n; j += PANEL) {
            multiplyTransposedPanel(
                    m,
                    n - j,
                    k,
                    a,
                    aOffset,
                    aStride,
                    packed,
                    packedOffset + j * k,
                    c,
                    cOffset + j,
                    cStride,
                    accumulate);
        }
    }

    /** One panel of the product with a transposed A; {@code width} columns of it are stored, PANEL at most. */
    static void multiplyTransposedPanel(
            int m,
            int width,
            int k,
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        int i = 0;
        if (width >= PANEL) {
            for (; i + 8 <= m; i += 8) {
                MatrixTiles.columns8x2(
                        a, aOffset + i, aStride, b, bOffset, k, c, cOffset + i * cStride, cStride, accumulate);
            }
            for (; i + 4 <= m; i += 4) {
                MatrixTiles.columns4x2(
                        a, aOffset + i, aStride, b, bOffset, k, c, cOffset + i * cStride, cStride, accumulate);
            }
            for (; i < m; i++) {
                MatrixTiles.columns1x2(
                        a, aOffset + i, aStride, b, bOffset, k, c, cOffset + i * cStride, cStride, accumulate);
            }
            return;
        }
        for (int j = 0; j < width; j += LANES) {
            for (i = 0; i + 8 <= m; i += 8) {
                MatrixTiles.columns8x1(
                        a,
                        aOffset + i,
                        aStride,
                        b,
                        bOffset + j,
                        k,
                        c,
                        cOffset + i * cStride + j,
                        cStride,
                        width - j,
                        accumulate);
            }
            for (; i < m; i++) {
                MatrixTiles.columns1x1(
                        a,
                        aOffset + i,
                        aStride,
                        b,
                        bOffset + j,
                        k,
                        c,
                        cOffset + i * cStride + j,
                        cStride,
                        width - j,
                        accumulate);
            }
        }
    }

    @Override
    public int gradientScratchSize(int rows, int in, int out) {
        return packedSize(Math.min(rows, GRADIENT_ROWS), out);
    }

    @Override
    public void accumulateGradient(
            int rows,
            int in,
            int out,
            float[] x,
            int xOffset,
            int xStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] g,
            int gOffset,
            int gStride,
            float[] scratch,
            int scratchOffset) {
        for (int first = 0; first < rows; first += GRADIENT_ROWS) {
            int count = Math.min(GRADIENT_ROWS, rows - first);
            pack(count, out, dy, dyOffset + first * dyStride, dyStride, scratch, scratchOffset);
            multiplyTransposed(
                    in,
                    out,
                    count,
                    x,
                    xOffset + first * xStride,
                    xStride,
                    scratch,
                    scratchOffset,
                    g,
                    gOffset,
                    gStride,
                    true);
        }
    }
}
