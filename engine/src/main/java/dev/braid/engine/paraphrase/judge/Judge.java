package dev.braid.engine.paraphrase.judge;

/** A language model that tells how expected a text is. */
@FunctionalInterface
public interface Judge {
    /** The surprise of a text in bits, all of its words together. */
    double bits(String text);
}
