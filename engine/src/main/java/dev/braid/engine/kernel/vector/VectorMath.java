package dev.braid.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector mathematics shared by the kernels of this package: the species, exponentials by polynomial, and reductions
 * whose order is fixed.
 *
 * <p>{@code reduceLanes(ADD)} is never used: its order differs between the interpreter and the two compilers, so the same
 * run would not give the same bits twice. {@code lanewise(EXP)} is never used either: it is several times slower than
 * the polynomial here. {@code max} and {@code min} carry the full IEEE treatment of signed zeros and cost more than a
 * compare and a blend.
 */
final class VectorMath {
    /** The species of every kernel: the widest of the machine, or what {@code -Dbraid.vectorBits=128|256|512} asks for. */
    static final VectorSpecies<Float> SPECIES = species();

    /** Lanes of {@link #SPECIES}: 4, 8 or 16. */
    static final int LANES = SPECIES.length();

    /** log2(e): exp(x) = exp2(x · LOG2_E). */
    static final float LOG2_E = 1.4426950408889634f;

    /** ln(2). */
    static final float LN_2 = 0.6931471805599453f;

    /** 1.5 · 2^23: adding it rounds to the nearest integer and leaves that integer in the low bits of the mantissa. */
    static final float ROUND = 12582912f;

    /** The bits of ROUND − 125. */
    static final int SMALLEST_ROUNDED = Float.floatToRawIntBits(ROUND) - 125;

    /** Below this exponent the result would be subnormal. */
    private static final float SMALLEST_EXPONENT = -126f;

    /** Above this argument exp overflows single precision. */
    private static final float LARGEST_ARGUMENT = 88f;

    // 2^r = 1 + P1 r + … for r in [-1/2, 1/2]: minimax of degree 5, relative error 1.1e-7 (Taylor's has 3.2e-6)
    static final float P1 = 0.69314698f;
    static final float P2 = 0.24022242f;
    static final float P3 = 0.05550734f;
    static final float P4 = 0.009671513f;
    static final float P5 = 0.0013264727f;

    // rotations by a half, a quarter … of the vector; the smaller species use only the first ones
    private static final VectorShuffle<Float> BY_HALF = rotation(LANES / 2);
    private static final VectorShuffle<Float> BY_QUARTER = rotation(LANES / 4);
    private static final VectorShuffle<Float> BY_EIGHTH = rotation(Math.max(1, LANES / 8));
    private static final VectorShuffle<Float> BY_SIXTEENTH = rotation(Math.max(1, LANES / 16));

    private VectorMath() {}

    private static VectorSpecies<Float> species() {
        return switch (Integer.getInteger("braid.vectorBits", FloatVector.SPECIES_PREFERRED.vectorBitSize())) {
            case 64, 128 -> FloatVector.SPECIES_128;
            case 256 -> FloatVector.SPECIES_256;
            default -> FloatVector.SPECIES_512;
        };
    }

    private static VectorShuffle<Float> rotation(int by) {
        return VectorShuffle.iota(SPECIES, by, 1, true);
    }

    /** Floats in 64 bytes, a cache line and the widest vector. */
    static final int ALIGNMENT = 16;

    /**
     * The first index from {@code index} on that lies on a cache line of its own, provided that the array object itself begins on
     * one: big arrays do under G1, and a header takes 16 bytes. Vector accesses that straddle two lines cost twice.
     */
    static int aligned(int index) {
        return index + ((12 - index) & (ALIGNMENT - 1));
    }

    /**
     * 2^t in each lane, relative error below 3e-7, exactly 1 at 0; arguments below −126 give 2^−126 (see {@link #exp2OrZero}). Undefined above
     * 127.
     */
    static FloatVector exp2(FloatVector t) {
        return exp2Unclamped(t.blend(SMALLEST_EXPONENT, t.compare(VectorOperators.LT, SMALLEST_EXPONENT)));
    }

    /** As {@link #exp2}, but arguments below −126, minus infinity included, give a true zero. */
    static FloatVector exp2OrZero(FloatVector t) {
        return exp2Unclamped(t).blend(0f, t.compare(VectorOperators.LT, SMALLEST_EXPONENT));
    }

