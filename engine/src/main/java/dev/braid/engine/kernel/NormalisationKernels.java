package dev.braid.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Normalisations of each token (row) over its channels, or over G equal groups of them. Rows are {@code width} wide with a
 * row stride; gain and bias are [width]; groups = 1 is the ordinary norm. What the backward pass needs is one or two
 * numbers a row and group, [rows, groups].
 *
 * <p>Where {@code accumulate} is set, input gradients are added to what is there; parameter gradients always are.
 */
public interface NormalisationKernels {
    /** Added to the mean square (variance) before the root. */
    float EPSILON = 1e-5f;

    /** y = gain ∘ x / √(mean(x²) + ε); keeps the reciprocal root in {@code inverse} [rows, groups]. y may be x. */
    void rootMeanSquare(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] gain,
            int gainOffset,
            float[] y,
            int yOffset,
            int yStride,
            float[] inverse,
            int inverseOffset);

    /** Gradients of {@link #rootMeanSquare}: dx (written or added to), dGain (added to). */
    void rootMeanSquareBackward(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] gain,
            int gainOffset,
            float[] inverse,
            int inverseOffset,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            boolean accumulate,
            float[] dGain,
            int dGainOffset);

    /**
     * y = gain ∘ (x − mean) / √(variance + ε) + bias; keeps both numbers in {@code mean} and {@code inverse} [rows, groups].
     * y may be x.
     */
    void layer(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] gain,
            int gainOffset,
            float @Nullable [] bias,
            int biasOffset,
            float[] y,
            int yOffset,
            int yStride,
            float[] mean,
            int meanOffset,
            float[] inverse,
            int inverseOffset);

    /** Gradients of {@link #layer}: dx (written or added to), dGain and, unless null, dBias (added to). */
    void layerBackward(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] gain,
            int gainOffset,
            float[] mean,
            int meanOffset,
            float[] inverse,
            int inverseOffset,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            boolean accumulate,
            float[] dGain,
            int dGainOffset,
            float @Nullable [] dBias,
            int dBiasOffset);

    /**
     * Mamba-2's gated norm: y = RMSNorm(v) with v = x ∘ SiLU(z), x and z [rows, width] with their own strides. y may be x.
     */
    void gatedRootMeanSquare(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] z,
            int zOffset,
            int zStride,
            float[] gain,
            int gainOffset,
            float[] y,
            int yOffset,
            int yStride,
            float[] inverse,
            int inverseOffset);

    /** Gradients of {@link #gatedRootMeanSquare}: writes dx and dz, adds to dGain. dx may be dy; dz is also
     * used as scratch and must be no input. */
    void gatedRootMeanSquareBackward(
            int rows,
            int width,
            int groups,
            float[] x,
            int xOffset,
            int xStride,
            float[] z,
            int zOffset,
            int zStride,
            float[] gain,
            int gainOffset,
            float[] inverse,
            int inverseOffset,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            float[] dz,
            int dzOffset,
            int dzStride,
            float[] dGain,
            int dGainOffset);
}
