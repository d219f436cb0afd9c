package dev.braid.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The state-space dual form of Mamba-2 (Dao and Gu 2024, section 6) for one sequence: for every head h with
 * head dimension P, and the group g(h) = h / (H / G) whose B and C it shares
 *
 * <pre>
 * S[t] = exp(dt[t,h] A[h]) S[t−1] + dt[t,h] B[t,g] ⊗ x[t,h]        S: N × P
 * y[t,h] = C[t,g] · S[t] + skip[h] x[t,h]
 * </pre>
 *
 * computed chunk by chunk of Q tokens; nothing larger than [Q, Q] a head ever exists.
 *
 * <p>Shapes: x [L, H·P], B and C [L, G·N] are column ranges of one buffer (the output of the convolution) with a common row
 * stride; dt is dense [L, H], after bias and softplus; {@code a} [H] = −exp(A_log), negative; y is dense [L, H·P]. A state
 * is [H, N, P].
 */
public interface StateSpaceDualKernels {
    /**
     * Floats that {@code forward} keeps for {@code backward}: at least the state before each chunk, [ceil(L / Q), H, N, P], in
     * an order and with a padding of the implementation's own.
     */
    int savedSize(int length, int heads, int headDimension, int groups, int states, int chunk);

    /** Floats of scratch that {@code forward} and {@code backward} need. */
    int scratchSize(int length, int heads, int headDimension, int groups, int states, int chunk);

    /**
     * The scan over one sequence.
     *
     * @param length tokens L, at least 1
     * @param heads heads H, a multiple of {@code groups}
     * @param headDimension channels P of a head
     * @param groups groups G
     * @param states states N
     * @param chunk tokens Q of a chunk, at least 1; may exceed L. The result does not depend on it beyond rounding
     * @param input holds x, B and C, rows {@code inputStride} apart
     * @param state [H, N, P] or null: on entry the state before the first token, on return the state after the last; null
     *     starts from zero and drops the last state
     * @param saved receives the state before each chunk for {@code backward}; null when no backward pass follows
     */
    void forward(
            int length,
            int heads,
            int headDimension,
            int groups,
            int states,
            int chunk,
            float[] input,
            int xOffset,
            int bOffset,
            int cOffset,
            int inputStride,
            float[] dt,
            int dtOffset,
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
     * The gradients of one sequence, given {@code dy} [L, H·P] and what {@code forward} was given, returned in y and
     * saved. Writes the
     * column ranges dx, dB, dC (summed over the heads of a group) of {@code dInput} and dDt [L, H]; adds to dA [H] (with
     * respect to A itself: dA_log = dA ∘ A) and dSkip [H].
     */
    void backward(
            int length,
            int heads,
            int headDimension,
            int groups,
            int states,
            int chunk,
            float[] input,
            int xOffset,
            int bOffset,
            int cOffset,
            int inputStride,
            float[] dt,
            int dtOffset,
            float[] a,
            int aOffset,
            float[] skip,
            int skipOffset,
            float[] saved,
            int savedOffset,
            float[] y,
            int yOffset,
            float[] dy,
            int dyOffset,
            float[] dInput,
            int dxOffset,
            int dBOffset,
            int dCOffset,
            int dInputStride,
            float[] dDt,
            int dDtOffset,
            float[] dA,
            int dAOffset,
            float[] dSkip,
            int dSkipOffset,
            float[] scratch,
            int scratchOffset);

    /** One token of decoding: x and y are [H·P], B and C [G·N], dt [H]; {@code state} [H, N, P] is updated in place. */
    void step(
            int heads,
            int headDimension,
            int groups,
            int states,
            float[] input,
            int xOffset,
            int bOffset,
            int cOffset,
            float[] dt,
            int dtOffset,
            float[] a,
            int aOffset,
            float[] skip,
            int skipOffset,
            float[] y,
            int yOffset,
            float[] state,
            int stateOffset);
}