    /** The polynomial is summed in pairs (Estrin): a chain of five operations would bind more than their number. */
    private static FloatVector exp2Unclamped(FloatVector t) {
        FloatVector rounded = t.add(ROUND);
        FloatVector r = t.sub(rounded.sub(ROUND));
        FloatVector r2 = r.mul(r);
        FloatVector high = r.broadcast(P5).fma(r, r.broadcast(P4));
        FloatVector middle = r.broadcast(P3).fma(r, r.broadcast(P2));
        FloatVector low = r.broadcast(P1).fma(r, r.broadcast(1f));
        return high.fma(r2, middle)
                .fma(r2, low)
                .reinterpretAsInts()
                .add(rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats();
    }

    /** e^x in each lane, relative error below 3e-7 and that of x · log2 e; clamped to e^±88 outside, never infinite. */
    static FloatVector exp(FloatVector x) {
        return exp2(x.blend(LARGEST_ARGUMENT, x.compare(VectorOperators.GT, LARGEST_ARGUMENT))
                .mul(LOG2_E));
    }

    /** 1 / (1 + e^−x) in each lane. */
    static FloatVector sigmoid(FloatVector x) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        return one.div(exp(x.neg()).add(one));
    }

    /** The larger of both in each lane; where either is NaN, {@code a}, which may be what a loop carries along. */
    static FloatVector larger(FloatVector a, FloatVector b) {
        return b.blend(a, b.compare(VectorOperators.GT, a).not());
    }

    /** Sum of all lanes, always in the same order (pairwise halves). */
    static float horizontalSum(FloatVector v) {
        FloatVector x = v.add(v.rearrange(BY_HALF));
        x = x.add(x.rearrange(BY_QUARTER));
        if (LANES >= 8) {
            x = x.add(x.rearrange(BY_EIGHTH));
        }
        if (LANES >= 16) {
            x = x.add(x.rearrange(BY_SIXTEENTH));
        }
        return x.lane(0);
    }

    /**
     * The sum of one vector in memory, as {@link #horizontalSum(FloatVector)} sums it. No vector crosses the call, so it is as fast
     * where the compiler does not inline it.
     */
    static float horizontalSum(float[] a, int offset) {
        FloatVector x = FloatVector.fromArray(SPECIES, a, offset);
        x = x.add(x.rearrange(BY_HALF));
        x = x.add(x.rearrange(BY_QUARTER));
        if (LANES >= 8) {
            x = x.add(x.rearrange(BY_EIGHTH));
        }
        if (LANES >= 16) {
            x = x.add(x.rearrange(BY_SIXTEENTH));
        }
        return x.lane(0);
    }

    /** Largest of all lanes (no NaN expected). */
    static float horizontalMax(FloatVector v) {
        FloatVector x = larger(v, v.rearrange(BY_HALF));
        x = larger(x, x.rearrange(BY_QUARTER));
        if (LANES >= 8) {
            x = larger(x, x.rearrange(BY_EIGHTH));
        }
        if (LANES >= 16) {
            x = larger(x, x.rearrange(BY_SIXTEENTH));
        }
        return x.lane(0);
    }

    /** x ← factor · x, for {@code count} numbers. */
    static void scale(int count, float factor, float[] x, int offset) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector.fromArray(SPECIES, x, offset + i).mul(factor).intoArray(x, offset + i);
        }
        for (; i < count; i++) {
            x[offset + i] *= factor;
        }
    }

    /** Σ a·b over {@code count} numbers, in a fixed order. */
    static float dot(int count, float[] a, int aOffset, float[] b, int bOffset) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            sum = FloatVector.fromArray(SPECIES, a, aOffset + i)
                    .fma(FloatVector.fromArray(SPECIES, b, bOffset + i), sum);
        }
        float total = horizontalSum(sum);
        for (; i < count; i++) {
            total = Math.fma(a[aOffset + i], b[bOffset + i], total);
        }
        return total;
    }
}
