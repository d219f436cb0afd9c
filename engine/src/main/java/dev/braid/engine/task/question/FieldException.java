package dev.braid.engine.task.question;

/** An entry of a file cannot be a question: which field is at fault, and why. */
final class FieldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param field its name; nested ones with dots
     * @param why the rest of the sentence, without a full stop
     */
    FieldException(String field, String why) {
        super("field '" + field + "': " + why);
    }
}
