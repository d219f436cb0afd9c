package dev.braid.engine.continual;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model can do: recall, by hidden facts and by questions, language modelling, and reasoning.
 *
 * @param recall share of right digits of hidden facts, by their distance in tokens
 * @param answers mean share of answers that contain the right one, over the sets of questions on passages; not a number where none was
 *     asked
 * @param shuffledAnswers the same for these answers given to other questions: what answers get that fit any question
 * @param bitsPerByte on held-out text; lower is better
 * @param reasoning mean share of right choices over the reasoning sets
 */
public record Ability(
        SortedMap<Integer, Double> recall,
        double answers,
        double shuffledAnswers,
        double bitsPerByte,
        double reasoning) {
    public Ability {
        recall = Collections.unmodifiableSortedMap(new TreeMap<>(recall));
    }

    /** Recall on average over the distances; not a number without any. */
    public double meanRecall() {
        return recall.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    /** Perplexity of a byte: 2 to the power of the bits. */
    public double perplexity() {
        return Math.pow(2, bitsPerByte);
    }
}
