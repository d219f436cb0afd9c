package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.ConvolutionKernels;
import dev.braid.engine.kernel.plain.PlainConvolutionKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/**
 * Causal depthwise convolution, vectorised over channels: for each vector of channels one walk over the tokens with the
 * weights and the last inputs in registers. Up to {@link #TAPS} taps share one kernel (missing ones weigh nothing); wider
 * convolutions read their taps from memory.
 *
 * <p>The last, incomplete vector of channels overlaps the one before it: its results are computed twice, equal, and only
 * parameter gradients have to leave the overlap out. Fewer channels than one vector has lanes go the plain way. What may be
 * absent (bias, history, taps) is read from some valid place and multiplied with zero: a vector chosen by a branch would
 * be boxed.
 */
final class VectorConvolutionKernels implements ConvolutionKernels {
    /** Taps of the kernel that keeps everything in registers. */
    private static final int TAPS = 4;

    private static final ConvolutionKernels NARROW = new PlainConvolutionKernels();

    @Override
    public void forward(
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
            int historyOffset) {
        if (channels < LANES) {
            NARROW.forward(
                    length,
                    channels,
                    width,
                    x,
                    xOffset,
                    xStride,
                    weight,
                    weightOffset,
                    bias,
                    biasOffset,
                    silu,
                    y,
                    yOffset,
                    yStride,
                    history,
                    historyOffset);
            return;
        }
        boolean begins = history == null || width == 1;
        float[] past = history == null || width == 1 ? x : history;
        int pastOffset = begins ? xOffset : historyOffset;
        int pastStride = begins ? 0 : channels;
        float pastUse = begins ? 0f : 1f;
        float[] shift = bias == null ? weight : bias;
        int shiftOffset = bias == null ? weightOffset : biasOffset;
        float shiftUse = bias == null ? 0f : 1f;
        for (int block = 0; block < channels; block += LANES) {
            int d = Math.min(block, channels - LANES);
            if (width <= TAPS) {
                forwardShort(
                        length,
                        channels,
                        width,
                        x,
                        xOffset + d,
                        xStride,
                        weight,
                        weightOffset + d,
                        shift,
                        shiftOffset + d,
                        shiftUse,
                        silu,
                        y,
                        yOffset + d,
                        yStride,
                        past,
                        pastOffset + d,
                        pastStride,
                        pastUse);
            } else {
                forwardLong(
                        length,
                        channels,
                        width,
                        x,
                        xOffset + d,
                        xStride,
                        weight,
                        weightOffset + d,
                        shift,
                        shiftOffset + d,
                        shiftUse,
                        silu,
                        y,
                        yOffset + d,
                        yStride,
                        past,
                        pastOffset + d,
                        pastStride);
            }
        }
        if (history != null) {
            remember(length, channels, width - 1, x, xOffset, xStride, history, historyOffset);
        }
    }

