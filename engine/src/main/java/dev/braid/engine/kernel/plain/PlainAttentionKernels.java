package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.AttentionKernels;
import dev.braid.engine.kernel.AttentionShape;

/** Attention row by row, by the definition; one row of scores is all it keeps, in scratch. */
public final class PlainAttentionKernels implements AttentionKernels {
    @Override
    public int scratchSize(AttentionShape shape) {
        return shape.keys();
    }

    @Override
    public void forward(
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
            int scratchOffset) {
        int width = shape.headDimension();
        for (int i = 0; i < shape.length(); i++) {
            int last = shape.lastKeyExclusive(i);
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < last; j++) {
                if (shape.sees(i, j)) {
                    float score =
                            (float) (shape.scale() * dot(width, q, qOffset + i * qStride, k, kOffset + j * kStride));
                    scratch[scratchOffset + j] = score;
                    largest = Math.max(largest, score);
                }
            }
            double sum = 0;
            double[] mean = new double[width];
            for (int j = 0; j < last; j++) {
                if (shape.sees(i, j)) {
                    double e = Math.exp(scratch[scratchOffset + j] - largest);
                    sum += e;
                    for (int d = 0; d < width; d++) {
                        mean[d] += e * v[vOffset + j * vStride + d];
                    }
                }
            }
            for (int d = 0; d < width; d++) {
                out[outOffset + i * outStride + d] = (float) (mean[d] / sum);
            }
            logSumExp[logSumExpOffset + i] = (float) (largest + Math.log(sum));
        }
    }

    @Override
    public void backward(
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
            int scratchOffset) {
        int width = shape.headDimension();
        for (int i = 0; i < shape.length(); i++) {
            int qRow = qOffset + i * qStride;
            int dOutRow = dOutOffset + i * dOutStride;
            // Σ_j p_ij dp_ij = dOut_i · out_i
            double mean = dot(width, dOut, dOutRow, out, outOffset + i * outStride);
            double[] gradient = new double[width];
            for (int j = 0; j < shape.lastKeyExclusive(i); j++) {
                if (shape.sees(i, j)) {
                    int kRow = kOffset + j * kStride;
                    int vRow = vOffset + j * vStride;
                    double p = Math.exp(shape.scale() * dot(width, q, qRow, k, kRow) - logSumExp[logSumExpOffset + i]);
                    double ds = shape.scale() * p * (dot(width, dOut, dOutRow, v, vRow) - mean);
                    for (int d = 0; d < width; d++) {
                        gradient[d] += ds * k[kRow + d];
                        dk[dkOffset + j * dkStride + d] += (float) (ds * q[qRow + d]);
                        dv[dvOffset + j * dvStride + d] += (float) (p * dOut[dOutRow + d]);
                    }
                }
            }
            for (int d = 0; d < width; d++) {
                dq[dqOffset + i * dqStride + d] = (float) gradient[d];
            }
        }
    }

    @Override
    public int decodeScratchSize(int keys) {
        return keys;
    }

    @Override
    public void decode(
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
            int scratchOffset) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < keys; j++) {
            scratch[scratchOffset + j] = (float) (scale * dot(headDimension, q, qOffset, k, kOffset + j * kStride));
            largest = Math.max(largest, scratch[scratchOffset + j]);
        }
        double sum = 0;
        double[] mean = new double[headDimension];
        for (int j = 0; j < keys; j++) {
            double e = Math.exp(scratch[scratchOffset + j] - largest);
            sum += e;
            for (int d = 0; d < headDimension; d++) {
                mean[d] += e * v[vOffset + j * vStride + d];
            }
        }
        for (int d = 0; d < headDimension; d++) {
            out[outOffset + d] = (float) (mean[d] / sum);
        }
    }

    private static double dot(int width, float[] a, int aOffset, float[] b, int bOffset) {
        double sum = 0;
        for (int d = 0; d < width; d++) {
            sum += (double) a[aOffset + d] * b[bOffset + d];
        }
        return sum;
    }
}
