package dev.braid.engine.graph;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** Walks over JSON text token by token; whatever is wrong becomes a complaint with line, column and field. */
final class JsonCursor {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_QUOTE = 40;
    private static final int LONGEST_PATH = 120;
    private static final String BREAKS_OFF = "the JSON text breaks off here; is the file complete?";

    private final String source;
    private final JsonParser parser;
    private JsonToken token;
    private String field = "";

    /** Stands on the first token. */
    JsonCursor(String text, String source) throws DesignFormatException {
        this.source = source;
        this.parser = JSON.createParser(ObjectReadContext.empty(), text);
        if (text.isBlank()) {
            throw new DesignFormatException(source, "this is empty, expected a design");
        }
        this.token = read();
    }

    /** The token the cursor stands on. */
    JsonToken token() {
        return token;
    }

    TokenStreamLocation location() {
        return parser.currentTokenLocation();
    }

    /** To the next token. */
    JsonToken advance() throws DesignFormatException {
        token = read();
        return token;
    }

    /** Whether nothing but white space follows. */
    boolean atEnd() throws DesignFormatException {
        try {
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private JsonToken read() throws DesignFormatException {
        try {
            JsonToken next = parser.nextToken();
            if (next == null) {
                throw complaint(parser.currentLocation(), BREAKS_OFF);
            }
            return next;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** Into an object; {@link #nextField} follows. */
    void startObject() throws DesignFormatException {
        if (token != JsonToken.START_OBJECT) {
            throw unexpected("an object in braces");
        }
    }

    /** To the value of the next field, or to the end of the object. */
    boolean nextField() throws DesignFormatException {
        if (advance() == JsonToken.END_OBJECT) {
            return false;
        }
        field = parser.currentName();
        advance();
        return true;
    }

    /** The name of the field the cursor came to last. */
    String field() {
        return field;
    }

    /** Into a list; {@link #nextItem} follows. */
    void startList() throws DesignFormatException {
        if (token != JsonToken.START_ARRAY) {
            throw unexpected("a list in square brackets");
        }
    }

    /** To the next item, or to the end of the list. */
    boolean nextItem() throws DesignFormatException {
        return advance() != JsonToken.END_ARRAY;
    }

    /** Over a value. */
    void skip() {
        parser.skipChildren();
    }

    /** The value, which must be text. */
    String text() throws DesignFormatException {
        if (token != JsonToken.VALUE_STRING) {
            throw unexpected("text in quotes");
        }
        return string();
    }

    /** The value, which must be a finite number. */
    double number() throws DesignFormatException {
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw unexpected("a number");
        }
        double number = Double.parseDouble(string());
        if (!Double.isFinite(number)) {
            throw unexpected("a number of reasonable size");
        }
        return number;
    }

    /** The text of a string or number as it stands. */
    String string() throws DesignFormatException {
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** The value of any kind as compact JSON, numbers digit by digit as they stand. */
    String compactText() throws DesignFormatException {
        StringBuilder out = new StringBuilder();
        copy(out);
        return out.toString();
    }

    private void copy(StringBuilder out) throws DesignFormatException {
        switch (token) {
            case START_OBJECT -> {
                out.append('{');
                for (boolean first = true; nextField(); first = false) {
                    out.append(first ? "" : ",")
                            .append(DesignWriter.quoted(field))
                            .append(':');
                    copy(out);
                }
                out.append('}');
            }
            case START_ARRAY -> {
                out.append('[');
                for (boolean first = true; nextItem(); first = false) {
                    out.append(first ? "" : ",");
                    copy(out);
                }
                out.append(']');
            }
            case VALUE_STRING -> out.append(DesignWriter.quoted(string()));
            default -> out.append(string());
        }
    }

    /** The value is of another kind than it should be. */
    DesignFormatException unexpected(String expected) throws DesignFormatException {
        return complaint("expected " + expected + ", found " + found());
    }

    /** Something is wrong where the cursor stands. */
    DesignFormatException complaint(String complaint) {
        return complaint(location(), complaint);
    }

    DesignFormatException complaint(TokenStreamLocation at, String complaint) {
        return new DesignFormatException(
                source, at.getLineNr(), at.getColumnNr(), path(parser.streamReadContext()), complaint);
    }

    /** The field as people would write it: {@code blocks[3].parameters.width}. */
    private static String path(@Nullable TokenStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String outer = path(context.getParent());
        if (context.inArray()) {
            return context.hasCurrentIndex() ? outer + "[" + context.getCurrentIndex() + "]" : outer;
        }
        if (!context.hasCurrentName()) {
            return outer;
        }
        String name = context.currentName();
        String plain = name.matches("[\\w-]{1,40}") ? name : shortened(name);
        String inner = outer.isEmpty() ? plain : outer + "." + plain;
        return inner.length() <= LONGEST_PATH ? inner : "…" + inner.substring(inner.length() - LONGEST_PATH);
    }

    private String found() throws DesignFormatException {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "the text " + shortened(string());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + abbreviated(string());
            default -> string();
        };
    }

    /** Text for a message: in quotes, on one line, not too long. */
    static String shortened(String text) {
        return DesignWriter.quoted(abbreviated(text));
    }

    private static String abbreviated(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }

    /** The parser's own reason without its notes to programmers. */
    private static String reason(JacksonException e) {
        String reason = e.getOriginalMessage()
                .replaceAll("(?s)\\n.*| \\(for .*| \\(not .*|: enable .*|: was expecting \\(.*", "")
                .replaceAll(", from `.*", ")")
                .replaceAll("\\(\\(CTRL-CHAR, code (\\d+)\\)\\)", "(control character $1)")
                .replaceAll("\\('(.+?)' \\(code \\d+\\)\\)", "'$1'")
                .replace("Unrecognized", "Unrecognised");
        return reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }

    private DesignFormatException malformed(JacksonException e) {
        TokenStreamLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        if (e instanceof UnexpectedEndOfInputException
                || e.getOriginalMessage().startsWith("Unexpected end-of-input")) {
            return complaint(at, BREAKS_OFF);
        }
        return complaint(at, "this is not well-formed JSON, " + reason(e));
    }
}
