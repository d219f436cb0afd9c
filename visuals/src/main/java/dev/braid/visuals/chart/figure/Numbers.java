package dev.braid.visuals.chart.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers in words, the same in every language: short ones along axes, exact ones where the reader asks for them. */
public final class Numbers {
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final int EXACT_DIGITS = 5;

    private Numbers() {}

    /** A number as it is told: up to five digits that count, with its unit. */
    public static String exact(double value, String unit) {
        if (unit.equals("bytes")) {
            return bytes(value);
        }
        return unit.isEmpty() ? exact(value) : exact(value) + " " + unit;
    }

    /** A number with up to five digits that count; whole numbers with all of theirs. */
    public static String exact(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "not a number" : value > 0 ? "infinite" : "minus infinite";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%d", (long) value);
        }
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e9) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        return new BigDecimal(value)
                .round(new MathContext(EXACT_DIGITS, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A number along a logarithmic axis. */
    static String onLogarithmicAxis(double value, String unit) {
        if (unit.equals("bytes")) {
            return bytes(value);
        }
        double size = Math.abs(value);
        if (size >= 1e6 || size < 1e-3) {
            double exponent = Math.log10(value);
            if (Math.abs(exponent - Math.rint(exponent)) < 1e-9) {
                return "10" + superscript((int) Math.rint(exponent));
            }
        }
        if (size >= 1 << 17 && value % 1024 == 0) {
            return value % (1 << 20) == 0 ? whole(value / (1 << 20)) + "Mi" : whole(value / 1024) + "Ki";
        }
        return size >= 1e6 ? short3(value / 1e6) + "M" : size >= 1e5 ? short3(value / 1e3) + "k" : exact(value);
    }

    /** A number along a linear axis whose ticks stand {@code step} apart and reach up to {@code largest}. */
    static String onLinearAxis(double value, double step, double largest, String unit) {
        if (unit.equals("bytes")) {
            int power = binaryPower(largest);
            return decimals(value / Math.pow(1024, power), step / Math.pow(1024, power)) + " " + BINARY[power];
        }
        if (value == 0) {
            return "0";
        }
        if (largest >= 1e9) {
            return decimals(value / 1e9, step / 1e9) + "G";
        }
        if (largest >= 1e6) {
            return decimals(value / 1e6, step / 1e6) + "M";
        }
        if (largest >= 2e4) {
            return decimals(value / 1e3, step / 1e3) + "k";
        }
        return decimals(value, step);
    }

    private static String bytes(double value) {
        int power = binaryPower(Math.abs(value));
        return short3(value / Math.pow(1024, power)) + " " + BINARY[power];
    }

    private static int binaryPower(double value) {
        int power = 0;
        for (double rest = value; rest >= 1024 && power < BINARY.length - 1; rest /= 1024) {
            power++;
        }
        return power;
    }

    private static String decimals(double value, double step) {
        int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String short3(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%d", (long) value);
    }

    private static String superscript(int number) {
        StringBuilder text = new StringBuilder();
        for (char c : Integer.toString(number).toCharArray()) {
            text.append(
                    c == '-'
                            ? '\u207b'
                            : "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079".charAt(c - '0'));
        }
        return text.toString();
    }
}
