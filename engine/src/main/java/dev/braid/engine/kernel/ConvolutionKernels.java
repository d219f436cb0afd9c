package dev.braid.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Causal depthwise convolution over one sequence, optionally followed by SiLU:
 * {@code y[t,d] = f(bias[d] + Σ_k weight[k,d] x[t − (K−1) + k, d])}.
 *
 * <p>x and y are [L, D] with row strides; the weight is stored <em>tap-major</em> [K, D] (the transpose of the reference's
 * D × K; tap K−1 meets the present token); 1 ≤ K ≤ 8. The backward pass recomputes the pre-activation from x: nothing is
 * saved. {@code history} [K−1, D] holds the inputs before the first token, oldest first.
 */
public interface ConvolutionKernels {
    /** Widest supported convolution. */
    int LARGEST_WIDTH = 8;

    /**
     * The convolution of one sequence; y must not overlap x.
     *
     * @param length tokens L, at least 1
     * @param width taps K
     * @param bias [D]; null for none
     * @param silu whether SiLU follows
     * @param history [K−1, D] or null: on entry the inputs before the first token, on return the last K−1 inputs; null
     *     starts from zeros
     */
    void forward(
            int length,
            int channels,
            int width,
            float[] x,
            int xOffset,
            int xStride,
            float[] weight,
            int weightOffset,
            float @Nullable [] bias,
            int biasOffset,
            boolean silu,
            float[] y,
            int yOffset,
            int yStride,
            float @Nullable [] history,
            int historyOffset);

    /**
     * The gradients of one sequence that started from zeros. Writes dx, adds to dWeight [K, D] and dBias [D] (null exactly
     * when bias is). dx must overlap neither x nor dy.
     */
    void backward(
            int length,
            int channels,
            int width,
            float[] x,
            int xOffset,
            int xStride,
            float[] weight,
            int weightOffset,
            float @Nullable [] bias,
            int biasOffset,
            boolean silu,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            float[] dWeight,
            int dWeightOffset,
            float @Nullable [] dBias,
            int dBiasOffset);

    /** One token of decoding: x and y are [D]; {@code history} [K−1, D] is read and moved on by one token. */
    default void step(
            int channels,
            int width,
            float[] x,
            int xOffset,
            float[] weight,
            int weightOffset,
            float @Nullable [] bias,
            int biasOffset,
            boolean silu,
            float[] y,
            int yOffset,
            float[] history,
            int historyOffset) {
        forward(
                1,
                channels,
                width,
                x,
                xOffset,
                channels,
                weight,
                weightOffset,
                bias,
                biasOffset,
                silu,
                y,
                yOffset,
                channels,
                history,
                historyOffset);
    }
}
