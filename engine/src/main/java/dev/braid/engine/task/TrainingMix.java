package dev.braid.engine.task;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a model is trained on: one task at one context length, or a weighted mixture of several. Every batch comes from
 * one part, so its sequences are all of one length.
 *
 * @param parts at least one
 */
public record TrainingMix(List<Part> parts) {
    /** Keeps the choice of the part apart from the streams of the batches. */
    private static final long CHOICE_OF_PART = -1;

    public TrainingMix {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a training mix needs at least one part");
        }
    }

    /**
     * One part of a mixture.
     *
     * @param task what is asked
     * @param contextLength L
     * @param weight its share of the batches, relative to the other parts'; positive
     */
    public record Part(BoundTask task, int contextLength, double weight) {
        public Part {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("the weight of a part must be a positive number, got " + weight);
            }
        }
    }

    /** One task at one context length. */
    public static TrainingMix of(BoundTask task, int contextLength) {
        return new TrainingMix(List.of(new Part(task, contextLength, 1)));
    }

    /** One task at several context lengths, each for as many batches as the others. */
    public static TrainingMix of(BoundTask task, List<Integer> contextLengths) {
        return new TrainingMix(
                contextLengths.stream().map(length -> new Part(task, length, 1)).toList());
    }

    /** What makes a part impossible; empty if all can be trained on. */
    public List<String> problems() {
        Set<String> problems = new LinkedHashSet<>();
        parts.forEach(part -> problems.addAll(part.task().problems(part.contextLength())));
        return List.copyOf(problems);
    }

    /** How many token ids all parts together need. */
    public int vocabulary() {
        return parts.stream().mapToInt(part -> part.task().vocabulary()).max().orElseThrow();
    }

    /** The longest context length among the parts. */
    public int longestContext() {
        return parts.stream().mapToInt(Part::contextLength).max().orElseThrow();
    }

    /** Which part a batch comes from: a pure function, drawn by the weights. */
    public Part part(Split split, long seed, long index) {
        double total = parts.stream().mapToDouble(Part::weight).sum();
        double rest = RandomStream.named(seed, split.ordinal() + 1L, index, CHOICE_OF_PART)
                        .unit()
                * total;
        for (Part part : parts) {
            rest -= part.weight();
            if (rest < 0) {
                return part;
            }
        }
        return parts.getLast();
    }

    /** A batch: a pure function of its arguments, see {@link BoundTask#batch}. */
    public Batch batch(Split split, long seed, long index, int sequences) {
        Part part = part(split, seed, index);
        return part.task().batch(split, seed, index, sequences, part.contextLength());
    }
}
