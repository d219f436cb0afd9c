package dev.braid.app.training;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Numbers, and lists of them, as people type and read them. */
final class Numbers {
    private static final int LONGEST_LIST = 64;

    private Numbers() {}

    /** A whole number within bounds. */
    static long whole(String text, long minimum, long maximum) {
        try {
            long value = Long.parseLong(text.replace(",", "").replace("\u202f", ""));
            if (value >= minimum && value <= maximum) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "expected a whole number from " + minimum + " to " + maximum + ", got " + quoted(text));
    }

    /** A number within bounds. */
    static double real(String text, double minimum, double maximum) {
        try {
            double value = Double.parseDouble(text);
            if (value >= minimum && value <= maximum) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "expected a number from " + words(minimum) + " to " + words(maximum) + ", got " + quoted(text));
    }

    /** Several, separated by commas or blanks, each once, in the order given. */
    static <T> List<T> list(String text, Function<String, T> one) {
        LinkedHashSet<T> values = new LinkedHashSet<>();
        for (String part : text.split("[,;\\s]+")) {
            if (!part.isEmpty()) {
                values.add(one.apply(part));
            }
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("expected at least one number");
        }
        if (values.size() > LONGEST_LIST) {
            throw new IllegalArgumentException("expected at most " + LONGEST_LIST + " numbers, got " + values.size());
        }
        return new ArrayList<>(values);
    }

    /** Context lengths, ascending. */
    static List<Integer> lengths(String text) {
        return list(text, part -> (int) whole(part, 1, 1 << 22)).stream()
                .sorted()
                .toList();
    }

    /** A list as text. */
    static String words(List<? extends Number> values) {
        return values.stream().map(value -> words(value.doubleValue())).collect(Collectors.joining(", "));
    }

    /** A number without needless digits: 4000, 0.002, 1e-8. */
    static String words(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        String text = Double.toString(value);
        return text.replace(".0E", "e").replace("E", "e");
    }

    /** A large number for people: 950, 85,000. */
    static String grouped(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    /** A count in three digits: 950, 12.4k, 973M. */
    static String brief(double count) {
        String[] units = {"", "k", "M", "G", "T"};
        double rest = count;
        int unit = 0;
        while (rest >= 999.5 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        String digits = String.format(Locale.ROOT, rest < 9.995 ? "%.2f" : rest < 99.95 ? "%.1f" : "%.0f", rest);
        return (digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits) + units[unit];
    }

    /** Bytes for people. */
    static String bytes(double bytes) {
        if (bytes < 1 << 20) {
            return String.format(Locale.ROOT, "%,.0f KiB", Math.max(1, bytes / 1024));
        }
        return bytes < 10.0 * (1 << 30)
                ? String.format(Locale.ROOT, "%,.0f MiB", bytes / (1 << 20))
                : String.format(Locale.ROOT, "%,.1f GiB", bytes / (1 << 30));
    }

    /** A time for people: 8 s, 3 min 20 s, 2 h 5 min. */
    static String time(double seconds) {
        long s = Math.max(0, Math.round(seconds));
        if (s < 60) {
            return s + " s";
        }
        return s < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d h %02d min", s / 3600, s % 3600 / 60);
    }

    /** A number of things. */
    static String count(long number, String one, String many) {
        return grouped(number) + " " + (number == 1 ? one : many);
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "nothing" : "'" + (text.length() > 24 ? text.substring(0, 24) + "…" : text) + "'";
    }
}
