package dev.braid.engine.task.question;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** An entry of a file whose fields are asked for by name and type; every refusal names the field. */
record Item(JsonNode node, String path) {
    private static final int LONGEST_QUOTE = 40;

    Item(JsonNode node) {
        this(node, "");
    }

    /** A string; a number is taken as one. */
    String text(String field) {
        JsonNode value = present(field);
        if (value.isString()) {
            return value.asString();
        }
        if (value.isNumber()) {
            return value.asString();
        }
        throw refused(field, "expected a string, got " + quoted(value));
    }

    /** A string, or that one where there is none. */
    String textOr(String field, String otherwise) {
        return node.path(field).isString() ? text(field) : otherwise;
    }

    /** A list of strings, not empty. */
    List<String> texts(String field) {
        JsonNode value = present(field);
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value.values()) {
            if (!each.isString()) {
                throw refused(field, "expected a list of strings, got " + quoted(each) + " in it");
            }
            texts.add(each.asString());
        }
        if (!value.isArray() || texts.isEmpty()) {
            throw refused(field, "expected a list of strings, got " + quoted(value));
        }
        return texts;
    }

    /** A list of objects. */
    List<Item> items(String field) {
        JsonNode value = present(field);
        if (!value.isArray() || value.isEmpty()) {
            throw refused(field, "expected a list of objects, got " + quoted(value));
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode each : value.values()) {
            items.add(new Item(each, path + field + "."));
        }
        return items;
    }

    /** An object. */
    Item at(String field) {
        JsonNode value = present(field);
        if (!value.isObject()) {
            throw refused(field, "expected an object, got " + quoted(value));
        }
        return new Item(value, path + field + ".");
    }

    /** A number from 0 to {@code count} − 1, as a number, in a string, or as false and true. */
    int index(String field, int count) {
        JsonNode value = present(field);
        if (value.isBoolean() && count == 2) {
            return value.asBoolean() ? 1 : 0;
        }
        String text =
                value.isString() || value.isIntegralNumber() ? value.asString().strip() : "";
        for (int i = 0; i < count; i++) {
            if (text.equals(String.valueOf(i))) {
                return i;
            }
        }
        throw refused(
                field,
                text.isEmpty() || text.equals("-1")
                        ? "there is no answer in it; is this the hidden test set?"
                        : "expected a whole number from 0 to " + (count - 1) + ", got " + quoted(value));
    }

    /** Which of those values it is. */
    int indexOf(String field, List<String> values) {
        String text = text(field).strip();
        int index = values.indexOf(text);
        if (index < 0) {
            throw refused(
                    field,
                    text.isEmpty()
                            ? "there is no answer in it; is this the hidden test set?"
                            : "expected one of " + String.join(", ", values) + ", got " + quoted(present(field)));
        }
        return index;
    }

    /** The place of a key among {@code choices.label}. */
    int key(String field) {
        Item choices = at("choices");
        List<String> labels = choices.texts("label");
        int texts = choices.texts("text").size();
        if (labels.size() != texts) {
            throw choices.refused("label", "expected as many as there are texts, " + texts + ", got " + labels.size());
        }
        return indexOf(field, labels);
    }

    private JsonNode present(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw refused(field, "it is missing");
        }
        return value;
    }

    private FieldException refused(String field, String why) {
        return new FieldException(path + field, why);
    }

    private static String quoted(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
