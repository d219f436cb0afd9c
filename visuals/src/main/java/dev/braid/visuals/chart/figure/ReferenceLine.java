package dev.braid.visuals.chart.figure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A dotted line to compare with: the accuracy of guessing.
 *
 * @param words what it is, such as "chance"; drawn beside it with its value where that is the same everywhere
 * @param values by x; one value alone holds everywhere
 */
public record ReferenceLine(String words, SortedMap<Double, Double> values) {
    public ReferenceLine {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a line needs a value");
        }
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The same value everywhere. */
    public static ReferenceLine flat(String words, double value) {
        return new ReferenceLine(words, new TreeMap<>(java.util.Map.of(0.0, value)));
    }

    /** Whether it is the same everywhere. */
    public boolean isFlat() {
        return values.values().stream().distinct().count() == 1;
    }
}
