package dev.braid.engine.kernel;

/** Rotary position embedding in the rotate-half form: pair i of a head of width P is (x_i, x_{i+P/2}). */
public interface RotaryKernels {
    /**
     * Rotates each pair by the angle of its position, in place: (a, b) ← (a cos − b sin, b cos + a sin).
     *
     * @param rows rows of x; row r has position r mod length + start
     * @param heads heads side by side in a row, each as wide as {@code table.headDimension()}
     * @param length rows of one sequence
     * @param start position of a sequence's first row; {@code start + min(rows, length)} must be within the table
     * @param x x[rows, heads·P] from {@code xOffset}, row stride {@code xStride}
     */
    void rotate(RotaryTable table, int rows, int heads, int length, int start, float[] x, int xOffset, int xStride);

    /** The backward pass: the inverse rotation of a gradient, in place. Parameters as in {@link #rotate}. */
    void rotateBack(RotaryTable table, int rows, int heads, int length, int start, float[] x, int xOffset, int xStride);
}
