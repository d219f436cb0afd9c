package dev.braid.engine.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two variants compared over the seeds they share, by a paired t-test.
 *
 * @param first a variant's name
 * @param second another's
 * @param seeds how many they share
 * @param difference mean of the first minus mean of the second
 * @param standardError of that difference
 * @param p two-sided p-value, corrected for the number of comparisons by Holm's method
 * @param furtherSeeds about how many more seeds would show a difference of this size in four of five studies; 0 where it is shown
 *     already, or where nothing can be said
 */
public record PairedComparison(
        String first, String second, int seeds, double difference, double standardError, double p, int furtherSeeds) {
    /** Above it, a difference is not distinguishable from none. */
    public static final double LEVEL = 0.05;

    /** Two seeds may differ alike by chance, which a paired test would take for certainty. */
    public static final int LEAST_SEEDS = 3;

    /** Quantiles of the normal distribution: 97.5 % for the level, 80 % for the power. */
    private static final double LEVEL_QUANTILE = 1.95996;

    private static final double POWER_QUANTILE = 0.84162;
    private static final int MANY = 1000;

    /**
     * Every pair, with corrected p-values.
     *
     * @param bySeed for each variant a number for each of its seeds; pairs come in this order
     */
    public static List<PairedComparison> all(Map<String, ? extends Map<Long, Double>> bySeed) {
        List<String> names = List.copyOf(bySeed.keySet());
        List<PairedComparison> raw = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                Map<Long, Double> a = bySeed.get(names.get(i));
                Map<Long, Double> b = bySeed.get(names.get(j));
                if (a != null && b != null) {
                    raw.add(of(names.get(i), names.get(j), a, b));
                }
            }
        }
        return holmCorrected(raw);
    }

    /**
     * All others against one, with p-values corrected for as many comparisons as these are.
     *
     * @param control the name of the one
     * @param bySeed for each variant, the control included, a number for each of its seeds
     */
    public static List<PairedComparison> against(String control, Map<String, ? extends Map<Long, Double>> bySeed) {
        Map<Long, Double> one = bySeed.get(control);
        if (one == null) {
            throw new IllegalArgumentException("nothing is known of " + control);
        }
        List<PairedComparison> raw = new ArrayList<>();
        bySeed.forEach((name, numbers) -> {
            if (!name.equals(control)) {
                raw.add(of(name, control, numbers, one));
            }
        });
        return holmCorrected(raw);
    }

    private static List<PairedComparison> holmCorrected(List<PairedComparison> raw) {
        double[] corrected = holm(raw.stream().mapToDouble(PairedComparison::p).toArray());
        List<PairedComparison> all = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            all.add(raw.get(i).corrected(corrected[i]));
        }
        return all;
    }

    /** One pair, with its own p-value. */
    public static PairedComparison of(String first, String second, Map<Long, Double> a, Map<Long, Double> b) {
        double[] differences = a.keySet().stream()
                .filter(b::containsKey)
                .mapToDouble(seed -> a.getOrDefault(seed, 0.0) - b.getOrDefault(seed, 0.0))
                .toArray();
        double mean = differences.length == 0 ? 0 : Summary.mean(differences);
        double error = Summary.errorOfMean(differences);
        double p = pValue(differences);
        return new PairedComparison(
                first,
                second,
                differences.length,
                mean,
                error,
                p,
                p < LEVEL ? 0 : furtherSeeds(differences.length, mean, error));
    }

    private PairedComparison corrected(double holm) {
        int more = holm < LEVEL ? 0 : furtherSeeds(seeds, difference, standardError);
        return new PairedComparison(first, second, seeds, difference, standardError, holm, more);
    }

    /** Whether there are seeds enough, and a difference that chance hardly makes. */
    public boolean distinguishable() {
        return seeds >= LEAST_SEEDS && p < LEVEL;
    }

    /** In a sentence without its full stop, higher being better. */
    public String inWords() {
        if (seeds < LEAST_SEEDS) {
            return String.format(
                    Locale.ROOT,
                    "%s and %s share %s; a test needs at least %d",
                    first,
                    second,
                    seeds == 1 ? "1 finished seed" : seeds + " finished seeds",
                    LEAST_SEEDS);
        }
        if (p >= LEVEL) {
            return first + " and " + second + " are not distinguishable with " + seeds + " seeds" + seen();
        }
        return String.format(
                Locale.ROOT,
                "%s is %s than %s by %.3f ± %.3f with %d seeds (%s)",
                first,
                difference > 0 ? "better" : "worse",
                second,
                Math.abs(difference),
                standardError,
                seeds,
                testInWords());
    }

    /**
     * All comparisons in as few sentences as they need, higher being better: each variant that is better than others, in one; then, in
     * one, the pairs that are not distinguishable; then those without seeds enough.
     */
    public static List<String> inWords(List<PairedComparison> all) {
        return inWords(all, Integer.MAX_VALUE);
    }

    /**
     * The same, where there is little room.
     *
     * @param most so many pairs a sentence about pairs names; the others it counts
     */
    public static List<String> inWords(List<PairedComparison> all, int most) {
        Map<String, List<String>> better = new LinkedHashMap<>();
        List<String> alike = new ArrayList<>();
        List<String> few = new ArrayList<>();
        for (PairedComparison each : all) {
            if (each.seeds < LEAST_SEEDS) {
                few.add(String.format(Locale.ROOT, "%s and %s (%d)", each.first, each.second, each.seeds));
            } else if (each.p >= LEVEL) {
                alike.add(each.first + " and " + each.second + each.seen());
            } else {
                boolean first = each.difference > 0;
                better.computeIfAbsent(first ? each.first : each.second, name -> new ArrayList<>())
                        .add(String.format(
                                Locale.ROOT,
                                "%s by %.3f ± %.3f (%s)",
                                first ? each.second : each.first,
                                Math.abs(each.difference),
                                each.standardError,
                                each.pInWords()));
            }
        }
        List<String> sentences = new ArrayList<>();
        better.forEach(
                (name, others) -> sentences.add(name + " is better than " + String.join("; than ", others) + "."));
        if (!alike.isEmpty()) {
            sentences.add("Not distinguishable: " + listed(alike, most) + ".");
        }
        if (!few.isEmpty()) {
            sentences.add("A test needs at least " + LEAST_SEEDS + " finished seeds that both have; these have fewer: "
                    + listed(few, most) + ".");
        }
        return sentences;
    }

    private static String listed(List<String> pairs, int most) {
        String first = String.join("; ", pairs.subList(0, Math.min(pairs.size(), most)));
        int more = pairs.size() - most;
        return more > 0 ? first + "; and " + more + (more == 1 ? " more pair" : " more pairs") : first;
    }

    /** The test and its p-value, in a few words. */
    public String testInWords() {
        return "paired test, " + pInWords();
    }

    private String pInWords() {
        return "p " + (p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", p));
    }

    private String seen() {
        if (difference == 0) {
            return "";
        }
        String seen = String.format(Locale.ROOT, "difference %.3f ± %.3f", difference, standardError);
        return " (" + seen + (outlook().isEmpty() ? "" : "; " + outlook()) + ")";
    }

    /** What more seeds would bring, in half a sentence; "" where nothing can be said. */
    public String outlook() {
        if (furtherSeeds == 0) {
            return "";
        }
        return furtherSeeds >= MANY
                ? "more seeds would hardly help"
                : "if it is real, about " + furtherSeeds
                        + (furtherSeeds == 1 ? " more seed would show it" : " more seeds would show it");
    }

    /**
     * Two-sided p-value of the paired t-test: are the differences zero on average? 1 with fewer than two. Where all differences are
     * equal, which a few seeds can be by chance, their spread says nothing: then it is the p-value of their signs alone, 2^(1 − n).
     */
    static double pValue(double... differences) {
        int n = differences.length;
        if (n < 2) {
            return 1;
        }
        double error = Summary.errorOfMean(differences);
        double mean = Summary.mean(differences);
        if (error == 0) {
            return mean == 0 ? 1 : Math.pow(2, 1 - n);
        }
        return StudentT.twoSided(mean / error, n - 1);
    }

    /**
     * The usual sample size of a paired test, ((z₀.₉₇₅ + z₀.₈)/d)² + z₀.₉₇₅²/2 with d the mean over the standard deviation, less the
     * seeds there are.
     */
    static int furtherSeeds(int seeds, double mean, double error) {
        if (seeds < 2 || mean == 0 || error == 0) {
            return 0;
        }
        double d = Math.abs(mean) / (error * Math.sqrt(seeds));
        double ratio = (LEVEL_QUANTILE + POWER_QUANTILE) / d;
        double wanted = ratio * ratio + LEVEL_QUANTILE * LEVEL_QUANTILE / 2;
        return (int) Math.min(MANY, Math.max(1, Math.ceil(wanted) - seeds));
    }

    /** Holm's correction for several tests: the adjusted p-values, in the given order. */
    static double[] holm(double... p) {
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
}
