package dev.braid.visuals.inspector;

import java.util.Locale;

/** Numbers of a form: exact where that is readable, with their units. */
final class Amounts {
    private static final String[] THOUSANDS = {"", " thousand", " million", " billion", " trillion"};
    private static final String[] KIBI = {" bytes", " KiB", " MiB", " GiB", " TiB"};

    private Amounts() {}

    /** A count: 24,576, or 12.3 million. */
    static String count(double number) {
        return number < 1e6 ? String.format(Locale.ROOT, "%,.0f", number) : scaled(number, 1000, THOUSANDS);
    }

    /** Bytes: 512 bytes, 4 KiB. */
    static String bytes(double number) {
        return scaled(number, 1024, KIBI);
    }

    private static String scaled(double number, double base, String[] units) {
        double rest = number;
        int unit = 0;
        while (rest >= base && unit < units.length - 1) {
            rest /= base;
            unit++;
        }
        String digits = String.format(Locale.ROOT, unit == 0 ? "%.0f" : rest < 100 ? "%.1f" : "%.0f", rest);
        return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + units[unit];
    }
}
