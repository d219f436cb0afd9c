package dev.braid.engine.paraphrase.source;

/** An endpoint that is of no use any more; the message says why and what to do. */
public final class EndpointException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EndpointException(String message) {
        super(message);
    }
}
