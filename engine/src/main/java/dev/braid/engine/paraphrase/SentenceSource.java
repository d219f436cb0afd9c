package dev.braid.engine.paraphrase;

import java.util.Optional;

/** Paraphrases from outside: an endpoint, or pairs that a user brings. */
public interface SentenceSource {
    /** The sentence in other words, if the source has any. */
    Optional<String> paraphrase(String sentence);
}
