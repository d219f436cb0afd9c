package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.Activation;
import dev.braid.engine.kernel.Dropout;
import dev.braid.engine.kernel.ElementwiseKernels;

/** Element-wise kernels, one element at a time. */
public final class PlainElementwiseKernels implements ElementwiseKernels {
    @Override
    public void add(int count, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i] = a[aOffset + i] + b[bOffset + i];
        }
    }

    @Override
    public void addTo(int count, float[] a, int aOffset, float[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i] += a[aOffset + i];
        }
    }

    @Override
    public void combine(
            int count,
            float alpha,
            float[] a,
            int aOffset,
            float beta,
            float[] b,
            int bOffset,
            float[] out,
            int outOffset) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i] = alpha * a[aOffset + i] + beta * b[bOffset + i];
        }
    }

    @Override
    public void scale(int count, float factor, float[] a, int aOffset, float[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i] = factor * a[aOffset + i];
        }
    }

    @Override
    public void addScaled(int count, float factor, float[] a, int aOffset, float[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i] += factor * a[aOffset + i];
        }
    }

    @Override
    public void multiply(int count, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i] = a[aOffset + i] * b[bOffset + i];
        }
    }

    @Override
    public void addProduct(int count, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i] += a[aOffset + i] * b[bOffset + i];
        }
    }

    @Override
    public float dot(int count, float[] a, int aOffset, float[] b, int bOffset) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (double) a[aOffset + i] * b[bOffset + i];
        }
        return (float) sum;
    }

    @Override
    public void negativeExponential(int count, float[] a, int aOffset, float[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            out[outOffset + i] = (float) -Math.exp(a[aOffset + i]);
        }
    }

    @Override
    public void copyRows(
            int rows, int width, float[] a, int aOffset, int aStride, float[] out, int outOffset, int outStride) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(a, aOffset + i * aStride, out, outOffset + i * outStride, width);
        }
    }

    @Override
    public void addRows(
            int rows, int width, float[] a, int aOffset, int aStride, float[] out, int outOffset, int outStride) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                out[outOffset + i * outStride + j] += a[aOffset + i * aStride + j];
            }
        }
    }

    @Override
    public void addBias(
            int rows,
            int width,
            float[] a,
            int aOffset,
            int aStride,
            float[] bias,
            int biasOffset,
            float[] out,
            int outOffset,
            int outStride) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                out[outOffset + i * outStride + j] = a[aOffset + i * aStride + j] + bias[biasOffset + j];
            }
        }
    }

    @Override
    public void addColumnSums(int rows, int width, float[] a, int aOffset, int aStride, float[] sum, int sumOffset) {
        for (int j = 0; j < width; j++) {
            double total = 0;
            for (int i = 0; i < rows; i++) {
                total += a[aOffset + i * aStride + j];
            }
            sum[sumOffset + j] += (float) total;
        }
    }

    @Override
    public void scaleChannels(
            int rows,
            int width,
            float[] a,
            int aOffset,
            int aStride,
            float[] weight,
            int weightOffset,
            float[] out,
            int outOffset,
            int outStride) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                out[outOffset + i * outStride + j] = a[aOffset + i * aStride + j] * weight[weightOffset + j];
            }
        }
    }

    @Override
    public void scaleChannelsBackward(
            int rows,
            int width,
            float[] a,
            int aOffset,
            int aStride,
            float[] weight,
            int weightOffset,
            float[] dOut,
            int dOutOffset,
            int dOutStride,
            float[] dA,
            int dAOffset,
            int dAStride,
            float[] dWeight,
            int dWeightOffset) {
        for (int j = 0; j < width; j++) {
            double total = 0;
            for (int i = 0; i < rows; i++) {
                float g = dOut[dOutOffset + i * dOutStride + j];
                total += (double) g * a[aOffset + i * aStride + j];
                dA[dAOffset + i * dAStride + j] = g * weight[weightOffset + j];
            }
            dWeight[dWeightOffset + j] += (float) total;
        }
    }

    @Override
    public void activate(Activation f, int count, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < count; i++) {
            y[yOffset + i] = (float) PlainMath.activate(f, x[xOffset + i]);
        }
    }

    @Override
    public void activateBackward(
            Activation f, int count, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        for (int i = 0; i < count; i++) {
            dx[dxOffset + i] = (float) (dy[dyOffset + i] * PlainMath.derivative(f, x[xOffset + i]));
        }
    }

    @Override
    public void softplus(
            int rows,
            int width,
            float[] x,
            int xOffset,
            int xStride,
            float[] bias,
            int biasOffset,
            float[] y,
            int yOffset,
            int yStride) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                double value = (double) x[xOffset + i * xStride + j] + bias[biasOffset + j];
                y[yOffset + i * yStride + j] = (float) (Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value))));
            }
        }
    }

    @Override
    public void softplusBackward(
            int rows,
            int width,
            float[] y,
            int yOffset,
            int yStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dx,
            int dxOffset,
            int dxStride,
            float[] dBias,
            int dBiasOffset) {
        for (int j = 0; j < width; j++) {
            double total = 0;
            for (int i = 0; i < rows; i++) {
                double value = dy[dyOffset + i * dyStride + j] * -Math.expm1(-y[yOffset + i * yStride + j]);
                dx[dxOffset + i * dxStride + j] = (float) value;
                total += value;
            }
            dBias[dBiasOffset + j] += (float) total;
        }
    }

    @Override
    public void gate(
            int rows,
            int width,
            float[] y,
            int yOffset,
            int yStride,
            float[] z,
            int zOffset,
            int zStride,
            float[] out,
            int outOffset,
            int outStride) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                double gate = z[zOffset + i * zStride + j];
                out[outOffset + i * outStride + j] =
                        (float) (y[yOffset + i * yStride + j] * gate * PlainMath.sigmoid(gate));
            }
        }
    }

    @Override
    public void gateBackward(
            int rows,
            int width,
            float[] y,
            int yOffset,
            int yStride,
            float[] z,
            int zOffset,
            int zStride,
            float[] dOut,
            int dOutOffset,
            int dOutStride,
            float[] dy,
            int dyOffset,
            int dyStride,
            float[] dz,
            int dzOffset,
            int dzStride) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                double gate = z[zOffset + i * zStride + j];
                double value = y[yOffset + i * yStride + j];
                double g = dOut[dOutOffset + i * dOutStride + j];
                dy[dyOffset + i * dyStride + j] = (float) (g * gate * PlainMath.sigmoid(gate));
                dz[dzOffset + i * dzStride + j] = (float) (g * value * PlainMath.siluDerivative(gate));
            }
        }
    }

    @Override
    public void blend(
            int count,
            float[] logit,
            int logitOffset,
            float[] m,
            int mOffset,
            float[] a,
            int aOffset,
            float[] out,
            int outOffset) {
        for (int i = 0; i < count; i++) {
            double g = PlainMath.sigmoid(logit[logitOffset + i]);
            out[outOffset + i] = (float) (g * m[mOffset + i] + (1 - g) * a[aOffset + i]);
        }
    }

    @Override
    public void blendBackward(
            int count,
            float[] logit,
            int logitOffset,
            float[] m,
            int mOffset,
            float[] a,
            int aOffset,
            float[] dOut,
            int dOutOffset,
            float[] dLogit,
            int dLogitOffset,
            float[] dM,
            int dMOffset,
            float[] dA,
            int dAOffset) {
        for (int i = 0; i < count; i++) {
            double g = PlainMath.sigmoid(logit[logitOffset + i]);
            double upper = dOut[dOutOffset + i];
            dLogit[dLogitOffset + i] = (float) (upper * (m[mOffset + i] - a[aOffset + i]) * g * (1 - g));
            dM[dMOffset + i] = (float) (upper * g);
            dA[dAOffset + i] = (float) (upper * (1 - g));
        }
    }

    @Override
    public void dropout(
            int count, float rate, long seed, long firstIndex, float[] x, int xOffset, float[] y, int yOffset) {
        int threshold = Dropout.threshold(rate);
        float factor = 1 / (1 - rate);
        for (int i = 0; i < count; i++) {
            long index = firstIndex + i;
            boolean kept = Dropout.draw(Dropout.key(seed, index), (int) index) >= threshold;
            y[yOffset + i] = kept ? x[xOffset + i] * factor : 0;
        }
    }
}
