package dev.braid.engine.evaluate;

/**
 * A share of right answers with its uncertainty.
 *
 * @param right how many were right
 * @param all of how many
 */
public record Share(long right, long all) {
    /** Two-sided 95 % of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /** The share, in [0, 1]; not a number of none. */
    public double value() {
        return right / (double) all;
    }

    /** The lower end of the 95 % interval after Wilson. */
    public double low() {
        return Math.max(0, centre() - half());
    }

    /** The upper end of the 95 % interval after Wilson. */
    public double high() {
        return Math.min(1, centre() + half());
    }

    private double centre() {
        return (value() + Z * Z / (2 * all)) / (1 + Z * Z / all);
    }

    private double half() {
        double p = value();
        return Z * Math.sqrt(p * (1 - p) / all + Z * Z / (4.0 * all * all)) / (1 + Z * Z / all);
    }

    /** One answer more. */
    Share plus(boolean correct) {
        return new Share(right + (correct ? 1 : 0), all + 1);
    }
}
