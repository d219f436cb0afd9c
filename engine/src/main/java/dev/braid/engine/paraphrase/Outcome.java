package dev.braid.engine.paraphrase;

import java.util.List;
import java.util.Optional;

/**
 * What became of a sentence.
 *
 * @param original as it was
 * @param paraphrase the same in other words; empty if it stays as it is
 * @param rules what was done, in order
 * @param refusal why it stays as it is; empty if it does not
 */
public record Outcome(String original, Optional<String> paraphrase, List<String> rules, Optional<Refusal> refusal) {
    public Outcome {
        rules = List.copyOf(rules);
    }

    static Outcome accepted(String original, String paraphrase, List<String> rules) {
        return new Outcome(original, Optional.of(paraphrase), rules, Optional.empty());
    }

    static Outcome refused(String original, Refusal why) {
        return new Outcome(original, Optional.empty(), List.of(), Optional.of(why));
    }

    /** The paraphrase, or else the sentence itself. */
    public String text() {
        return paraphrase.orElse(original);
    }
}
