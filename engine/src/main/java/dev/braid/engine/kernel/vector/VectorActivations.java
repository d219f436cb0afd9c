package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LOG2_E;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Activations and their derivatives on vectors. All are accurate to a few units in the last place, near zero as well. */
final class VectorActivations {
    /** √(8/π): the tanh form of GELU is x σ(√(8/π) (x + 0.044715 x³)). */
    private static final float GELU_SLOPE = 1.5957691216057308f;

    private static final float GELU_CUBIC = 0.044715f;

    private VectorActivations() {}

    /** x σ(x). */
    static FloatVector silu(FloatVector x) {
        return x.div(VectorMath.exp(x.neg()).add(1f));
    }

    /** Derivative of x σ(x), given s = σ(x). */
    static FloatVector siluDerivative(FloatVector x, FloatVector s) {
        FloatVector product = x.mul(s);
        return s.add(product.sub(product.mul(s)));
    }

    /** GELU in its tanh form. */
    static FloatVector gelu(FloatVector x) {
        FloatVector inner = x.mul(x).mul(GELU_CUBIC).add(1f).mul(x).mul(-GELU_SLOPE);
        return x.div(VectorMath.exp(inner).add(1f));
    }

    /** Derivative of {@link #gelu}. */
    static FloatVector geluDerivative(FloatVector x) {
        FloatVector square = x.mul(x);
        FloatVector s = VectorMath.sigmoid(square.mul(GELU_CUBIC).add(1f).mul(x).mul(GELU_SLOPE));
        FloatVector slope = square.mul(3 * GELU_CUBIC).add(1f).mul(GELU_SLOPE);
        FloatVector product = x.mul(s);
        return product.sub(product.mul(s)).fma(slope, s);
    }

    /** e^x − 1 without cancellation, for |x| ≤ 87; clamped outside. */
    static FloatVector expMinusOne(FloatVector x) {
        FloatVector t = x.blend(-87f, x.compare(VectorOperators.LT, -87f));
        t = t.blend(87f, t.compare(VectorOperators.GT, 87f)).mul(LOG2_E);
        FloatVector rounded = t.add(VectorMath.ROUND);
        FloatVector r = t.sub(rounded.sub(VectorMath.ROUND));
        FloatVector p = r.broadcast(VectorMath.P5).fma(r, r.broadcast(VectorMath.P4));
        p = p.fma(r, r.broadcast(VectorMath.P3));
        p = p.fma(r, r.broadcast(VectorMath.P2));
        p = p.fma(r, r.broadcast(VectorMath.P1)).mul(r); // 2^r − 1
        FloatVector power = rounded.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(Float.floatToRawIntBits(1f))
                .reinterpretAsFloats();
        return power.fma(p, power.sub(1f));
    }

    /** tanh(x). */
    static FloatVector tanh(FloatVector x) {
        FloatVector e = expMinusOne(x.add(x));
        return e.div(e.add(2f));
    }

    /** log(1 + e^x) = max(x, 0) + log(1 + e^−|x|). */
    static FloatVector softplus(FloatVector x) {
        FloatVector e = VectorMath.exp2OrZero(x.abs().mul(-LOG2_E));
        // log(1 + e): by a polynomial of e itself where e is small, of (1 + e)/2 − 1 where it is not
        VectorMask<Float> big = e.compare(VectorOperators.GT, 0.41421356f);
        FloatVector v = e.blend(e.mul(0.5f).sub(0.5f), big);
        FloatVector p = v.mul(7.0376836292E-2f).add(-1.1514610310E-1f);
        p = p.fma(v, v.broadcast(1.1676998740E-1f));
        p = p.fma(v, v.broadcast(-1.2420140846E-1f));
        p = p.fma(v, v.broadcast(1.4249322787E-1f));
        p = p.fma(v, v.broadcast(-1.6668057665E-1f));
        p = p.fma(v, v.broadcast(2.0000714765E-1f));
        p = p.fma(v, v.broadcast(-2.4999993993E-1f));
        p = p.fma(v, v.broadcast(3.3333331174E-1f));
        FloatVector square = v.mul(v);
        FloatVector log = p.mul(v).sub(0.5f).fma(square, v);
        FloatVector shift = FloatVector.zero(SPECIES).blend(VectorMath.LN_2, big);
        return log.add(shift).add(x.blend(0f, x.compare(VectorOperators.LT, 0f)));
    }
}
