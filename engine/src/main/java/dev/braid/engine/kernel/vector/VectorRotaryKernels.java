package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.RotaryKernels;
import dev.braid.engine.kernel.RotaryTable;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Rotary position embedding, LANES pairs at a time. */
public final class VectorRotaryKernels implements RotaryKernels {
    @Override
    public void rotate(
            RotaryTable table, int rows, int heads, int length, int start, float[] x, int xOffset, int xStride) {
        turn(table, rows, heads, length, start, x, xOffset, xStride, 1f);
    }

    @Override
    public void rotateBack(
            RotaryTable table, int rows, int heads, int length, int start, float[] x, int xOffset, int xStride) {
        turn(table, rows, heads, length, start, x, xOffset, xStride, -1f);
    }

    private static void turn(
            RotaryTable table,
            int rows,
            int heads,
            int length,
            int start,
            float[] x,
            int xOffset,
            int xStride,
            float direction) {
        int half = table.headDimension() / 2;
        float[] cosines = table.cosines();
        float[] sines = table.sines();
        for (int row = 0; row < rows; row++) {
            int angles = (row % length + start) * half;
            for (int head = 0; head < heads; head++) {
                turnHead(half, x, xOffset + row * xStride + head * 2 * half, cosines, sines, angles, direction);
            }
        }
    }

    private static void turnHead(
            int half, float[] x, int xOffset, float[] cosines, float[] sines, int angles, float direction) {
        int i = 0;
        for (; i + LANES <= half; i += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector b = FloatVector.fromArray(SPECIES, x, xOffset + half + i);
            FloatVector cosine = FloatVector.fromArray(SPECIES, cosines, angles + i);
            FloatVector sine = FloatVector.fromArray(SPECIES, sines, angles + i).mul(direction);
            a.mul(cosine).sub(b.mul(sine)).intoArray(x, xOffset + i);
            b.mul(cosine).add(a.mul(sine)).intoArray(x, xOffset + half + i);
        }
        if (i < half) {
            VectorMask<Float> rest = SPECIES.indexInRange(i, half);
            FloatVector a = FloatVector.fromArray(SPECIES, x, xOffset + i, rest);
            FloatVector b = FloatVector.fromArray(SPECIES, x, xOffset + half + i, rest);
            FloatVector cosine = FloatVector.fromArray(SPECIES, cosines, angles + i, rest);
            FloatVector sine =
                    FloatVector.fromArray(SPECIES, sines, angles + i, rest).mul(direction);
            a.mul(cosine).sub(b.mul(sine)).intoArray(x, xOffset + i, rest);
            b.mul(cosine).add(a.mul(sine)).intoArray(x, xOffset + half + i, rest);
        }
    }
}
