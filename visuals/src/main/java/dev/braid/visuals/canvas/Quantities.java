package dev.braid.visuals.canvas;

import java.util.Locale;

/** Numbers as short as they fit on a block. */
final class Quantities {
    private static final String[] THOUSANDS = {"", " k", " M", " G", " T", " P"};
    private static final String[] KIBI = {" B", " KiB", " MiB", " GiB", " TiB", " PiB"};

    private Quantities() {}

    /** A count: 640, 12.4 k, 1.2 M. */
    static String count(double number) {
        return scaled(number, 1000, THOUSANDS);
    }

    /** Floating-point operations: 64 F, 1.2 MF. */
    static String flops(double number) {
        String text = count(number);
        return text.contains(" ") ? text + "F" : text + " F";
    }

    /** Bytes: 512 B, 2 KiB. */
    static String bytes(double number) {
        return scaled(number, 1024, KIBI);
    }

    private static String scaled(double number, double base, String[] units) {
        double rest = number;
        int unit = 0;
        while (rest >= base * 0.9995 && unit < units.length - 1) {
            rest /= base;
            unit++;
        }
        String digits = String.format(Locale.ROOT, rest < 99.95 && unit > 0 ? "%.1f" : "%.0f", rest);
        return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + units[unit];
    }
}
