package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.OptimiserKernels;
import jdk.incubator.vector.FloatVector;

/**
 * Optimiser kernels. Sums run over chunks: single precision within, double precision across.
 */
final class VectorOptimiserKernels implements OptimiserKernels {
    /** Floats of a chunk: stays in the L1 cache. */
    private static final int CHUNK = 4096;

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
        float stepSize = learningRate / correction1;
        float root = (float) (1 / Math.sqrt(correction2));
        float shrink = 1 - learningRate * decay;
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector g = FloatVector.fromArray(SPECIES, gradient, i).mul(gradientScale);
            FloatVector first =
                    FloatVector.fromArray(SPECIES, firstMoment, i).mul(beta1).add(g.mul(1 - beta1));
            FloatVector second = FloatVector.fromArray(SPECIES, secondMoment, i)
                    .mul(beta2)
                    .add(g.mul(g).mul(1 - beta2));
            first.intoArray(firstMoment, i);
            second.intoArray(secondMoment, i);
            FloatVector update = first.mul(stepSize).div(second.sqrt().mul(root).add(epsilon));
            FloatVector.fromArray(SPECIES, parameters, i)
                    .mul(shrink)
                    .sub(update)
                    .intoArray(parameters, i);
        }
        for (; i < to; i++) {
            float g = gradient[i] * gradientScale;
            float first = firstMoment[i] * beta1 + g * (1 - beta1);
            float second = secondMoment[i] * beta2 + g * g * (1 - beta2);
            firstMoment[i] = first;
            secondMoment[i] = second;
            float update = first * stepSize / ((float) Math.sqrt(second) * root + epsilon);
            parameters[i] = parameters[i] * shrink - update;
        }
    }

    @Override
    public double sumOfSquares(int from, int to, float[] a) {
        double sum = 0;
        for (int chunk = from; chunk < to; chunk += CHUNK) {
            sum += chunkSquares(chunk, Math.min(to, chunk + CHUNK), a);
        }
        return sum;
    }

    @Override
    public void scale(int from, int to, float factor, float[] a) {
        VectorMath.scale(to - from, factor, a, from);
    }

    @Override
    public double reduce(int from, int to, float[][] lanes, float[] out) {
        double sum = 0;
        for (int chunk = from; chunk < to; chunk += CHUNK) {
            int end = Math.min(to, chunk + CHUNK);
            if (lanes.length == 1) {
                System.arraycopy(lanes[0], chunk, out, chunk, end - chunk);
            } else {
                addInto(chunk, end, lanes[0], lanes[1], out);
            }
            for (int k = 2; k < lanes.length; k++) {
                addInto(chunk, end, out, lanes[k], out);
            }
            sum += chunkSquares(chunk, end, out);
        }
        return sum;
    }

    @Override
    public boolean allFinite(int from, int to, float[] a) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            sum = FloatVector.fromArray(SPECIES, a, i).mul(0f).add(sum); // NaN as soon as one is not finite
        }
        boolean finite = VectorMath.horizontalSum(sum) == 0f;
        for (; i < to; i++) {
            finite &= Float.isFinite(a[i]);
        }
        return finite;
    }

    private static void addInto(int from, int to, float[] a, float[] b, float[] out) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector.fromArray(SPECIES, a, i)
                    .add(FloatVector.fromArray(SPECIES, b, i))
                    .intoArray(out, i);
        }
        for (; i < to; i++) {
            out[i] = a[i] + b[i];
        }
    }

    private static float chunkSquares(int from, int to, float[] a) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        int i = from;
        for (; i + 2 * LANES <= to; i += 2 * LANES) {
            FloatVector v0 = FloatVector.fromArray(SPECIES, a, i);
            FloatVector v1 = FloatVector.fromArray(SPECIES, a, i + LANES);
            s0 = v0.fma(v0, s0);
            s1 = v1.fma(v1, s1);
        }
        float sum = VectorMath.horizontalSum(s0.add(s1));
        for (; i < to; i++) {
            sum = Math.fma(a[i], a[i], sum);
        }
        return sum;
    }
}
