package dev.braid.engine.graph.edit;

/** An edit that cannot be made; the message is one sentence for people. The document is untouched. */
public final class EditException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why not. */
    public EditException(String message) {
        super(message);
    }
}
