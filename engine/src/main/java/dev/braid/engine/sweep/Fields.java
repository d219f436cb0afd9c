package dev.braid.engine.sweep;

import dev.braid.engine.block.Spelling;
import dev.braid.engine.graph.ParamValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object that is read field by field; whatever is missing, of the wrong type or not known becomes a sentence that
 * names the file and the field.
 */
final class Fields {
    private static final int LARGEST_FILE = 16 << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String source;
    private final String path;
    private final JsonNode node;
    private final Set<String> asked = new LinkedHashSet<>();

    private Fields(String source, String path, JsonNode node) {
        this.source = source;
        this.path = path;
        this.node = node;
    }

    /** The object a file holds. */
    static Fields read(Path file) throws SpecException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw new SpecException(
                        file + " is larger than " + (LARGEST_FILE >> 20) + " MiB; is it another kind of file?");
            }
            return parse(new String(bytes, StandardCharsets.UTF_8), file.toString());
        } catch (NoSuchFileException e) {
            throw new SpecException("There is no file " + file + ".");
        } catch (IOException e) {
            throw new SpecException(file + " cannot be read (" + e.getMessage() + ").");
        }
    }

    /** The object in a text; {@code source} is what messages call it. */
    static Fields parse(String json, String source) throws SpecException {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new SpecException(source
                    + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr())
                    + ": this is not JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse("it breaks off") + ".");
        }
        if (node == null || !node.isObject()) {
            throw new SpecException(source + ": expected a JSON object in braces.");
        }
        return new Fields(source, "", node);
    }

    /** What is wrong with a field. */
    SpecException complaint(String name, String what) {
        String field = path.isEmpty() ? name : name.isEmpty() ? path : path + "." + name;
        return new SpecException(source + (field.isEmpty() ? "" : ", field " + field) + ": " + what + ".");
    }

    boolean has(String name) {
        return get(name) != null;
    }

    String text(String name) throws SpecException {
        JsonNode value = require(name, "a text");
        if (!value.isString()) {
            throw complaint(name, "expected a text, got " + shortened(value));
        }
        return value.stringValue();
    }

    String text(String name, String otherwise) throws SpecException {
        return has(name) ? text(name) : otherwise;
    }

    int whole(String name, int otherwise) throws SpecException {
        JsonNode value = get(name);
        return value == null ? otherwise : whole(name, value);
    }

    long wholeLong(String name, long otherwise) throws SpecException {
        JsonNode value = get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw complaint(name, "expected a whole number, got " + shortened(value));
        }
        return value.longValue();
    }

    private int whole(String name, JsonNode value) throws SpecException {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw complaint(name, "expected a whole number, got " + shortened(value));
        }
        return value.intValue();
    }

    double real(String name, double otherwise) throws SpecException {
        JsonNode value = get(name);
        return value == null ? otherwise : real(name, value);
    }

    private double real(String name, JsonNode value) throws SpecException {
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw complaint(name, "expected a number, got " + shortened(value));
        }
        return value.doubleValue();
    }

    boolean flag(String name, boolean otherwise) throws SpecException {
        JsonNode value = get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw complaint(name, "expected true or false, got " + shortened(value));
        }
        return value.booleanValue();
    }

    /** A list of numbers; a single number is a list of one. */
    List<Double> reals(String name, List<Double> otherwise) throws SpecException {
        if (!has(name)) {
            return otherwise;
        }
        List<Double> reals = new ArrayList<>();
        for (JsonNode value : list(name)) {
            reals.add(real(name, value));
        }
        return reals;
    }

    /** A list of whole numbers; a single number is a list of one. */
    List<Integer> wholes(String name, List<Integer> otherwise) throws SpecException {
        if (!has(name)) {
            return otherwise;
        }
        List<Integer> wholes = new ArrayList<>();
        for (JsonNode value : list(name)) {
            wholes.add(whole(name, value));
        }
        return wholes;
    }

    private List<JsonNode> list(String name) throws SpecException {
        JsonNode value = require(name, "a list");
        List<JsonNode> values = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(values::add);
        } else {
            values.add(value);
        }
        if (values.isEmpty()) {
            throw complaint(name, "the list is empty; name at least one");
        }
        return values;
    }

    /** An object. */
    Fields object(String name) throws SpecException {
        JsonNode value = require(name, "an object in braces");
        if (!value.isObject()) {
            throw complaint(name, "expected an object in braces, got " + shortened(value));
        }
        return new Fields(source, path.isEmpty() ? name : path + "." + name, value);
    }

    /** A list of objects; where {@code shorthand} is named, a plain value stands for an object with that one field. */
    List<Fields> objects(String name, @Nullable String shorthand) throws SpecException {
        List<Fields> objects = new ArrayList<>();
        List<JsonNode> values = list(name);
        for (int i = 0; i < values.size(); i++) {
            String place = (path.isEmpty() ? name : path + "." + name) + "[" + i + "]";
            JsonNode value = values.get(i);
            if (!value.isObject() && shorthand != null) {
                value = JSON.createObjectNode().set(shorthand, value);
            }
            if (!value.isObject()) {
                throw new SpecException(
                        source + ", field " + place + ": expected an object in braces, got " + shortened(value) + ".");
            }
            objects.add(new Fields(source, place, value));
        }
        return objects;
    }

    /** The names of all fields. */
    List<String> names() {
        return new ArrayList<>(node.propertyNames());
    }

    /** All fields as parameter values. */
    Map<String, ParamValue> parameters() throws SpecException {
        Map<String, ParamValue> values = new LinkedHashMap<>();
        for (String name : names()) {
            values.put(name, parameter(name, require(name, "a value")));
        }
        return values;
    }

    /** A list of parameter values; a single value is a list of one. */
    List<ParamValue> parameterValues(String name) throws SpecException {
        List<ParamValue> values = new ArrayList<>();
        for (JsonNode value : list(name)) {
            values.add(parameter(name, value));
        }
        return values;
    }

    private ParamValue parameter(String name, JsonNode value) throws SpecException {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return new ParamValue.Whole(value.longValue());
        }
        if (value.isNumber()) {
            return new ParamValue.Real(value.doubleValue());
        }
        if (value.isBoolean()) {
            return new ParamValue.Flag(value.booleanValue());
        }
        if (value.isString()) {
            return new ParamValue.Text(value.stringValue());
        }
        throw complaint(name, "expected a number, a word, true or false, got " + shortened(value));
    }

    /** The JSON text of a field. */
    String json(String name) throws SpecException {
        return require(name, "an object in braces").toString();
    }

    /** Complains about fields that nobody has asked for: most likely they are misspelt. */
    void refuseOthers() throws SpecException {
        for (String name : names()) {
            if (!asked.contains(name)) {
                throw complaint(
                        name,
                        "there is no such field; "
                                + Spelling.closest(name, asked)
                                        .map(meant -> "did you mean " + meant + "?")
                                        .orElse("the fields here are " + String.join(", ", asked)));
            }
        }
    }

    private @Nullable JsonNode get(String name) {
        asked.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private JsonNode require(String name, String expected) throws SpecException {
        JsonNode value = get(name);
        if (value == null) {
            throw complaint(name, "it is missing; expected " + expected);
        }
        return value;
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
