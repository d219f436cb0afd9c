package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.MatrixKernels;

/** Matrix products by the definition; a packed matrix is simply row-major. */
public final class PlainMatrixKernels implements MatrixKernels {
    @Override
    public int packedSize(int k, int n) {
        return k * n;
    }

    @Override
    public void pack(int k, int n, float[] b, int bOffset, int bStride, float[] packed, int packedOffset) {
        for (int row = 0; row < k; row++) {
            System.arraycopy(b, bOffset + row * bStride, packed, packedOffset + row * n, n);
        }
    }

    @Override
    public void packTransposed(int k, int n, float[] s, int sOffset, int sStride, float[] packed, int packedOffset) {
        for (int row = 0; row < k; row++) {
            for (int column = 0; column < n; column++) {
                packed[packedOffset + row * n + column] = s[sOffset + column * sStride + row];
            }
        }
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
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = accumulate ? c[cOffset + i * cStride + j] : 0;
                for (int l = 0; l < k; l++) {
                    sum += (double) a[aOffset + i * aStride + l] * packed[packedOffset + l * n + j];
                }
                c[cOffset + i * cStride + j] = (float) sum;
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
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = accumulate ? c[cOffset + i * cStride + j] : 0;
                for (int l = 0; l < k; l++) {
                    sum += (double) a[aOffset + l * aStride + i] * packed[packedOffset + l * n + j];
                }
                c[cOffset + i * cStride + j] = (float) sum;
            }
        }
    }

    @Override
    public int gradientScratchSize(int rows, int in, int out) {
        return 0;
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
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                double sum = g[gOffset + i * gStride + j];
                for (int row = 0; row < rows; row++) {
                    sum += (double) x[xOffset + row * xStride + i] * dy[dyOffset + row * dyStride + j];
                }
                g[gOffset + i * gStride + j] = (float) sum;
            }
        }
    }
}
