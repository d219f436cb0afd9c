package dev.braid.engine.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/**
 * A matrix [rows, columns] inside a wider buffer, with an offset, a row stride and garbage all round; knows whether the garbage
 * is still as it was.
 */
final class Slice {
    /** What stands outside the matrix: a result that reads it turns into it. */
    private static final float GARBAGE = Float.NaN;

    final float[] array;
    final int offset;
    final int stride;
    final int rows;
    final int columns;

    private Slice(float[] array, int offset, int stride, int rows, int columns) {
        this.array = array;
        this.offset = offset;
        this.stride = stride;
        this.rows = rows;
        this.columns = columns;
    }

    /** A slice of normally distributed numbers times {@code scale}. */
    static Slice random(Random random, int rows, int columns, double scale) {
        int offset = random.nextInt(5);
        int stride = Math.max(1, columns + random.nextInt(7));
        float[] array = new float[offset + rows * stride + random.nextInt(5)];
        java.util.Arrays.fill(array, GARBAGE);
        Slice slice = new Slice(array, offset, stride, rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                array[offset + i * stride + j] = (float) (scale * random.nextGaussian());
            }
        }
        return slice;
    }

    /** The same without gaps between rows. */
    static Slice dense(Random random, int rows, int columns, double scale) {
        int offset = random.nextInt(20);
        float[] array = new float[offset + rows * columns + random.nextInt(5)];
        java.util.Arrays.fill(array, GARBAGE);
        for (int i = offset; i < offset + rows * columns; i++) {
            array[i] = (float) (scale * random.nextGaussian());
        }
        return new Slice(array, offset, columns, rows, columns);
    }

    /** Every number replaced by a function of it. */
    Slice map(java.util.function.DoubleUnaryOperator f) {
        for (int index = 0; index < array.length; index++) {
            if (inside(index)) {
                array[index] = (float) f.applyAsDouble(array[index]);
            }
        }
        return this;
    }

    /** The largest magnitude in the matrix, at least 1e-3. */
    double largest() {
        double largest = 1e-3;
        for (int index = 0; index < array.length; index++) {
            if (inside(index)) {
                largest = Math.max(largest, Math.abs(array[index]));
            }
        }
        return largest;
    }

    Slice copy() {
        return new Slice(array.clone(), offset, stride, rows, columns);
    }

    float at(int row, int column) {
        return array[offset + row * stride + column];
    }

    /** Asserts that inside it agrees with {@code expected} up to {@code tolerance}, and outside nothing was written. */
    void assertCloseTo(Slice expected, double tolerance) {
        for (int index = 0; index < array.length; index++) {
            if (inside(index)) {
                assertThat((double) array[index])
                        .as("row %d, column %d", (index - offset) / stride, (index - offset) % stride)
                        .isCloseTo(expected.array[index], org.assertj.core.data.Offset.offset(tolerance));
            } else {
                assertThat(array[index]).as("outside the matrix, at %d", index).isNaN();
            }
        }
    }

    private boolean inside(int index) {
        int i = index - offset;
        return i >= 0 && i / stride < rows && i % stride < columns;
    }
}
