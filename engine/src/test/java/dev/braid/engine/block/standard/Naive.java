package dev.braid.engine.block.standard;

/** Formulas in double precision, written for reading; matrices are row-major. */
final class Naive {
    private static final double EPSILON = 1e-5;

    private Naive() {}

    /** A function of a number and its column. */
    @FunctionalInterface
    interface OfColumn {
        double at(double value, int column);
    }

    /** x [rows, in] · w [in, out]. */
    static double[] product(double[] x, int in, double[] w) {
        int rows = x.length / in;
        int out = w.length / in;
        double[] y = new double[rows * out];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < in; i++) {
                for (int j = 0; j < out; j++) {
                    y[r * out + j] += x[r * in + i] * w[i * out + j];
                }
            }
        }
        return y;
    }

    /** f(x[r, j], j). */
    static double[] columns(double[] x, int width, OfColumn f) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = f.at(x[i], i % width);
        }
        return y;
    }

    /** Element by element. */
    static double[] sum(double[]... terms) {
        double[] y = new double[terms[0].length];
        for (double[] term : terms) {
            for (int i = 0; i < y.length; i++) {
                y[i] += term[i];
            }
        }
        return y;
    }

    /** gain ∘ x / √(mean(x²) + ε) over each of {@code groups} groups of a row; a row is as wide as the gain. */
    static double[] rmsNorm(double[] x, double[] gain, int groups) {
        int size = gain.length / groups;
        double[] y = new double[x.length];
        for (int from = 0; from < x.length; from += size) {
            double square = 0;
            for (int i = from; i < from + size; i++) {
                square += x[i] * x[i] / size;
            }
            for (int i = from; i < from + size; i++) {
                y[i] = gain[i % gain.length] * x[i] / Math.sqrt(square + EPSILON);
            }
        }
        return y;
    }

    /** gain ∘ (x − mean) / √(variance + ε) + bias over each group. */
    static double[] layerNorm(double[] x, double[] gain, double[] bias, int groups) {
        int size = gain.length / groups;
        double[] y = new double[x.length];
        for (int from = 0; from < x.length; from += size) {
            double mean = 0;
            for (int i = from; i < from + size; i++) {
                mean += x[i] / size;
            }
            double variance = 0;
            for (int i = from; i < from + size; i++) {
                variance += (x[i] - mean) * (x[i] - mean) / size;
            }
            for (int i = from; i < from + size; i++) {
                int j = i % gain.length;
                y[i] = gain[j] * (x[i] - mean) / Math.sqrt(variance + EPSILON) + bias[j];
            }
        }
        return y;
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static double silu(double x) {
        return x * sigmoid(x);
    }

    /** The tanh form. */
    static double gelu(double x) {
        return x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }
}
