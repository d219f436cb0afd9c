package dev.braid.engine.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** What may be said of a few numbers. */
public final class Statistics {
    private static final int RESAMPLES = 10_000;

    private Statistics() {}

    /**
     * A mean and its uncertainty.
     *
     * @param count how many numbers
     * @param mean their mean
     * @param standardError of the mean; 0 for a single number, whose uncertainty is unknown
     * @param low lower end of the band
     * @param high upper end of the band
     */
    public record Summary(int count, double mean, double standardError, double low, double high) {}

    /** Mean, standard error, and the smallest and largest number as the band: honest for three to five seeds. */
    public static Summary range(double... values) {
        double mean = mean(values);
        return new Summary(
                values.length,
                mean,
                standardError(values),
                Arrays.stream(values).min().orElse(mean),
                Arrays.stream(values).max().orElse(mean));
    }

    /** Mean, standard error, and the 95 % percentile bootstrap interval of the mean; seeded, so always the same. */
    public static Summary bootstrap(double... values) {
        SplittableRandom random = new SplittableRandom(values.length);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        return new Summary(
                values.length,
                mean(values),
                standardError(values),
                means[(int) (0.025 * (RESAMPLES - 1))],
                means[(int) Math.ceil(0.975 * (RESAMPLES - 1))]);
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double standardError(double... values) {
        if (values.length < 2) {
            return 0;
        }
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /**
     * Two-sided p-value of a paired t-test: are the differences zero on average? 1 with fewer than two pairs. Where all
     * differences are equal, which a few seeds can be by chance, their spread says nothing: then it is the p-value of their signs
     * alone, 2^(1 − n).
     *
     * @param a one number for each seed
     * @param b the other variant's, in the same order of seeds
     */
    public static double pairedTest(double[] a, double[] b) {
        int n = a.length;
        if (n < 2) {
            return 1;
        }
        double[] differences = new double[n];
        Arrays.setAll(differences, i -> a[i] - b[i]);
        double error = standardError(differences);
        double mean = mean(differences);
        if (error == 0) {
            return mean == 0 ? 1 : Math.pow(2, 1 - n);
        }
        double t = mean / error;
        int freedom = n - 1;
        return regularisedBeta(freedom / (freedom + t * t), freedom / 2.0, 0.5);
    }

    /** Holm's correction for several tests: the adjusted p-values, in the given order. */
    public static double[] holm(double... p) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> p[i]));
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            int i = order.get(rank);
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[i]));
            adjusted[i] = largest;
        }
        return adjusted;
    }

    /** Two variants compared, in words; {@code p} is the corrected p-value over that many shared seeds. */
    public static String inWords(String first, String second, double difference, double p, int seeds) {
        String with = " with " + seeds + (seeds == 1 ? " seed" : " seeds");
        if (seeds < 2) {
            return first + " and " + second + " cannot be compared" + with;
        }
        if (p >= 0.05) {
            return first + " and " + second + " are not distinguishable" + with;
        }
        return String.format(
                java.util.Locale.ROOT,
                "%s is %s than %s by %.3f%s (paired test, p = %.3g)",
                first,
                difference > 0 ? "better" : "worse",
                second,
                Math.abs(difference),
                with,
                p);
    }

    /** I_x(a, b), by Lentz's continued fraction. */
    private static double regularisedBeta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - regularisedBeta(1 - x, b, a);
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        double tiny = 1e-300;
        double f = 1;
        double c = 1;
        double d = 0;
        for (int i = 0; i <= 500; i++) {
            int m = i / 2;
            double numerator = i == 0
                    ? 1
                    : i % 2 == 0
                            ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                            : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 + numerator * d;
            d = 1 / (Math.abs(d) < tiny ? tiny : d);
            c = 1 + numerator / c;
            c = Math.abs(c) < tiny ? tiny : c;
            f *= c * d;
            if (Math.abs(1 - c * d) < 1e-14) {
                break;
            }
        }
        return front * (f - 1) / a;
    }

    /** ln Γ(x), x > 0, Lanczos with g = 7. */
    private static double logGamma(double x) {
        double[] c = {
            0.99999999999980993,
            676.5203681218851,
            -1259.1392167224028,
            771.32342877765313,
            -176.61502916214059,
            12.507343278686905,
            -0.13857109526572012,
            9.9843695780195716e-6,
            1.5056327351493116e-7
        };
        if (x < 0.5) {
            return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
        }
        double sum = c[0];
        for (int i = 1; i < c.length; i++) {
            sum += c[i] / (x - 1 + i);
        }
        double t = x - 1 + 7.5;
        return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
    }
}
