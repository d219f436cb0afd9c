package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.RotaryKernels;
import dev.braid.engine.kernel.RotaryTable;

/** Rotary position embedding pair by pair. */
public final class PlainRotaryKernels implements RotaryKernels {
    @Override
    public void rotate(
            RotaryTable table, int rows, int heads, int length, int start, float[] x, int xOffset, int xStride) {
        turn(table, rows, heads, length, start, x, xOffset, xStride, 1);
    }

    @Override
    public void rotateBack(
            RotaryTable table, int rows, int heads, int length, int start, float[] x, int xOffset, int xStride) {
        turn(table, rows, heads, length, start, x, xOffset, xStride, -1);
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
            int direction) {
        int width = table.headDimension();
        int half = width / 2;
        for (int row = 0; row < rows; row++) {
            int angles = (row % length + start) * half;
            for (int head = 0; head < heads; head++) {
                for (int i = 0; i < half; i++) {
                    int first = xOffset + row * xStride + head * width + i;
                    float cosine = table.cosines()[angles + i];
                    float sine = direction * table.sines()[angles + i];
                    float a = x[first];
                    float b = x[first + half];
                    x[first] = a * cosine - b * sine;
                    x[first + half] = b * cosine + a * sine;
                }
            }
        }
    }
}
