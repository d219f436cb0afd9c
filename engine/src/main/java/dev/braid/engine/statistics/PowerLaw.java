package dev.braid.engine.statistics;

import java.util.Optional;

/**
 * y = factor · x^exponent, fitted as a straight line through logarithms. Over a few designs of a desk's size no irreducible
 * part can be told from the rest, so none is fitted.
 *
 * @param factor y at x = 1
 * @param exponent how steep
 * @param low lower end of the exponent's 95 % confidence interval, by Student's t over the residuals
 * @param high its upper end
 * @param points how many were fitted
 */
public record PowerLaw(double factor, double exponent, double low, double high, int points) {
    /** Of two points nothing can be said about the uncertainty. */
    public static final int FEWEST = 3;

    private static final double CONFIDENCE = 0.95;

    /**
     * Fits the law by least squares of the logarithms.
     *
     * @param x positive; at least two of them different
     * @param y positive, as many
     * @return empty with fewer than {@link #FEWEST} points, or where all x are alike
     */
    public static Optional<PowerLaw> fit(double[] x, double[] y) {
        int n = x.length;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < n; i++) {
            meanX += Math.log(x[i]) / n;
            meanY += Math.log(y[i]) / n;
        }
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            xx += (Math.log(x[i]) - meanX) * (Math.log(x[i]) - meanX);
            xy += (Math.log(x[i]) - meanX) * (Math.log(y[i]) - meanY);
        }
        if (n < FEWEST || !(xx > 1e-12)) {
            return Optional.empty();
        }
        double slope = xy / xx;
        double residuals = 0;
        for (int i = 0; i < n; i++) {
            double away = Math.log(y[i]) - meanY - slope * (Math.log(x[i]) - meanX);
            residuals += away * away;
        }
        double reach = StudentT.quantile(CONFIDENCE, n - 2) * Math.sqrt(residuals / (n - 2) / xx);
        return Optional.of(new PowerLaw(Math.exp(meanY - slope * meanX), slope, slope - reach, slope + reach, n));
    }

    /** y at that x. */
    public double at(double x) {
        return factor * Math.pow(x, exponent);
    }

    /** Whether the interval of the exponent leaves out 0. */
    public boolean distinguishable() {
        return low > 0 || high < 0;
    }
}
