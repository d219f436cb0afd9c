package dev.braid.visuals.chart.figure;

import org.jspecify.annotations.Nullable;

/**
 * One axis of a figure.
 *
 * @param title what it measures, such as "Context length"
 * @param unit of its numbers, such as "tokens"; "" if it has none. Numbers in "bytes" are written as KiB and MiB
 * @param scale how numbers are laid out
 * @param range the interval that is always shown, or null to follow the data
 * @param better which end is the good one, for the Pareto front
 */
public record Axis(
        String title, String unit, Scale scale, @Nullable Range range, Better better) {
    /** Which end of an axis is the good one. */
    public enum Better {
        /** Recall, tokens a second. */
        HIGHER,
        /** Loss, bytes, seconds. */
        LOWER
    }

    /** An interval of numbers. */
    public record Range(double low, double high) {
        public Range {
            if (!(low < high)) {
                throw new IllegalArgumentException("a range goes up: " + low + " to " + high);
            }
        }
    }

    /** An axis that follows its data; small is good. */
    public static Axis of(String title, String unit, Scale scale) {
        return new Axis(title, unit, scale, null, Better.LOWER);
    }

    /** Recall or another share: from 0 to 1, linear, high is good. */
    public static Axis share(String title) {
        return new Axis(title, "", Scale.LINEAR, new Range(0, 1), Better.HIGHER);
    }

    /** The same axis with that interval always shown. */
    public Axis withRange(double low, double high) {
        return new Axis(title, unit, scale, new Range(low, high), better);
    }

    /** The same axis, laid out otherwise. A fixed interval that has no place on the scale is given up. */
    public Axis withScale(Scale other) {
        Range kept = other.isLogarithmic() && range != null && range.low <= 0 ? null : range;
        return new Axis(title, unit, other, kept, better);
    }

    /** The same axis with its good end named. */
    public Axis withBetter(Better end) {
        return new Axis(title, unit, scale, range, end);
    }

    /** What is written beside the axis: title and unit. */
    public String words() {
        return unit.isEmpty() || unit.equals("bytes") ? title : title + " (" + unit + ")";
    }
}
