package dev.braid.engine.block.standard;

/** The formulas that mix positions, in double precision, written for reading; matrices are row-major. */
final class NaiveMixers {
    private NaiveMixers() {}

    /** Whether position i sees position j. */
    @FunctionalInterface
    interface Sight {
        boolean sees(int i, int j);
    }

    /** Columns [first, first + count) of x [rows, width]. */
    static double[] slice(double[] x, int width, int first, int count) {
        int rows = x.length / width;
        double[] y = new double[rows * count];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, row * width + first, y, row * count, count);
        }
        return y;
    }

    static double softplus(double x) {
        return Math.log1p(Math.exp(x));
    }

    /** Causal depthwise convolution over x [sequences, length, channels], weight [K, channels]. */
    static double[] convolution(double[] x, int channels, int length, double[] weight, double[] bias) {
        int taps = weight.length / channels;
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int d = i % channels;
            int t = i / channels % length;
            y[i] = bias[d];
            for (int k = 0; k < taps; k++) {
                int back = taps - 1 - k;
                if (back <= t) {
                    y[i] += weight[k * channels + d] * x[i - back * channels];
                }
            }
        }
        return y;
    }

    /** Rotates the heads of x [sequences · length · perPosition, heads · P]. */
    private static double[] rope(double[] x, int heads, int headDimension, double theta, int length, int perPosition) {
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

    /** Queries [rows, H P], keys and values [rows · keysPerQuery, H_kv P] to contexts [rows, H P]. */
    static double[] attention(
            HeadSettings heads,
            int keysPerQuery,
            Sight sight,
            double[] queries,
            double[] keys,
            double[] values,
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
                            context[out + d] += e * values[at + d];
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

    /** What the settings of a block with softmax attention let a query see. */
    static Sight sight(dev.braid.engine.block.Settings settings) {
        return (i, j) -> j <= i
                && switch (settings.text("span")) {
                    case "window" -> j > i - settings.whole("window") || j < settings.whole("sinks");
                    case "chunk" -> j / settings.whole("chunk") == i / settings.whole("chunk");
                    default -> true;
                };
    }
}
