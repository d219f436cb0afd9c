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
 * @param bytes how many bytes of text the labels stand for; 0 where they are no text
 * @param chance accuracy of guessing
 * @param slices accuracy and loss broken down
 */
public record PointResult(
        String name,
        int contextLength,
        double accuracy,
        double loss,
        long labels,
        long bytes,
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

    /** A point of a task without text. */
    public PointResult(
            String name,
            int contextLength,
            double accuracy,
            double loss,
            long labels,
            double chance,
            List<SliceResult> slices) {
        this(name, contextLength, accuracy, loss, labels, 0, chance, slices);
    }

    /** The loss in bits a byte of text, whatever the tokens; empty where there is no text. */
    public OptionalDouble bitsPerByte() {
        return bytes == 0 ? OptionalDouble.empty() : OptionalDouble.of(loss * labels / bytes / Math.log(2));
    }

    /** Whether it is about the loss on text, and not about right answers. */
    public boolean isText() {
        return bytes > 0;
    }

    /** By what points are compared, more is better: mean accuracy, or, as soon as one is on text, the negative mean loss. */
    public static double score(List<PointResult> points) {
        boolean text = points.stream().anyMatch(PointResult::isText);
        return points.stream()
                .mapToDouble(point -> text ? -point.loss : point.accuracy)
                .average()
                .orElse(0);
    }

    static boolean text(List<PointResult> points) {
        return !points.isEmpty() && points.stream().allMatch(PointResult::isText);
    }

    /** Among how many tokens the model is as good as undecided: the exponential of the loss. */
    public double perplexity() {
        return Math.exp(loss);
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
     * Accuracy and loss where a property has one value.
     *
     * @param slice the property's id, such as {@code distance}
     * @param value its value
     * @param accuracy share predicted right
     * @param loss mean loss, nats; not a number where it is not known: of whole answers, and in old runs
     * @param labels how many labelled positions (or answers) were looked at
     */
    public record SliceResult(String slice, int value, double accuracy, double loss, long labels) {
        /** Without a loss. */
        public SliceResult(String slice, int value, double accuracy, long labels) {
            this(slice, value, accuracy, Double.NaN, labels);
        }
    }
}
