package dev.braid.engine.cli;

/** What somebody asked for cannot be done; the message says in sentences, one a line, what is wrong and what to do. */
final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With those sentences. */
    BadInput(String message) {
        super(message);
    }
}
