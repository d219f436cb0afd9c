package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Activations over ranges: one loop an activation, so that each is compiled with its formula in place. */
final class VectorActivationLoops {
    private VectorActivationLoops() {}

    /** y = f(x). */
    static void activate(Activation f, int count, float[] x, int xOffset, float[] y, int yOffset) {
        switch (f) {
            case SILU -> silu(count, x, xOffset, y, yOffset);
            case GELU -> gelu(count, x, xOffset, y, yOffset);
            case SIGMOID -> sigmoid(count, x, xOffset, y, yOffset);
            case TANH -> tanh(count, x, xOffset, y, yOffset);
            case RELU_SQUARED -> reluSquared(count, x, xOffset, y, yOffset);
        }
    }

    /** dx = dy ∘ f′(x). */
    static void activateBackward(
            Activation f, int count, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        switch (f) {
            case SILU -> siluBackward(count, x, xOffset, dy, dyOffset, dx, dxOffset);
            case GELU -> geluBackward(count, x, xOffset, dy, dyOffset, dx, dxOffset);
            case SIGMOID -> sigmoidBackward(count, x, xOffset, dy, dyOffset, dx, dxOffset);
            case TANH -> tanhBackward(count, x, xOffset, dy, dyOffset, dx, dxOffset);
            case RELU_SQUARED -> reluSquaredBackward(count, x, xOffset, dy, dyOffset, dx, dxOffset);
        }
    }

    private static void silu(int count, float[] x, int xOffset, float[] y, int yOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            VectorActivations.silu(v).intoArray(y, yOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i, tail);
            VectorActivations.silu(v).intoArray(y, yOffset + i, tail);
        }
    }

    private static void siluBackward(
            int count, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyOffset + i);
            g.mul(VectorActivations.siluDerivative(v, VectorMath.sigmoid(v))).intoArray(dx, dxOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i, tail);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyOffset + i, tail);
            g.mul(VectorActivations.siluDerivative(v, VectorMath.sigmoid(v))).intoArray(dx, dxOffset + i, tail);
        }
    }

    private static void gelu(int count, float[] x, int xOffset, float[] y, int yOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            VectorActivations.gelu(v).intoArray(y, yOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i, tail);
            VectorActivations.gelu(v).intoArray(y, yOffset + i, tail);
        }
    }

    private static void geluBackward(
            int count, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyOffset + i);
            g.mul(VectorActivations.geluDerivative(v)).intoArray(dx, dxOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i, tail);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyOffset + i, tail);
            g.mul(VectorActivations.geluDerivative(v)).intoArray(dx, dxOffset + i, tail);
        }
    }

    private static void sigmoid(int count, float[] x, int xOffset, float[] y, int yOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            VectorMath.sigmoid(v).intoArray(y, yOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i, tail);
            VectorMath.sigmoid(v).intoArray(y, yOffset + i, tail);
        }
    }

    private static void sigmoidBackward(
            int count, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyOffset + i);
            FloatVector s = VectorMath.sigmoid(v);
            g.mul(s.sub(s.mul(s))).intoArray(dx, dxOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i, tail);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyOffset + i, tail);
            FloatVector s = VectorMath.sigmoid(v);
            g.mul(s.sub(s.mul(s))).intoArray(dx, dxOffset + i, tail);
        }
    }

    private static void tanh(int count, float[] x, int xOffset, float[] y, int yOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            VectorActivations.tanh(v).intoArray(y, yOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i, tail);
            VectorActivations.tanh(v).intoArray(y, yOffset + i, tail);
        }
    }

    private static void tanhBackward(
            int count, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyOffset + i);
            FloatVector h = VectorActivations.tanh(v);
            g.sub(g.mul(h).mul(h)).intoArray(dx, dxOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i, tail);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyOffset + i, tail);
            FloatVector h = VectorActivations.tanh(v);
            g.sub(g.mul(h).mul(h)).intoArray(dx, dxOffset + i, tail);
        }
    }

    private static void reluSquared(int count, float[] x, int xOffset, float[] y, int yOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector positive = v.blend(0f, v.compare(VectorOperators.LT, 0f));
            positive.mul(positive).intoArray(y, yOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i, tail);
            FloatVector positive = v.blend(0f, v.compare(VectorOperators.LT, 0f));
            positive.mul(positive).intoArray(y, yOffset + i, tail);
        }
    }

    private static void reluSquaredBackward(
            int count, float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        int full = SPECIES.loopBound(count);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyOffset + i);
            g.mul(v.blend(0f, v.compare(VectorOperators.LT, 0f))).mul(2f).intoArray(dx, dxOffset + i);
        }
        if (full < count) {
            int i = full;
            VectorMask<Float> tail = SPECIES.indexInRange(full, count);
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i, tail);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, dyOffset + i, tail);
            g.mul(v.blend(0f, v.compare(VectorOperators.LT, 0f))).mul(2f).intoArray(dx, dxOffset + i, tail);
        }
    }
}
