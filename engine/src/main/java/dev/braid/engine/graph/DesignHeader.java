package dev.braid.engine.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JsonToken;

/**
 * The first look at a text: is it JSON from end to end, not nested too deeply, without repeated fields, and a design
 * of a version that can be read? Works without recursion, so that no nesting can overflow the stack.
 */
final class DesignHeader {
    private final JsonCursor json;
    private final Set<String> fields = new HashSet<>();

    private DesignHeader(JsonCursor json) {
        this.json = json;
    }

    static void check(String text, String source) throws DesignFormatException {
        new DesignHeader(new JsonCursor(text, source)).check();
    }

    private void check() throws DesignFormatException {
        json.startObject();
        var start = json.location();
        // The field names of every open object; lists have an entry that stays empty.
        Deque<Set<String>> open = new ArrayDeque<>();
        open.push(fields);
        String field = "";
        while (!open.isEmpty()) {
            JsonToken token = json.advance();
            if (token == JsonToken.PROPERTY_NAME) {
                field = json.string();
                if (!open.getFirst().add(field)) {
                    throw json.complaint("the field " + JsonCursor.shortened(field)
                            + " stands twice in one object; remove one of the two");
                }
                continue;
            }
            if (open.size() == 1 && field.equals("format")) {
                checkFormat();
            } else if (open.size() == 1 && field.equals("version")) {
                checkVersion();
            }
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    if (open.size() == DesignFile.DEEPEST_NESTING) {
                        throw json.complaint("lists and objects are nested more than " + DesignFile.DEEPEST_NESTING
                                + " deep, which no design needs");
                    }
                    open.push(new HashSet<>());
                }
                case END_OBJECT, END_ARRAY -> open.pop();
                default -> {}
            }
            field = "";
        }
        if (!json.atEnd()) {
            throw json.complaint("something follows the design's closing brace; remove it");
        }
        for (String needed : new String[] {"format", "version"}) {
            if (!fields.contains(needed)) {
                throw json.complaint(start, "this is no Braid design, the field \"" + needed + "\" is missing");
            }
        }
    }

    private void checkFormat() throws DesignFormatException {
        if (json.token() != JsonToken.VALUE_STRING || !json.string().equals(DesignFile.FORMAT)) {
            throw json.unexpected("\"" + DesignFile.FORMAT + "\" (is this a Braid design?)");
        }
    }

    private void checkVersion() throws DesignFormatException {
        int version;
        try {
            version = json.token() == JsonToken.VALUE_NUMBER_INT ? Integer.parseInt(json.string()) : -1;
        } catch (NumberFormatException e) {
            version = -1;
        }
        if (version > DesignFile.VERSION) {
            throw json.complaint("the design was saved by a newer Braid (version " + version
                    + " of the format, this one reads " + DesignFile.VERSION + "); update Braid to open it");
        }
        if (version != DesignFile.VERSION) {
            throw json.unexpected("the whole number " + DesignFile.VERSION);
        }
    }
}
