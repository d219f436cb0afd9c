package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.Activation;

/** Scalar mathematics in double precision, shared by the plain kernels. */
final class PlainMath {
    private PlainMath() {}

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Derivative of x σ(x). */
    static double siluDerivative(double x) {
        double s = sigmoid(x);
        return s * (1 + x * (1 - s));
    }

    static double activate(Activation f, double x) {
        return switch (f) {
            case SILU -> x * sigmoid(x);
            case GELU -> x * sigmoid(2 * geluArgument(x)); // (1 + tanh(u)) / 2 = σ(2u), without cancellation
            case SIGMOID -> sigmoid(x);
            case TANH -> Math.tanh(x);
            case RELU_SQUARED -> x > 0 ? x * x : 0;
        };
    }

    static double derivative(Activation f, double x) {
        return switch (f) {
            case SILU -> siluDerivative(x);
            case GELU -> {
                double t = Math.tanh(geluArgument(x));
                double inner = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
                yield 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * inner;
            }
            case SIGMOID -> sigmoid(x) * (1 - sigmoid(x));
            case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
            case RELU_SQUARED -> x > 0 ? 2 * x : 0;
        };
    }

    private static double geluArgument(double x) {
        return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    }

    static void addTo(double[] sum, float[] out, int offset) {
        for (int j = 0; j < sum.length; j++) {
            out[offset + j] += (float) sum[j];
        }
    }
}
