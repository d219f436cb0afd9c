package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.NormalisationKernels;
import org.jspecify.annotations.Nullable;

/** Normalisations, one row and group at a time. */
public final class PlainNormalisationKernels implements NormalisationKernels {
    @Override
    public void rootMeanSquare(
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
            int inverseOffset) {
        int span = width / groups;
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                int xRow = xOffset + i * xStride + k * span;
                double sum = 0;
                for (int j = 0; j < span; j++) {
                    sum += (double) x[xRow + j] * x[xRow + j];
                }
                double r = 1 / Math.sqrt(sum / span + EPSILON);
                inverse[inverseOffset + i * groups + k] = (float) r;
                for (int j = 0; j < span; j++) {
                    y[yOffset + i * yStride + k * span + j] =
                            (float) (gain[gainOffset + k * span + j] * (x[xRow + j] * r));
                }
            }
        }
    }

    @Override
    public void rootMeanSquareBackward(
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
            int dGainOffset) {
        int span = width / groups;
        double[] dGainSum = new double[width];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                int xRow = xOffset + i * xStride + k * span;
                int dyRow = dyOffset + i * dyStride + k * span;
                int dxRow = dxOffset + i * dxStride + k * span;
                double r = inverse[inverseOffset + i * groups + k];
                double sum = 0; // of the normalised input times its gradient
                for (int j = 0; j < span; j++) {
                    double normal = x[xRow + j] * r;
                    dGainSum[k * span + j] += dy[dyRow + j] * normal;
                    sum += dy[dyRow + j] * gain[gainOffset + k * span + j] * normal;
                }
                for (int j = 0; j < span; j++) {
                    double g = dy[dyRow + j] * (double) gain[gainOffset + k * span + j];
                    double value = r * (g - x[xRow + j] * r * sum / span);
                    dx[dxRow + j] = (float) (accumulate ? dx[dxRow + j] + value : value);
                }
            }
        }
        PlainMath.addTo(dGainSum, dGain, dGainOffset);
    }

    @Override
    public void layer(
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
            int inverseOffset) {
        int span = width / groups;
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                int xRow = xOffset + i * xStride + k * span;
                double sum = 0;
                for (int j = 0; j < span; j++) {
                    sum += x[xRow + j];
                }
                double centre = sum / span;
                double squares = 0;
                for (int j = 0; j < span; j++) {
                    squares += (x[xRow + j] - centre) * (x[xRow + j] - centre);
                }
                double r = 1 / Math.sqrt(squares / span + EPSILON);
                mean[meanOffset + i * groups + k] = (float) centre;
                inverse[inverseOffset + i * groups + k] = (float) r;
                for (int j = 0; j < span; j++) {
                    int c = k * span + j;
                    double shift = bias == null ? 0 : bias[biasOffset + c];
                    y[yOffset + i * yStride + c] =
                            (float) (gain[gainOffset + c] * ((x[xRow + j] - centre) * r) + shift);
                }
            }
        }
    }

    @Override
    public void layerBackward(
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
            int dBiasOffset) {
        int span = width / groups;
        double[] dGainSum = new double[width];
        double[] dBiasSum = new double[width];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                int xRow = xOffset + i * xStride + k * span;
                int dyRow = dyOffset + i * dyStride + k * span;
                int dxRow = dxOffset + i * dxStride + k * span;
                double centre = mean[meanOffset + i * groups + k];
                double r = inverse[inverseOffset + i * groups + k];
                double sum = 0; // of the normalised input's gradient
                double product = 0; // of the normalised input times its gradient
                for (int j = 0; j < span; j++) {
                    double normal = (x[xRow + j] - centre) * r;
                    double g = dy[dyRow + j] * (double) gain[gainOffset + k * span + j];
                    dGainSum[k * span + j] += dy[dyRow + j] * normal;
                    dBiasSum[k * span + j] += dy[dyRow + j];
                    sum += g;
                    product += g * normal;
                }
                for (int j = 0; j < span; j++) {
                    double normal = (x[xRow + j] - centre) * r;
                    double g = dy[dyRow + j] * (double) gain[gainOffset + k * span + j];
                    double value = r * (g - sum / span - normal * product / span);
                    dx[dxRow + j] = (float) (accumulate ? dx[dxRow + j] + value : value);
                }
            }
        }
        PlainMath.addTo(dGainSum, dGain, dGainOffset);
        if (dBias != null) {
            PlainMath.addTo(dBiasSum, dBias, dBiasOffset);
        }
    }

    @Override
    public void gatedRootMeanSquare(
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
            int inverseOffset) {
        int span = width / groups;
        double[] v = new double[span];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                double sum = 0;
                for (int j = 0; j < span; j++) {
                    double gate = z[zOffset + i * zStride + k * span + j];
                    v[j] = x[xOffset + i * xStride + k * span + j] * gate * PlainMath.sigmoid(gate);
                    sum += v[j] * v[j];
                }
                double r = 1 / Math.sqrt(sum / span + EPSILON);
                inverse[inverseOffset + i * groups + k] = (float) r;
                for (int j = 0; j < span; j++) {
                    y[yOffset + i * yStride + k * span + j] = (float) (gain[gainOffset + k * span + j] * (v[j] * r));
                }
            }
        }
    }

    @Override
    public void gatedRootMeanSquareBackward(
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
            int dGainOffset) {
        int span = width / groups;
        double[] dGainSum = new double[width];
        double[] v = new double[span];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < groups; k++) {
                int xRow = xOffset + i * xStride + k * span;
                int zRow = zOffset + i * zStride + k * span;
                int dyRow = dyOffset + i * dyStride + k * span;
                double r = inverse[inverseOffset + i * groups + k];
                double sum = 0;
                for (int j = 0; j < span; j++) {
                    v[j] = x[xRow + j] * z[zRow + j] * PlainMath.sigmoid(z[zRow + j]);
                    dGainSum[k * span + j] += dy[dyRow + j] * v[j] * r;
                    sum += dy[dyRow + j] * gain[gainOffset + k * span + j] * v[j] * r;
                }
                for (int j = 0; j < span; j++) {
                    double g = dy[dyRow + j] * (double) gain[gainOffset + k * span + j];
                    double dv = r * (g - v[j] * r * sum / span);
                    double gate = z[zRow + j];
                    double value = x[xRow + j];
                    dx[dxOffset + i * dxStride + k * span + j] = (float) (dv * gate * PlainMath.sigmoid(gate));
                    dz[dzOffset + i * dzStride + k * span + j] = (float) (dv * value * PlainMath.siluDerivative(gate));
                }
            }
        }
        PlainMath.addTo(dGainSum, dGain, dGainOffset);
    }
}
