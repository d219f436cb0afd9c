package dev.braid.visuals.chart.figure;

import java.util.Arrays;
import java.util.Random;

/**
 * What several seeds say together. The one place where seeds become a mean and a band.
 *
 * @param mean over the seeds
 * @param low lower edge of the band; the mean itself where there is no band
 * @param high upper edge of the band
 * @param count N, how many seeds
 */
public record Summary(double mean, double low, double high, int count) {
    /** Up to this many seeds every resample is looked at (5 to the power of 5); of more, a sample of them. */
    private static final int EXHAUSTIVE = 5;

    private static final int RESAMPLES = 2000;
    private static final double TAIL = 0.025;

    /** Summarises the values of the seeds, of which there is at least one. One seed has no band. */
    public static Summary of(Band band, double... values) {
        int count = values.length;
        double mean = Arrays.stream(values).average().orElseThrow(() -> new IllegalArgumentException("no values"));
        if (count == 1 || band == Band.NONE) {
            return new Summary(mean, mean, mean, count);
        }
        return switch (band) {
            case NONE, RANGE ->
                new Summary(
                        mean,
                        Arrays.stream(values).min().orElse(mean),
                        Arrays.stream(values).max().orElse(mean),
                        count);
            case STANDARD_ERROR -> {
                double squares = Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum();
                double error = Math.sqrt(squares / (count - 1) / count);
                yield new Summary(mean, mean - error, mean + error, count);
            }
            case CONFIDENCE -> {
                double[] means = count <= EXHAUSTIVE ? allResamples(values) : someResamples(values);
                Arrays.sort(means);
                yield new Summary(mean, quantile(means, TAIL), quantile(means, 1 - TAIL), count);
            }
        };
    }

    /** Whether there is a band to draw. */
    public boolean hasBand() {
        return high > low;
    }

    private static double[] allResamples(double[] values) {
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

    /** The same resamples every time, so that a figure drawn twice is the same figure. */
    private static double[] someResamples(double[] values) {
        Random random = new Random(values.length);
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
