package dev.braid.app.training;

import dev.braid.engine.sweep.Statistics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Runs side by side: which parameters differ, what groups of them recall, and whether that is more than chance. */
public final class Comparison {
    private static final int MOST_SENTENCES = 10;

    /** Two seeds may differ alike by chance, which a paired test would take for certainty. */
    private static final int LEAST_SEEDS = 3;

    private final List<RunData> runs;
    private final Map<String, Map<String, String>> parameters = new LinkedHashMap<>();

    /** Compares those runs. */
    public Comparison(Collection<RunData> runs, Workbench bench) {
        this.runs = List.copyOf(runs);
        this.runs.forEach(run -> parameters.put(run.id(), bench.parameters(run)));
    }

    /** The parameters that all runs have, and that are not the same in all of them. */
    public List<String> differing() {
        return RunParameters.differing(parameters.values()).stream()
                .filter(name -> parameters.values().stream().allMatch(each -> each.containsKey(name)))
                .toList();
    }

    /** A parameter of a run; "–" if it has none of that name. */
    public String value(RunData run, String parameter) {
        return parameters.getOrDefault(run.id(), Map.of()).getOrDefault(parameter, "–");
    }

    /**
     * A value of a parameter, and what its runs recall.
     *
     * @param value of the parameter
     * @param runs how many there are
     * @param bySeed mean test recall of each seed
     */
    public record Group(String value, int runs, Map<Long, Double> bySeed) {
        /** Mean over the seeds; NaN if none is finished. */
        public double mean() {
            return bySeed.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN);
        }
    }

    /** The runs grouped by a parameter; of several learning rates in a group the best on validation counts for each seed. */
    public List<Group> groups(String parameter) {
        Map<String, List<RunData>> byValue = new LinkedHashMap<>();
        for (RunData run : runs) {
            byValue.computeIfAbsent(value(run, parameter), value -> new ArrayList<>())
                    .add(run);
        }
        List<Group> groups = new ArrayList<>();
        byValue.forEach((value, own) -> groups.add(new Group(value, own.size(), bySeed(own))));
        return groups;
    }

    private static Map<Long, Double> bySeed(List<RunData> runs) {
        Map<Long, Map<String, RunData>> best = new TreeMap<>();
        for (RunData run : runs) {
            if (run.result() != null) {
                String rest =
                        run.spec().variant() + run.spec().task() + run.spec().train();
                best.computeIfAbsent(run.spec().settings().seed(), seed -> new LinkedHashMap<>())
                        .merge(
                                rest,
                                run,
                                (a, b) -> a.bestAccuracy().orElse(0)
                                                >= b.bestAccuracy().orElse(0)
                                        ? a
                                        : b);
            }
        }
        Map<Long, Double> bySeed = new TreeMap<>();
        best.forEach((seed, chosen) -> bySeed.put(
                seed,
                chosen.values().stream()
                        .mapToDouble(run -> run.testAccuracy().orElse(0))
                        .average()
                        .orElse(0)));
        return bySeed;
    }

    /** Every pair of groups in a sentence: a paired test over the seeds they share, corrected for the number of pairs. */
    public List<String> inWords(String parameter) {
        List<Group> groups = groups(parameter).stream()
                .filter(group -> !group.bySeed.isEmpty())
                .toList();
        record Pair(Group first, Group second, double difference, double p, int seeds) {}
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            for (int j = i + 1; j < groups.size(); j++) {
                Group first = groups.get(i);
                Group second = groups.get(j);
                List<Long> shared = first.bySeed.keySet().stream()
                        .filter(second.bySeed::containsKey)
                        .toList();
                double[] a =
                        shared.stream().mapToDouble(seed -> of(first, seed)).toArray();
                double[] b =
                        shared.stream().mapToDouble(seed -> of(second, seed)).toArray();
                double difference = java.util.stream.IntStream.range(0, a.length)
                        .mapToDouble(k -> a[k] - b[k])
                        .average()
                        .orElse(0);
                pairs.add(new Pair(first, second, difference, Statistics.pairedTest(a, b), a.length));
            }
        }
        double[] corrected = Statistics.holm(pairs.stream().mapToDouble(Pair::p).toArray());
        List<String> words = new ArrayList<>();
        String prefix = parameter.equals(RunParameters.VARIANT) ? "" : parameter + " ";
        for (int i = 0; i < Math.min(MOST_SENTENCES, pairs.size()); i++) {
            Pair pair = pairs.get(i);
            if (pair.seeds < LEAST_SEEDS) {
                words.add(String.format(
                        Locale.ROOT,
                        "%s%s and %s%s share %s; a test needs at least %d.",
                        prefix,
                        pair.first.value,
                        prefix,
                        pair.second.value,
                        pair.seeds == 1 ? "1 finished seed" : pair.seeds + " finished seeds",
                        LEAST_SEEDS));
                continue;
            }
            words.add(Statistics.inWords(
                            prefix + pair.first.value,
                            prefix + pair.second.value,
                            pair.difference,
                            corrected[i],
                            pair.seeds)
                    + ".");
        }
        if (pairs.size() > MOST_SENTENCES) {
            words.add(String.format(
                    Locale.ROOT, "%d more pairs; filter the runs to read them.", pairs.size() - MOST_SENTENCES));
        }
        return words;
    }

    private static double of(Group group, long seed) {
        return Objects.requireNonNull(group.bySeed.get(seed));
    }
}
