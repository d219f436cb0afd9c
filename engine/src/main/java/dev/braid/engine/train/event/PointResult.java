package dev.braid.engine.train.event;

import java.util.List;

/**
 * One point of a curve, measured.
 *
 * @param name what tells it from the others where the context length does not; else ""
 * @param contextLength L in tokens
 * @param accuracy share of labelled positions predicted right, in [0, 1]
 * @param loss mean loss at labelled positions, nats
 * @param labels how many labelled positions were looked at
 * @param chance accuracy of guessing
 * @param slices accuracy broken down
 */
public record PointResult(
        String name,
        int contextLength,
        double accuracy,
        double loss,
        long labels,
        double chance,
        List<SliceResult> slices) {
    public PointResult {
        slices = List.copyOf(slices);
    }

    /**
     * Accuracy where a property has one value.
     *
     * @param slice the property's id, such as {@code distance}
     * @param value its value
     * @param accuracy share predicted right
     * @param labels how many were looked at
     */
    public record SliceResult(String slice, int value, double accuracy, long labels) {}
}
