package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.OptimiserKernels;

/** Optimiser kernels, one parameter at a time. */
public final class PlainOptimiserKernels implements OptimiserKernels {
    @Override
    public void adamW(
            int from,
            int to,
            float[] parameters,
            float[] gradient,
            float gradientScale,
            float[] firstMoment,
            float[] secondMoment,
            float learningRate,
            float beta1,
            float beta2,
            float epsilon,
            float decay,
            float correction1,
            float correction2) {
        for (int i = from; i < to; i++) {
            double g = (double) gradient[i] * gradientScale;
            double first = beta1 * (double) firstMoment[i] + (1 - beta1) * g;
            double second = beta2 * (double) secondMoment[i] + (1 - beta2) * g * g;
            double p = parameters[i];
            firstMoment[i] = (float) first;
            secondMoment[i] = (float) second;
            double update = first / correction1 / (Math.sqrt(second / correction2) + epsilon);
            parameters[i] = (float) (p - learningRate * (decay * p + update));
        }
    }

    @Override
    public double sumOfSquares(int from, int to, float[] a) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) a[i] * a[i];
        }
        return sum;
    }

    @Override
    public void scale(int from, int to, float factor, float[] a) {
        for (int i = from; i < to; i++) {
            a[i] *= factor;
        }
    }

    @Override
    public double reduce(int from, int to, float[][] lanes, float[] out) {
        for (int i = from; i < to; i++) {
            float sum = lanes[0][i];
            for (int k = 1; k < lanes.length; k++) {
                sum += lanes[k][i];
            }
            out[i] = sum;
        }
        return sumOfSquares(from, to, out);
    }

    @Override
    public boolean allFinite(int from, int to, float[] a) {
        for (int i = from; i < to; i++) {
            if (!Float.isFinite(a[i])) {
                return false;
            }
        }
        return true;
    }
}
