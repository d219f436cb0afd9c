package dev.braid.engine.sweep;

/** A plan or run specification that cannot be used; the message is one sentence that names the file and the field. */
public final class SpecException extends Exception {
    private static final long serialVersionUID = 1;

    /** With that sentence. */
    public SpecException(String message) {
        super(message);
    }
}
