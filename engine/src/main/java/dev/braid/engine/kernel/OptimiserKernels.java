package dev.braid.engine.kernel;

/** Kernels over ranges [from, to) of flat parameter arrays. Sums are made in a fixed order. */
public interface OptimiserKernels {
    /**
     * AdamW (Loshchilov and Hutter 2019) with decoupled decay, in place:
     * m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², p ← p − lr·decay·p − lr·m̂ / (√v̂ + ε), where the hats divide by
     * {@code correction1} = 1 − β₁^step and {@code correction2} = 1 − β₂^step.
     *
     * @param gradientScale factor on the gradient first (clipping)
     */
    void adamW(
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
            float correction2);

    /** Σ a². NaN or infinite when an element is. */
    double sumOfSquares(int from, int to, float[] a);

    /** a ← factor · a. */
    void scale(int from, int to, float factor, float[] a);

    /** out = lanes[0] + lanes[1] + … in that order, and Σ out². {@code out} may be {@code lanes[0]} but no other lane. */
    double reduce(int from, int to, float[][] lanes, float[] out);

    /** Whether no element is NaN or infinite. */
    boolean allFinite(int from, int to, float[] a);
}
