package dev.braid.visuals.chart.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where the ticks of an axis stand and what is written there: powers of two on a log2 axis, decades on a log10 axis, and 1, 2, 5 and
 * their decades on a linear one.
 */
public final class Ticks {
    private static final int MOST = 8;

    private Ticks() {}

    /**
     * A tick.
     *
     * @param value where it stands
     * @param label what is written there; "" for a mark without a word
     */
    public record Tick(double value, String label) {}

    /**
     * As many ticks as there is room for.
     *
     * @param axis whose ticks they are
     * @param low the lowest place ({@link Scale#place}) on the axis
     * @param high the highest place
     * @param fits whether ticks have room enough for their labels
     */
    public static List<Tick> of(Axis axis, double low, double high, Predicate<List<Tick>> fits) {
        Scale scale = axis.scale();
        if (!scale.isLogarithmic()) {
            return linear(axis, low, high, fits);
        }
        if (Math.floor(high + 1e-9) - Math.ceil(low - 1e-9) < 1) {
            List<Tick> even = linear(axis, low, high, fits);
            return scale == Scale.LOG10 ? withinDecades(axis, low, high, fits, even) : even;
        }
        int first = (int) Math.ceil(low - 1e-9);
        int last = (int) Math.floor(high + 1e-9);
        for (int every = 1; ; every++) {
            List<Tick> ticks = new ArrayList<>();
            for (int power = first; power <= last; power++) {
                double value = scale.value(power);
                boolean labelled = Math.floorMod(power, every) == 0;
                ticks.add(new Tick(value, labelled ? Numbers.onLogarithmicAxis(value, axis.unit()) : ""));
            }
            if (every > last - first || fits.test(ticks)) {
                return ticks;
            }
        }
    }

    /** Where hardly two decades are to be seen: what has the most labels, ticks at even steps or at 1, 2, 5 or 1, 3 of a decade. */
    private static List<Tick> withinDecades(
            Axis axis, double low, double high, Predicate<List<Tick>> fits, List<Tick> even) {
        List<Tick> best = even;
        for (int[] digits : new int[][] {{1, 2, 5}, {1, 3}}) {
            List<Tick> ticks = new ArrayList<>();
            for (int power = (int) Math.floor(low); power <= high; power++) {
                for (int digit : digits) {
                    double place = power + Math.log10(digit);
                    if (place >= low - 1e-9 && place <= high + 1e-9) {
                        double value = digit * Math.pow(10, power);
                        double smallest =
                                ticks.isEmpty() ? value : ticks.getFirst().value();
                        ticks.add(new Tick(
                                value, Numbers.onLinearAxis(value, smallest, Math.pow(10, high), axis.unit())));
                    }
                }
            }
            if (ticks.size() > best.size() && fits.test(ticks)) {
                best = ticks;
            }
        }
        return best;
    }

    /** Between the decades of a log10 axis: marks at 2 to 9. */
    public static List<Double> minor(Axis axis, double low, double high) {
        List<Double> places = new ArrayList<>();
        if (axis.scale() == Scale.LOG10 && high - low <= 6 && high - low >= 1) {
            for (int power = (int) Math.floor(low); power <= high; power++) {
                for (int digit = 2; digit <= 9; digit++) {
                    double place = power + Math.log10(digit);
                    if (place > low && place < high) {
                        places.add(place);
                    }
                }
            }
        }
        return places;
    }

    private static List<Tick> linear(Axis axis, double low, double high, Predicate<List<Tick>> fits) {
        double from = axis.scale().value(low);
        double to = axis.scale().value(high);
        boolean bytes = axis.unit().equals("bytes");
        List<Tick> ticks = List.of();
        for (int most = MOST; most >= 1; most--) {
            double step = step((to - from) / most, bytes);
            List<Tick> candidate = new ArrayList<>();
            double largest = Math.max(Math.abs(from), Math.abs(to));
            for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
                double value = i * step;
                candidate.add(new Tick(value, Numbers.onLinearAxis(value, step, largest, axis.unit())));
            }
            ticks = candidate;
            if (fits.test(ticks)) {
                return ticks;
            }
        }
        return ticks;
    }

    /** The next of 1, 2 and 5 times a power of ten; of bytes the next power of two. */
    private static double step(double atLeast, boolean bytes) {
        if (bytes && atLeast > 1) {
            return Math.pow(2, Math.ceil(Math.log(atLeast) / Math.log(2) - 1e-9));
        }
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        double digit = atLeast / power;
        return power * (digit <= 1.0001 ? 1 : digit <= 2.0001 ? 2 : digit <= 5.0001 ? 5 : 10);
    }
}
