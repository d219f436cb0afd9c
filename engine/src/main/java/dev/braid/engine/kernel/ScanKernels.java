package dev.braid.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The selective scan of Mamba-1 (Gu and Dao 2023, section 3) for one sequence: for every channel d and
 * state n
 *
 * <pre>
 * h[t,n,d] = exp(Δ[t,d] A[n,d]) h[t−1,n,d] + Δ[t,d] x[t,d] B[t,n]
 * y[t,d]   = Σ_n h[t,n,d] C[t,n] + skip[d] x[t,d]
 * </pre>
 *
 * <p>Shapes: x, delta and y are dense [L, D]; delta is taken after the softplus. B and C are [L, N] column ranges of one
 * wider buffer (the output of x_proj), with their own offsets and a common row stride. {@code a} is the decay matrix
 * A = −exp(A_log), negative, stored <em>state-major</em> [N, D] (the transpose of the reference's D × N), without any
 * further factor. A state is [N, D].
 *
 * <p>Memory is linear and small: only the state at the border of each segment of {@link #SEGMENT} tokens is kept, and the
 * backward pass recomputes inside a segment.
 */
public interface ScanKernels {
    /** Tokens between two kept states. */
    int SEGMENT = 16;

    /**
     * Floats that {@code forward} keeps for {@code backward}: [ceil(L / SEGMENT), N, D], in an order and with a padding of the
     * implementation's own.
     */
    int savedSize(int length, int channels, int states);

    /** Floats of scratch that {@code forward} and {@code backward} need. */
    int scratchSize(int length, int channels, int states);

    /**
     * The scan over one sequence.
     *
     * @param length tokens L, at least 1
     * @param channels channels D
     * @param states states N of a channel
     * @param b holds B and C, rows {@code bcStride} apart
     * @param state [N, D] or null: on entry the state before the first token, on return the state after the last; null
     *     starts from zero and drops the last state
     * @param saved receives the states at the segment borders for {@code backward}; null when no backward pass follows
     */
    void forward(
            int length,
            int channels,
            int states,
            float[] x,
            int xOffset,
            float[] delta,
            int deltaOffset,
            float[] b,
            int bOffset,
            int cOffset,
            int bcStride,
            float[] a,
            int aOffset,
            float[] skip,
            int skipOffset,
            float[] y,
            int yOffset,
            float @Nullable [] state,
            int stateOffset,
            float @Nullable [] saved,
            int savedOffset,
            float[] scratch,
            int scratchOffset);

    /**
     * The gradients of one sequence, given {@code dy} [L, D] and what {@code forward} was given and saved. Writes dx, dDelta
     * [L, D] and the column ranges dB and dC (other columns of that buffer stay untouched); adds to dA [N, D] (with respect
     * to A itself: dA_log = dA ∘ A) and to dSkip [D]. {@code dx} and {@code dDelta} must not overlap any input.
     */
    void backward(
            int length,
            int channels,
            int states,
            float[] x,
            int xOffset,
            float[] delta,
            int deltaOffset,
            float[] b,
            int bOffset,
            int cOffset,
            int bcStride,
            float[] a,
            int aOffset,
            float[] skip,
            int skipOffset,
            float[] saved,
            int savedOffset,
            float[] dy,
            int dyOffset,
            float[] dx,
            int dxOffset,
            float[] dDelta,
            int dDeltaOffset,
            float[] dB,
            int dBOffset,
            int dCOffset,
            int dBcStride,
            float[] dA,
            int dAOffset,
            float[] dSkip,
            int dSkipOffset,
            float[] scratch,
            int scratchOffset);

    /** One token of decoding: x, delta and y are [D], B and C [N], {@code state} [N, D] is updated in place. */
    void step(
            int channels,
            int states,
            float[] x,
            int xOffset,
            float[] delta,
            int deltaOffset,
            float[] b,
            int bOffset,
            int cOffset,
            float[] a,
            int aOffset,
            float[] skip,
            int skipOffset,
            float[] y,
            int yOffset,
            float[] state,
            int stateOffset);
}
