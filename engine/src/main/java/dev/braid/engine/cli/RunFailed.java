package dev.braid.engine.cli;

/** A run could not finish; the message says why. */
final class RunFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With that sentence. */
    RunFailed(String message) {
        super(message);
    }
}
