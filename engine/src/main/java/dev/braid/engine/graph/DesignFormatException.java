package dev.braid.engine.graph;

/**
 * A file is no design that this version can read. The message is one sentence for people: the file, where the text is
 * known the line, the column and the field, what was expected and what was found.
 */
public final class DesignFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /** Something is wrong with the file as a whole. */
    public DesignFormatException(String source, String complaint) {
        super(source + ": " + complaint);
        this.line = 0;
        this.column = 0;
    }

    /**
     * Something is wrong at one place of the text.
     *
     * @param source the file's name
     * @param line counted from 1
     * @param column in characters, counted from 1
     * @param field the path of the field such as {@code blocks[3].id}, or "" where there is none
     * @param complaint what was expected, what was found
     */
    public DesignFormatException(String source, int line, int column, String field, String complaint) {
        super(source + ", line " + line + ", column " + column + ": "
                + (field.isEmpty() ? complaint : field + ": " + complaint));
        this.line = line;
        this.column = column;
    }

    /** The line, counted from 1, or 0 where the whole file is meant. */
    public int line() {
        return line;
    }

    /** The column in characters, counted from 1, or 0 where the whole file is meant. */
    public int column() {
        return column;
    }
}
