package dev.braid.visuals.inspector;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.ParamValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as people type and read them. */
final class ParameterText {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern REAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    /** Longer numbers than this are thirds and the like: their first digits say enough. */
    private static final int READABLE = 12;

    private ParameterText() {}

    /**
     * What was typed: a value, or why it cannot be taken.
     *
     * @param value null if it cannot be taken
     * @param refusal empty if it can
     */
    record Typed(@Nullable ParamValue value, String refusal) {}

    /** Reads what was typed for a parameter. */
    static Typed read(ParamSpec spec, String text) {
        String typed = text.strip();
        ParamValue value = new ParamValue.Text(typed);
        if (spec instanceof ParamSpec.Whole && WHOLE.matcher(typed).matches()) {
            value = new ParamValue.Whole(Long.parseLong(typed));
        } else if (spec instanceof ParamSpec.Real && REAL.matcher(typed).matches()) {
            value = new ParamValue.Real(Double.parseDouble(typed));
        }
        Optional<String> refusal = spec.refusal(value);
        return refusal.isEmpty() ? new Typed(value, "") : new Typed(null, sentence(refusal.get()));
    }

    /** A value as it stands in a field. */
    static String of(ParamValue value) {
        return switch (value) {
            case ParamValue.Real(double real) -> real(real);
            case ParamValue.Flag(boolean yes) -> yes ? "yes" : "no";
            default -> value.toString();
        };
    }

    private static String real(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        double magnitude = Math.abs(value);
        if (Double.toString(value).length() > READABLE) {
            return real(Double.parseDouble(String.format(Locale.ROOT, "%.5g", value)));
        }
        return magnitude >= 1e-3 && magnitude < 1e7
                ? new java.math.BigDecimal(Double.toString(value))
                        .stripTrailingZeros()
                        .toPlainString()
                : Double.toString(value).toLowerCase(Locale.ROOT).replace(".0e", "e");
    }

    /** The value that an arrow key leads to: the next whole number, or the next step of a real number's second digit. */
    static Optional<ParamValue> step(ParamSpec spec, ParamValue from, int direction) {
        return switch (spec) {
            case ParamSpec.Whole whole
            when from instanceof ParamValue.Whole(long value) ->
                Optional.of(new ParamValue.Whole(Math.clamp(value + direction, whole.minimum(), whole.maximum())));
            case ParamSpec.Real real -> {
                double value = number(from);
                double size = value == 0 ? 0.1 : Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 1);
                double stepped = Math.rint(value / size + direction) * size;
                // The product of two doubles has a tail that nobody has typed.
                double tidy = Double.parseDouble(String.format(Locale.ROOT, "%.6g", stepped));
                yield Optional.of(new ParamValue.Real(Math.clamp(tidy, real.minimum(), real.maximum())));
            }
            default -> Optional.empty();
        };
    }

    /** The value that a page key leads to: the next of those that a sweep would offer. */
    static Optional<ParamValue> leap(ParamSpec spec, ParamValue from, int direction) {
        double value = number(from);
        ParamValue best = null;
        for (ParamValue offer : spec.sweep()) {
            double distance = (number(offer) - value) * direction;
            if (distance > 0 && (best == null || distance < (number(best) - value) * direction)) {
                best = offer;
            }
        }
        return Optional.ofNullable(best);
    }

    private static double number(ParamValue value) {
        return switch (value) {
            case ParamValue.Whole(long whole) -> whole;
            case ParamValue.Real(double real) -> real;
            default -> Double.NaN;
        };
    }

    static String sentence(String words) {
        String text = words.strip();
        return text.isEmpty()
                ? text
                : Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
