package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.ConvolutionKernels;
import org.jspecify.annotations.Nullable;

/** Causal depthwise convolution, one output at a time. */
public final class PlainConvolutionKernels implements ConvolutionKernels {
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
        for (int d = 0; d < channels; d++) {
            for (int t = 0; t < length; t++) {
                double sum = bias == null ? 0 : bias[biasOffset + d];
                for (int k = 0; k < width; k++) {
                    int source = t - (width - 1) + k;
                    double value = 0;
                    if (source >= 0) {
                        value = x[xOffset + source * xStride + d];
                    } else if (history != null) {
                        value = history[historyOffset + (source + width - 1) * channels + d];
                    }
                    sum += weight[weightOffset + k * channels + d] * value;
                }
                y[yOffset + t * yStride + d] = (float) (silu ? sum * PlainMath.sigmoid(sum) : sum);
            }
            for (int k = 0; history != null && k < width - 1; k++) {
                int source = length - (width - 1) + k;
                history[historyOffset + k * channels + d] = source >= 0
                        ? x[xOffset + source * xStride + d]
                        : history[historyOffset + (source + width - 1) * channels + d];
            }
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
        double[] g = new double[length]; // gradient of the pre-activation of one channel
        for (int d = 0; d < channels; d++) {
            for (int t = 0; t < length; t++) {
                double sum = bias == null ? 0 : bias[biasOffset + d];
                for (int k = Math.max(0, width - 1 - t); k < width; k++) {
                    sum += weight[weightOffset + k * channels + d] * x[xOffset + (t - (width - 1) + k) * xStride + d];
                }
                double upper = dy[dyOffset + t * dyStride + d];
                g[t] = silu ? upper * PlainMath.siluDerivative(sum) : upper;
            }
            double gSum = 0;
            for (int t = 0; t < length; t++) {
                double sum = 0;
                for (int k = 0; k < width; k++) {
                    int target = t + (width - 1) - k;
                    sum += target < length ? weight[weightOffset + k * channels + d] * g[target] : 0;
                }
                dx[dxOffset + t * dxStride + d] = (float) sum;
                gSum += g[t];
            }
            for (int k = 0; k < width; k++) {
                double sum = 0;
                for (int t = width - 1 - k; t < length; t++) {
                    sum += g[t] * x[xOffset + (t - (width - 1) + k) * xStride + d];
                }
                dWeight[dWeightOffset + k * channels + d] += (float) sum;
            }
            if (dBias != null) {
                dBias[dBiasOffset + d] += (float) gSum;
            }
        }
    }
}
