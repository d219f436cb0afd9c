package dev.braid.engine.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A mean and its uncertainty.
 *
 * @param count how many numbers
 * @param mean their mean
 * @param standardError of the mean; 0 for a single number, whose uncertainty is unknown
 * @param low lower end of the band
 * @param high upper end of the band
 */
public record Summary(int count, double mean, double standardError, double low, double high) {
    /** Up to this many numbers every resample is looked at (5 to the power of 5); of more, a sample of them. */
    private static final int EXHAUSTIVE = 5;

    private static final int RESAMPLES = 10_000;
    private static final double TAIL = 0.025;

    /** The band goes from the smallest to the largest number: honest for three to five seeds. */
    public static Summary range(double... values) {
        double mean = mean(values);
        return with(
                Arrays.stream(values).min().orElse(mean),
                Arrays.stream(values).max().orElse(mean),
                values);
    }

    /** The band is one standard error of the mean to either side. */
    public static Summary standardError(double... values) {
        double mean = mean(values);
        double error = errorOfMean(values);
        return with(mean - error, mean + error, values);
    }

    /** The band is the 95 % percentile bootstrap interval of the mean; of the same numbers always the same. */
    public static Summary bootstrap(double... values) {
        double[] means = values.length <= EXHAUSTIVE ? allResamples(values) : someResamples(values);
        Arrays.sort(means);
        return with(quantile(means, TAIL), quantile(means, 1 - TAIL), values);
    }

    private static Summary with(double low, double high, double... values) {
        return new Summary(values.length, mean(values), errorOfMean(values), low, high);
    }

    static double mean(double... values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    static double errorOfMean(double... values) {
        if (values.length < 2) {
            return 0;
        }
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }

    private static double[] allResamples(double... values) {
        int count = values.length;
        double[] means = new double[(int) Math.pow(count, count)];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int rest = i, drawn = 0; drawn < count; drawn++, rest /= count) {
                sum += values[rest % count];
            }
            means[i] = sum / count;
        }
        return means;
    }

    private static double[] someResamples(double... values) {
        SplittableRandom random = new SplittableRandom(values.length);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int drawn = 0; drawn < values.length; drawn++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        return means;
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
