package dev.braid.engine.block.standard;

import java.util.function.IntFunction;

/** Pieces of naive forwards in double precision; every matrix is row-major. */
final class Naives {
    /** Whether position i sees position j. */
    interface Sight {
        boolean sees(int i, int j);
    }

    private Naives() {}

    /** x·W, x [rows, in], W [in, out]. */
    static double[] product(double[] x, int in, double[] w, int out) {
        int rows = x.length / in;
        double[] y = new double[rows * out];
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < out; j++) {
                double sum = 0;
                for (int i = 0; i < in; i++) {
                    sum += x[row * in + i] * w[i * out + j];
                }
                y[row * out + j] = sum;
            }
        }
        return y;
    }

    static double[] columns(double[] x, int width, int first, int count) {
        int rows = x.length / width;
        double[] y = new double[rows * count];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, row * width + first, y, row * count, count);
        }
        return y;
    }

    static double silu(double x) {
        return x / (1 + Math.exp(-x));
    }

    static double softplus(double x) {
        return Math.log1p(Math.exp(x));
    }

    static double[] map(double[] x, IntFunction<Double> f) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = f.apply(i);
        }
        return y;
    }

    static double[] scaled(float[] x, double factor) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = factor * x[i];
        }
        return y;
    }

    /** Causal depthwise convolution, weight [K, D]. */
    static double[] convolution(
            double[] x, int channels, double[] weight, double[] bias, boolean silu, int sequences, int length) {
        int taps = weight.length / channels;
        double[] y = new double[x.length];
        for (int s = 0; s < sequences; s++) {
            for (int t = 0; t < length; t++) {
                for (int d = 0; d < channels; d++) {
                    double sum = bias[d];
                    for (int k = 0; k < taps; k++) {
                        int from = t - (taps - 1) + k;
                        if (from >= 0) {
                            sum += weight[k * channels + d] * x[(s * length + from) * channels + d];
                        }
                    }
                    y[(s * length + t) * channels + d] = silu ? silu(sum) : sum;
                }
            }
        }
        return y;
    }

    /** Rotates the heads of rows [sequences · length · perPosition, heads · P]. */
    static double[] rope(double[] x, int heads, int headDimension, double theta, int length, int perPosition) {
        double[] y = x.clone();
        int width = heads * headDimension;
        int half = headDimension / 2;
        for (int row = 0; row < x.length / width; row++) {
            int position = row / perPosition % length;
            for (int head = 0; head < heads; head++) {
                for (int i = 0; i < half; i++) {
                    double angle = position * Math.pow(theta, -2.0 * i / headDimension);
                    int a = row * width + head * headDimension + i;
                    y[a] = x[a] * Math.cos(angle) - x[a + half] * Math.sin(angle);
                    y[a + half] = x[a + half] * Math.cos(angle) + x[a] * Math.sin(angle);
                }
            }
        }
        return y;
    }

    /** q [rows, H P], k and v [rows · keysPerQuery, H_kv P] to contexts [rows, H P]. */
    static double[] attention(
            HeadSettings heads,
            int keysPerQuery,
            Sight sight,
            double[] queries,
            double[] keys,
            double[] v,
            int sequences,
            int length) {
        int width = heads.headDimension();
        int queryWidth = heads.queryWidth();
        int keyValueWidth = heads.keyValueWidth();
        double[] q = heads.rope() ? rope(queries, heads.heads(), width, heads.theta(), length, 1) : queries;
        double[] k =
                heads.rope() ? rope(keys, heads.keyValueHeads(), width, heads.theta(), length, keysPerQuery) : keys;
        double[] context = new double[q.length];
        int group = heads.heads() / heads.keyValueHeads();
        for (int s = 0; s < sequences; s++) {
            for (int head = 0; head < heads.heads(); head++) {
                for (int i = 0; i < length; i++) {
                    int out = (s * length + i) * queryWidth + head * width;
                    double sum = 0;
                    for (int j = 0; j < length * keysPerQuery; j++) {
                        if (!sight.sees(i, j / keysPerQuery)) {
                            continue;
                        }
                        int at = (s * length * keysPerQuery + j) * keyValueWidth + head / group * width;
                        double score = 0;
                        for (int d = 0; d < width; d++) {
                            score += q[out + d] * k[at + d];
                        }
                        double e = Math.exp(score / Math.sqrt(width));
                        sum += e;
                        for (int d = 0; d < width; d++) {
                            context[out + d] += e * v[at + d];
                        }
                    }
                    for (int d = 0; d < width; d++) {
                        context[out + d] /= sum;
                    }
                }
            }
        }
        return context;
    }
}