    private static void forwardShort(
            int length,
            int channels,
            int width,
            float[] x,
            int xAt,
            int xStride,
            float[] weight,
            int weightAt,
            float[] shift,
            int shiftAt,
            float shiftUse,
            boolean silu,
            float[] y,
            int yAt,
            int yStride,
            float[] past,
            int pastAt,
            int pastStride,
            float pastUse) {
        // weights and inputs by age: w0 meets the present token, w3 the one three before it
        FloatVector w0 = FloatVector.fromArray(SPECIES, weight, weightAt + (width - 1) * channels);
        FloatVector w1 = FloatVector.fromArray(SPECIES, weight, weightAt + Math.max(width - 2, 0) * channels)
                .mul(width >= 2 ? 1f : 0f);
        FloatVector w2 = FloatVector.fromArray(SPECIES, weight, weightAt + Math.max(width - 3, 0) * channels)
                .mul(width >= 3 ? 1f : 0f);
        FloatVector w3 = FloatVector.fromArray(SPECIES, weight, weightAt + Math.max(width - 4, 0) * channels)
                .mul(width >= 4 ? 1f : 0f);
        FloatVector base = FloatVector.fromArray(SPECIES, shift, shiftAt).mul(shiftUse);
        FloatVector x1 = FloatVector.fromArray(SPECIES, past, pastAt + Math.max(width - 2, 0) * pastStride)
                .mul(pastUse);
        FloatVector x2 = FloatVector.fromArray(SPECIES, past, pastAt + Math.max(width - 3, 0) * pastStride)
                .mul(width >= 3 ? pastUse : 0f);
        FloatVector x3 = FloatVector.fromArray(SPECIES, past, pastAt + Math.max(width - 4, 0) * pastStride)
                .mul(width >= 4 ? pastUse : 0f);
        for (int t = 0; t < length; t++) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, xAt + t * xStride);
            FloatVector sum = x0.fma(w0, x1.fma(w1, x2.fma(w2, x3.fma(w3, base))));
            x3 = x2;
            x2 = x1;
            x1 = x0;
            if (silu) {
                VectorActivations.silu(sum).intoArray(y, yAt + t * yStride);
            } else {
                sum.intoArray(y, yAt + t * yStride);
            }
        }
    }

    private static void forwardLong(
            int length,
            int channels,
            int width,
            float[] x,
            int xAt,
            int xStride,
            float[] weight,
            int weightAt,
            float[] shift,
            int shiftAt,
            float shiftUse,
            boolean silu,
            float[] y,
            int yAt,
            int yStride,
            float[] past,
            int pastAt,
            int pastStride) {
        for (int t = 0; t < length; t++) {
            int before = Math.max(0, width - 1 - t); // taps that reach back beyond the first token
            FloatVector sum = FloatVector.fromArray(SPECIES, shift, shiftAt).mul(shiftUse);
            for (int k = 0; k < (pastStride == 0 ? 0 : before); k++) {
                sum = FloatVector.fromArray(SPECIES, past, pastAt + (t + k) * pastStride)
                        .fma(FloatVector.fromArray(SPECIES, weight, weightAt + k * channels), sum);
            }
            for (int k = before; k < width; k++) {
                sum = FloatVector.fromArray(SPECIES, x, xAt + (t - width + 1 + k) * xStride)
                        .fma(FloatVector.fromArray(SPECIES, weight, weightAt + k * channels), sum);
            }
            if (silu) {
                VectorActivations.silu(sum).intoArray(y, yAt + t * yStride);
            } else {
                sum.intoArray(y, yAt + t * yStride);
            }
        }
    }

    /** Moves the history on to the last {@code rows} inputs. */
    private static void remember(
            int length, int channels, int rows, float[] x, int xOffset, int xStride, float[] history, int offset) {
        int kept = Math.max(0, rows - length);
        System.arraycopy(history, offset + (rows - kept) * channels, history, offset, kept * channels);
        for (int k = kept; k < rows; k++) {
            System.arraycopy(x, xOffset + (length - rows + k) * xStride, history, offset + k * channels, channels);
        }
    }

    @Override
    public void backward(
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
            int dBiasOffset) {
        if (channels < LANES) {
            NARROW.backward(
                    length,
                    channels,
                    width,
                    x,
                    xOffset,
                    xStride,
                    weight,
                    weightOffset,
                    bias,
                    biasOffset,
                    silu,
                    dy,
                    dyOffset,
                    dyStride,
                    dx,
                    dxOffset,
                    dxStride,
                    dWeight,
                    dWeightOffset,
                    dBias,
                    dBiasOffset);
            return;
        }
        float[] shift = bias == null ? weight : bias;
        int shiftOffset = bias == null ? weightOffset : biasOffset;
        float shiftUse = bias == null ? 0f : 1f;
        for (int block = 0; block < channels; block += LANES) {
            int d = Math.min(block, channels - LANES);
            int owned = block - d; // the first lane that is not in the block before
            if (width > TAPS || !silu) {
                backwardLong(
                        length,
                        channels,
                        width,
                        x,
                        xOffset + d,
                        xStride,
                        weight,
                        weightOffset + d,
                        shift,
                        shiftOffset + d,
                        shiftUse,
                        silu,
                        dy,
                        dyOffset + d,
                        dyStride,
                        dx,
                        dxOffset + d,
                        dxStride,
                        owned,
                        dWeight,
                        dWeightOffset + d,
                        dBias,
                        dBiasOffset + d);
            } else {
                backwardShort(
                        length,
                        channels,
                        width,
                        x,
                        xOffset + d,
                        xStride,
                        weight,
                        weightOffset + d,
                        shift,
                        shiftOffset + d,
                        shiftUse,
                        dy,
                        dyOffset + d,
                        dyStride,
                        dx,
                        dxOffset + d,
                        dxStride,
                        owned,
                        dWeight,
                        dWeightOffset + d,
                        dBias,
                        dBiasOffset + d);
            }
        }
    }

    /** Up to four taps, with SiLU, in one walk from the last token to the first. */
    private static void backwardShort(
            int length,
            int channels,
            int width,
            float[] x,
            int xAt,
            int xStride,
            float[] weight,
            int weightAt,
            float[] shift,
            int shiftAt,
            float shiftUse,
            float[] dy,
            int dyAt,
            int dyStride,
            float[] dx,
            int dxAt,
            int dxStride,
            int owned,
            float[] dWeight,
            int dWeightAt,
            float @Nullable [] dBias,
            int dBiasAt) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, weight, weightAt + (width - 1) * channels);
        FloatVector w1 = FloatVector.fromArray(SPECIES, weight, weightAt + Math.max(width - 2, 0) * channels)
                .mul(width >= 2 ? 1f : 0f);
        FloatVector w2 = FloatVector.fromArray(SPECIES, weight, weightAt + Math.max(width - 3, 0) * channels)
                .mul(width >= 3 ? 1f : 0f);
        FloatVector w3 = FloatVector.fromArray(SPECIES, weight, weightAt + Math.max(width - 4, 0) * channels)
                .mul(width >= 4 ? 1f : 0f);
        FloatVector base = FloatVector.fromArray(SPECIES, shift, shiftAt).mul(shiftUse);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector g1 = zero; // gradients of later pre-activations
        FloatVector g2 = zero;
        FloatVector g3 = zero;
        FloatVector d0 = zero;
        FloatVector d1 = zero;
        FloatVector d2 = zero;
        FloatVector d3 = zero;
        FloatVector dShift = zero;
        int last = length - 1;
        FloatVector x0 = FloatVector.fromArray(SPECIES, x, xAt + last * xStride);
        FloatVector x1 = FloatVector.fromArray(SPECIES, x, xAt + Math.max(last - 1, 0) * xStride)
                .mul(last >= 1 ? 1f : 0f);
        FloatVector x2 = FloatVector.fromArray(SPECIES, x, xAt + Math.max(last - 2, 0) * xStride)
                .mul(last >= 2 ? 1f : 0f);
        for (int t = last; t >= 0; t--) {
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, xAt + Math.max(t - 3, 0) * xStride)
                    .mul(t >= 3 ? 1f : 0f);
            FloatVector sum = x0.fma(w0, x1.fma(w1, x2.fma(w2, x3.fma(w3, base))));
            FloatVector s = VectorMath.sigmoid(sum);
            FloatVector product = sum.mul(s);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + t * dyStride)
                    .mul(product.sub(product.mul(s)).add(s));
            g.fma(w0, g1.fma(w1, g2.fma(w2, g3.mul(w3)))).intoArray(dx, dxAt + t * dxStride);
            d0 = g.fma(x0, d0);
            d1 = g.fma(x1, d1);
            d2 = g.fma(x2, d2);
            d3 = g.fma(x3, d3);
            dShift = g.add(dShift);
            g3 = g2;
            g2 = g1;
            g1 = g;
            x0 = x1;
            x1 = x2;
            x2 = x3;
        }
        VectorMask<Float> own = SPECIES.indexInRange(-owned, LANES);
        int row = dWeightAt + (width - 1) * channels;
        d0.add(FloatVector.fromArray(SPECIES, dWeight, row)).intoArray(dWeight, row, own);
        if (width >= 2) {
            row -= channels;
            d1.add(FloatVector.fromArray(SPECIES, dWeight, row)).intoArray(dWeight, row, own);
        }
        if (width >= 3) {
            row -= channels;
            d2.add(FloatVector.fromArray(SPECIES, dWeight, row)).intoArray(dWeight, row, own);
        }
        if (width >= 4) {
            row -= channels;
            d3.add(FloatVector.fromArray(SPECIES, dWeight, row)).intoArray(dWeight, row, own);
        }
        if (dBias != null) {
            dShift.add(FloatVector.fromArray(SPECIES, dBias, dBiasAt)).intoArray(dBias, dBiasAt, own);
        }
    }

    /** Any width, with or without SiLU; dx holds the gradient of the pre-activation between the passes. */
    private static void backwardLong(
            int length,
            int channels,
            int width,
            float[] x,
            int xAt,
            int xStride,
            float[] weight,
            int weightAt,
            float[] shift,
            int shiftAt,
            float shiftUse,
            boolean silu,
            float[] dy,
            int dyAt,
            int dyStride,
            float[] dx,
            int dxAt,
            int dxStride,
            int owned,
            float[] dWeight,
            int dWeightAt,
            float @Nullable [] dBias,
            int dBiasAt) {
        FloatVector dShift = FloatVector.zero(SPECIES);
        for (int t = 0; t < length; t++) {
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + t * dyStride);
            if (silu) {
                FloatVector sum = FloatVector.fromArray(SPECIES, shift, shiftAt).mul(shiftUse);
                for (int k = Math.max(0, width - 1 - t); k < width; k++) {
                    sum = FloatVector.fromArray(SPECIES, x, xAt + (t - width + 1 + k) * xStride)
                            .fma(FloatVector.fromArray(SPECIES, weight, weightAt + k * channels), sum);
                }
                FloatVector s = VectorMath.sigmoid(sum);
                g.mul(VectorActivations.siluDerivative(sum, s)).intoArray(dx, dxAt + t * dxStride);
            } else {
                g.intoArray(dx, dxAt + t * dxStride);
            }
            dShift = FloatVector.fromArray(SPECIES, dx, dxAt + t * dxStride).add(dShift);
        }
        VectorMask<Float> own = SPECIES.indexInRange(-owned, LANES);
        if (dBias != null) {
            dShift.add(FloatVector.fromArray(SPECIES, dBias, dBiasAt)).intoArray(dBias, dBiasAt, own);
        }
        for (int k = 0; k < width; k++) {
            FloatVector sum = FloatVector.fromArray(SPECIES, dWeight, dWeightAt + k * channels);
            for (int t = width - 1 - k; t < length; t++) {
                sum = FloatVector.fromArray(SPECIES, dx, dxAt + t * dxStride)
                        .fma(FloatVector.fromArray(SPECIES, x, xAt + (t - width + 1 + k) * xStride), sum);
            }
            sum.intoArray(dWeight, dWeightAt + k * channels, own);
        }
        for (int t = 0; t < length; t++) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int k = Math.max(0, t + width - length); k < width; k++) {
                sum = FloatVector.fromArray(SPECIES, dx, dxAt + (t + width - 1 - k) * dxStride)
                        .fma(FloatVector.fromArray(SPECIES, weight, weightAt + k * channels), sum);
            }
            sum.intoArray(dx, dxAt + t * dxStride);
        }
    }
}
