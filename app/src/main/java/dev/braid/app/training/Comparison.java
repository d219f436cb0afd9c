package dev.braid.app.training;

import dev.braid.engine.statistics.PairedComparison;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs side by side: which parameters differ, what groups of them recall, and whether that is more than chance. */
public final class Comparison {
    private static final int MOST_PAIRS = 12;

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

    /** All pairs of groups in sentences: a paired test over the seeds they share, corrected for the number of pairs. */
    public List<String> inWords(String parameter) {
        String prefix = parameter.equals(RunParameters.VARIANT) ? "" : parameter + " ";
        Map<String, Map<Long, Double>> bySeed = new LinkedHashMap<>();
        for (Group group : groups(parameter)) {
            if (!group.bySeed.isEmpty()) {
                bySeed.put(prefix + group.value, group.bySeed);
            }
        }
        return PairedComparison.inWords(PairedComparison.all(bySeed), MOST_PAIRS);
    }
}
