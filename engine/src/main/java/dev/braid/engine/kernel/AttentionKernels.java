package dev.braid.engine.kernel;

/**
 * Softmax attention of one (sequence, head), never with a matrix [length, length]: memory is linear in the length, and so
 * is the cost where a window or a chunk bounds what a query sees.
 *
 * <p>o_i = Σ_j p_ij v_j with p_i = softmax over the visible j of scale · q_i·k_j. Each matrix is a slice given by offset
 * and row stride, so that heads can lie side by side in one buffer and several query heads can share one key and value
 * head.
 */
public interface AttentionKernels {
    /** Floats of scratch that {@link #forward} and {@link #backward} need for this shape. */
    int scratchSize(AttentionShape shape);

    /**
     * The forward pass.
     *
     * @param q queries [length, P]
     * @param k keys [keysPerQuery·length, P]
     * @param v values [keysPerQuery·length, P]
     * @param out receives [length, P]; may not overlap the inputs
     * @param logSumExp receives [length], contiguous: ln Σ_j exp(scale · q_i·k_j) over visible j, for the backward pass
     * @param scratch {@link #scratchSize} floats from {@code scratchOffset}
     */
    void forward(
            AttentionShape shape,
            float[] q,
            int qOffset,
            int qStride,
            float[] k,
            int kOffset,
            int kStride,
            float[] v,
            int vOffset,
            int vStride,
            float[] out,
            int outOffset,
            int outStride,
            float[] logSumExp,
            int logSumExpOffset,
            float[] scratch,
            int scratchOffset);

    /**
     * The backward pass; scores are computed again from q, k and {@code logSumExp}.
     *
     * @param q queries of the forward pass [length, P]
     * @param k keys of the forward pass
     * @param v values of the forward pass
     * @param out result of the forward pass [length, P]
     * @param logSumExp the forward pass's [length]
     * @param dOut gradient of the result [length, P]
     * @param dq receives the gradient of the queries (overwritten)
     * @param dk the gradient of the keys is added to it
     * @param dv the gradient of the values is added to it
     * @param scratch {@link #scratchSize} floats from {@code scratchOffset}
     */
    void backward(
            AttentionShape shape,
            float[] q,
            int qOffset,
            int qStride,
            float[] k,
            int kOffset,
            int kStride,
            float[] v,
            int vOffset,
            int vStride,
            float[] out,
            int outOffset,
            int outStride,
            float[] logSumExp,
            int logSumExpOffset,
            float[] dOut,
            int dOutOffset,
            int dOutStride,
            float[] dq,
            int dqOffset,
            int dqStride,
            float[] dk,
            int dkOffset,
            int dkStride,
            float[] dv,
            int dvOffset,
            int dvStride,
            float[] scratch,
            int scratchOffset);

    /** Floats of scratch that {@link #decode} needs. */
    int decodeScratchSize(int keys);

    /**
     * One query against a cache. With sinks the cache may hold first the sinks, then the window: the order of keys does not
     * matter here.
     *
     * @param keys number of cached keys and values, at least 1, all visible
     * @param headDimension width P
     * @param scale factor of the scores
     * @param q one query [P]
     * @param k cached keys [keys, P]
     * @param v cached values [keys, P]
     * @param out receives [P]
     * @param scratch {@link #decodeScratchSize} floats from {@code scratchOffset}
     */
    void decode(
            int keys,
            int headDimension,
            float scale,
            float[] q,
            int qOffset,
            float[] k,
            int kOffset,
            int kStride,
            float[] v,
            int vOffset,
            int vStride,
            float[] out,
            int outOffset,
            float[] scratch,
            int scratchOffset);
}
