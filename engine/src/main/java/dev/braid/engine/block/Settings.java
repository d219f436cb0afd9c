package dev.braid.engine.block;

import dev.braid.engine.graph.ParamValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a block or task with their defaults filled in: every value conforms to its specification.
 * Asking for a parameter that does not exist, or as the wrong type, is a programming error.
 */
public final class Settings {
    private final Map<String, ParamValue> values;

    private Settings(Map<String, ParamValue> values) {
        this.values = values;
    }

    /** Takes what conforms from {@code given} and the default for everything else. */
    public static Settings of(List<ParamSpec> specs, Map<String, ParamValue> given) {
        Map<String, ParamValue> values = new LinkedHashMap<>();
        for (ParamSpec spec : specs) {
            ParamValue value = given.get(spec.name());
            values.put(spec.name(), value != null && spec.refusal(value).isEmpty() ? value : spec.defaultValue());
        }
        return new Settings(values);
    }

    /** A whole number. */
    public int whole(String name) {
        return switch (value(name)) {
            case ParamValue.Whole(long value) -> Math.toIntExact(value);
            default -> throw new IllegalArgumentException(name + " is no whole number");
        };
    }

    /** A real number. */
    public double real(String name) {
        return switch (value(name)) {
            case ParamValue.Real(double value) -> value;
            case ParamValue.Whole(long value) -> value;
            default -> throw new IllegalArgumentException(name + " is no number");
        };
    }

    /** Yes or no. */
    public boolean flag(String name) {
        return switch (value(name)) {
            case ParamValue.Flag(boolean value) -> value;
            default -> throw new IllegalArgumentException(name + " is not true or false");
        };
    }

    /** A word. */
    public String text(String name) {
        return switch (value(name)) {
            case ParamValue.Text(String value) -> value;
            default -> throw new IllegalArgumentException(name + " is no word");
        };
    }

    /** All values by name, in the order of the specifications. */
    public Map<String, ParamValue> values() {
        return java.util.Collections.unmodifiableMap(values);
    }

    private ParamValue value(String name) {
        ParamValue value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return value;
    }
}
