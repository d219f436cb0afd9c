package dev.braid.engine.task;

/**
 * A property of a labelled position by which accuracy can be broken down.
 *
 * @param id the name in tables, in kebab case
 * @param title the label of an axis, with its unit
 */
public record Slice(String id, String title) {
    /** How many tokens lie between what is asked and where the answer starts: 1 for the very last token. */
    public static final Slice DISTANCE = new Slice("distance", "Distance to the answer (tokens)");
    /** How many associations have to be held at once. */
    public static final Slice PAIRS = new Slice("pairs", "Key-value pairs held");
    /** How many tokens make up the key. */
    public static final Slice KEY_LENGTH = new Slice("key-length", "Key length (tokens)");
    /** Which token of the answer it is, from 1. */
    public static final Slice ANSWER_TOKEN = new Slice("answer-token", "Token of the answer");
}
