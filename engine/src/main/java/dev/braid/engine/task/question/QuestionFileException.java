package dev.braid.engine.task.question;

import java.io.IOException;

/** A file of questions that cannot be used at all; the message is a sentence that names it. */
public final class QuestionFileException extends IOException {
    private static final long serialVersionUID = 1;

    QuestionFileException(String message) {
        super(message);
    }
}
