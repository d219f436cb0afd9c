package dev.braid.visuals.chart.figure;

/** How numbers are laid out along an axis. */
public enum Scale {
    /** Equal differences, equal distances. */
    LINEAR("linear"),
    /** Every doubling takes the same distance; ticks stand at powers of two. */
    LOG2("log\u2082"),
    /** Every factor of ten takes the same distance. */
    LOG10("log\u2081\u2080");

    private final String words;

    Scale(String words) {
        this.words = words;
    }

    /** What menus call it. */
    public String words() {
        return words;
    }

    /** Whether only numbers above 0 have a place. */
    public boolean isLogarithmic() {
        return this != LINEAR;
    }

    /** Distances are differences of this. */
    public double place(double value) {
        return switch (this) {
            case LINEAR -> value;
            case LOG2 -> Math.log(value) / Math.log(2);
            case LOG10 -> Math.log10(value);
        };
    }

    /** Undoes {@link #place}. */
    public double value(double place) {
        return switch (this) {
            case LINEAR -> place;
            case LOG2 -> Math.pow(2, place);
            case LOG10 -> Math.pow(10, place);
        };
    }
}
