package dev.braid.engine.task;

/** What a task reads cannot be read, or is not what it should be. The message is one sentence that says where and what to do. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With that sentence. */
    public DataException(String sentence) {
        super(sentence);
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
