package dev.braid.engine.task;

/**
 * A property of a labelled position by which accuracy can be broken down.
 *
 * @param id the name in tables, in kebab case
 * @param title the label of an axis, with its unit
 */
public record Slice(String id, String title) {
    /**
     * How far back the model must look: from the place of the token that is predicted to the latest place at which that
     * token stood as the answer to the same question; with single-token keys the same as from the query to its key.
     */
    public static final Slice DISTANCE = new Slice("distance", "Distance looked back (tokens)");
    /** How many key-value pairs have been seen when the question comes. */
    public static final Slice PAIRS = new Slice("pairs", "Key-value pairs seen");
    /** How many tokens make up the key. */
    public static final Slice KEY_LENGTH = new Slice("key-length", "Key length (tokens)");
    /** Which token of the answer it is, from 1. */
    public static final Slice ANSWER_TOKEN = new Slice("answer-token", "Token of the answer");
    /** How many tokens have been read, rounded down to a power of two. */
    public static final Slice POSITION = new Slice("position", "Position in the context (tokens read)");
    /** How deep in the context the place lies that must be found, up to the next ten percent; 100 is the very end. */
    public static final Slice DEPTH = new Slice("depth", "Depth in the context (%)");
}
