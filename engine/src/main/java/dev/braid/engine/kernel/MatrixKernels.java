package dev.braid.engine.kernel;

/**
 * Matrix products on slices of heap arrays.
 *
 * <p>The right-hand matrix B is first packed into the layout the implementation likes best ({@link #pack}, {@link
 * #packTransposed}); weights are packed once a step and the packed form is shared by all shards. An offset and a row stride go
 * with every matrix, so that a product can read from and write into a column range of a wider buffer. All sizes are
 * arbitrary; an empty one is allowed and does nothing.
 *
 * <p>Nothing outside the named elements is written, and nothing outside them influences a result.
 */
public interface MatrixKernels {
    /** Floats that a packed matrix B[k, n] takes. */
    int packedSize(int k, int n);

    /**
     * Packs B.
     *
     * @param k rows of B
     * @param n columns of B
     * @param b B[k, n] from {@code bOffset}, row stride {@code bStride}
     * @param packed receives {@link #packedSize} floats from {@code packedOffset}
     */
    void pack(int k, int n, float[] b, int bOffset, int bStride, float[] packed, int packedOffset);

    /**
     * Packs B = Sᵀ.
     *
     * @param k rows of B, columns of S
     * @param n columns of B, rows of S
     * @param s S[n, k] from {@code sOffset}, row stride {@code sStride}
     * @param packed receives {@link #packedSize}(k, n) floats from {@code packedOffset}
     */
    void packTransposed(int k, int n, float[] s, int sOffset, int sStride, float[] packed, int packedOffset);

    /**
     * C = A·B, or C += A·B.
     *
     * @param m rows of A and C
     * @param n columns of B and C
     * @param k columns of A, rows of B
     * @param a A[m, k] from {@code aOffset}, row stride {@code aStride}
     * @param packed B[k, n] packed, from {@code packedOffset}
     * @param c C[m, n] from {@code cOffset}, row stride {@code cStride}
     * @param accumulate whether to add to C instead of overwriting it
     */
    void multiply(
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
            boolean accumulate);

    /**
     * C = Aᵀ·B, or C += Aᵀ·B; as {@link #multiply} but for A, which is stored transposed.
     *
     * @param a A[k, m] from {@code aOffset}, row stride {@code aStride}
     */
    void multiplyTransposed(
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
            boolean accumulate);

    /** Floats of scratch that {@link #accumulateGradient} needs for these sizes. */
    int gradientScratchSize(int rows, int in, int out);

    /**
     * The gradient of a weight matrix W[in, out] of Y = X·W: G += Xᵀ·dY.
     *
     * @param rows rows of X and dY
     * @param x X[rows, in] from {@code xOffset}, row stride {@code xStride}
     * @param dy dY[rows, out] from {@code dyOffset}, row stride {@code dyStride}
     * @param g G[in, out] from {@code gOffset}, row stride {@code gStride}; added to
     * @param scratch {@link #gradientScratchSize} floats from {@code scratchOffset}
     */
    void accumulateGradient(
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
            int scratchOffset);
}
