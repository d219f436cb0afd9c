package dev.braid.visuals.chart.figure;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Leaves out points that would fall on the same column of pixels, but never the highest or the lowest of a column, nor the end. */
public final class Decimation {
    private Decimation() {}

    /**
     * The indices to keep, ascending: at most two of each column, and the last.
     *
     * @param size how many points there are
     * @param column in which column of pixels, from left to right, a point falls
     * @param value the point's value
     */
    public static int[] keep(int size, IntToDoubleFunction column, IntToDoubleFunction value) {
        int[] kept = new int[size + 1];
        int count = 0;
        int first = 0;
        while (first < size) {
            long here = (long) Math.floor(column.applyAsDouble(first));
            int lowest = first;
            int highest = first;
            int next = first + 1;
            while (next < size && (long) Math.floor(column.applyAsDouble(next)) == here) {
                if (value.applyAsDouble(next) < value.applyAsDouble(lowest)) {
                    lowest = next;
                }
                if (value.applyAsDouble(next) > value.applyAsDouble(highest)) {
                    highest = next;
                }
                next++;
            }
            kept[count++] = Math.min(lowest, highest);
            if (lowest != highest) {
                kept[count++] = Math.max(lowest, highest);
            }
            first = next;
        }
        if (size > 0 && kept[count - 1] != size - 1) {
            kept[count++] = size - 1;
        }
        return Arrays.copyOf(kept, count);
    }
}
