package dev.braid.engine.train.event;

import java.util.List;
import java.util.OptionalDouble;

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
    /**
     * The slice that counts answers and not tokens: its value is the number of tokens of the answer, its accuracy the share
     * of answers of which every token was predicted right. It is there where a task has answers of several tokens.
     */
    public static final String WHOLE_ANSWER = "whole-answer";

    public PointResult {
        slices = List.copyOf(slices);
    }

    /** The share of answers that are right in every token, in [0, 1]; empty where every answer is one token. */
    public OptionalDouble exactMatch() {
        double right = 0;
        long answers = 0;
        for (SliceResult slice : slices) {
            if (slice.slice().equals(WHOLE_ANSWER)) {
                right += slice.accuracy() * slice.labels();
                answers += slice.labels();
            }
        }
        return answers == 0 ? OptionalDouble.empty() : OptionalDouble.of(right / answers);
    }

    /**
     * Accuracy where a property has one value.
     *
     * @param slice the property's id, such as {@code distance}
     * @param value its value
     * @param accuracy share predicted right
     * @param labels how many labelled positions (or answers) were looked at
     */
    public record SliceResult(String slice, int value, double accuracy, long labels) {}
}
