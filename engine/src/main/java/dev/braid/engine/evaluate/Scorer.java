package dev.braid.engine.evaluate;

import java.util.List;

/** How probable a model finds continuations. */
public interface Scorer {
    /**
     * A continuation with what stands before it.
     *
     * @param tokens context and continuation
     * @param from index of the continuation's first token, at least 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sequence(int[] tokens, int from) {
        public Sequence {
            if (from < 1 || from >= tokens.length) {
                throw new IllegalArgumentException("a continuation needs a token, and one before it");
            }
        }
    }

    /**
     * What a model says of a continuation.
     *
     * @param logProbability of all its tokens, summed, in nats
     * @param greedy whether each of its tokens is the most probable one at its place
     */
    record Score(double logProbability, boolean greedy) {}

    /** The scores, in the order of the sequences. */
    List<Score> score(List<Sequence> sequences);
}
