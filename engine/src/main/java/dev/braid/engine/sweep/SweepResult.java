package dev.braid.engine.sweep;

import dev.braid.engine.statistics.PairedComparison;
import dev.braid.engine.statistics.Summary;
import dev.braid.engine.store.RunResult;
import dev.braid.engine.sweep.SweepProgress.Member;
import dev.braid.engine.train.event.PointResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a sweep has found.
 *
 * @param plan what was asked
 * @param outcomes of all members that ran, or were found finished
 * @param cancelled whether it was stopped before its end
 */
public record SweepResult(SweepPlan plan, Map<Member, FolderRun.Outcome> outcomes, boolean cancelled) {
    public SweepResult {
        synchronized (outcomes) {
            outcomes = new LinkedHashMap<>(outcomes);
        }
    }

    /** What a curve shows. */
    public enum Measure {
        /** Accuracy of answers; more is better. */
        RECALL("recall"),
        /** Loss on text; less is better. */
        BITS_PER_BYTE("bits a byte");

        private final String words;

        Measure(String words) {
            this.words = words;
        }

        /** What tables call it. */
        public String words() {
            return words;
        }

        private boolean shows(PointResult point) {
            return point.isText() == (this == BITS_PER_BYTE);
        }

        private double of(PointResult point) {
            return this == RECALL ? point.accuracy() : point.bitsPerByte().orElse(Double.NaN);
        }
    }

    /**
     * One point of a curve over seeds.
     *
     * @param variant the variant's name
     * @param point what tells points of the same length apart; else ""
     * @param contextLength L in tokens
     * @param summary of the measure on test over the seeds at the chosen learning rate
     * @param chance accuracy of guessing
     * @param learningRate the chosen rate
     * @param seeds the seeds, ascending
     * @param values the measure of each seed
     * @param runs the ids of the runs, in the order of the seeds
     */
    public record CurvePoint(
            String variant,
            String point,
            int contextLength,
            Summary summary,
            double chance,
            double learningRate,
            List<Long> seeds,
            List<Double> values,
            List<String> runs) {
        public CurvePoint {
            seeds = List.copyOf(seeds);
            values = List.copyOf(values);
            runs = List.copyOf(runs);
        }

        /** What tables and curves call it: the variant, and whatever else tells the point from others of its length. */
        public String label() {
            return point.isEmpty() ? variant : variant + " (" + point + ")";
        }
    }

    /** Members that failed, with the sentence that says why. */
    public Map<Member, String> failures() {
        Map<Member, String> failures = new LinkedHashMap<>();
        outcomes.forEach((member, outcome) -> {
            if (outcome instanceof FolderRun.Outcome.Failed(String reason)) {
                failures.put(member, reason);
            }
        });
        return failures;
    }

    /**
     * The learning rate of a variant with the best mean validation accuracy (on text: loss) over the seeds that ran, inside the training
     * length; of equal ones that with the lower loss. Empty if none is done.
     */
    public OptionalDouble bestLearningRate(int variant, int group) {
        Map<Double, List<RunResult>> byRate = new TreeMap<>();
        outcomes.forEach((member, outcome) -> {
            if (member.variant() == variant && member.group() == group && outcome instanceof FolderRun.Outcome.Done) {
                byRate.computeIfAbsent(member.learningRate(), rate -> new ArrayList<>())
                        .add(SweepRunner.result(outcome));
            }
        });
        int longest = plan.train().get(group).stream()
                .mapToInt(RunSpec.Length::contextLength)
                .max()
                .orElse(0);
        // a rate that did not run on all the seeds is compared on those it ran on
        double best = Double.NaN;
        double bestScore = Double.NEGATIVE_INFINITY;
        double bestLoss = Double.POSITIVE_INFINITY;
        for (Map.Entry<Double, List<RunResult>> entry : byRate.entrySet()) {
            double score = entry.getValue().stream()
                    .mapToDouble(result -> result.validationScore(longest))
                    .average()
                    .orElse(0);
            double loss = entry.getValue().stream()
                    .mapToDouble(result -> result.validationLoss(longest))
                    .average()
                    .orElse(Double.POSITIVE_INFINITY);
            if (score > bestScore || score == bestScore && loss < bestLoss) {
                best = entry.getKey();
                bestScore = score;
                bestLoss = loss;
            }
        }
        return Double.isNaN(best) ? OptionalDouble.empty() : OptionalDouble.of(best);
    }

    /** All points of all curves, variant by variant; of each variant at its best learning rate. Empty where that was not measured. */
    public List<CurvePoint> curve(Measure measure) {
        List<CurvePoint> points = new ArrayList<>();
        for (int variant = 0; variant < plan.variants().size(); variant++) {
            for (int group = 0; group < plan.train().size(); group++) {
                OptionalDouble rate = chosenLearningRate(variant, group);
                if (rate.isPresent()) {
                    points.addAll(curve(measure, variant, group, rate.getAsDouble()));
                }
            }
        }
        return points;
    }

    /**
     * The learning rate whose curve is shown. With the grid on the first seed only, the choice must not change when further
     * seeds come in at one rate.
     */
    public OptionalDouble chosenLearningRate(int variant, int group) {
        if (!plan.gridOnFirstSeed()) {
            return bestLearningRate(variant, group);
        }
        Map<Member, FolderRun.Outcome> grid = new LinkedHashMap<>(outcomes);
        grid.keySet().removeIf(member -> member.seed() != plan.seeds().getFirst());
        return new SweepResult(plan, grid, cancelled).bestLearningRate(variant, group);
    }

    private List<CurvePoint> curve(Measure measure, int variant, int group, double rate) {
        Map<Long, RunResult> bySeed = new TreeMap<>();
        outcomes.forEach((member, outcome) -> {
            if (member.variant() == variant
                    && member.group() == group
                    && member.learningRate() == rate
                    && outcome instanceof FolderRun.Outcome.Done) {
                bySeed.put(member.seed(), SweepRunner.result(outcome));
            }
        });
        List<CurvePoint> points = new ArrayList<>();
        if (bySeed.isEmpty()) {
            return points;
        }
        List<PointResult> shape = bySeed.values().iterator().next().test();
        for (int i = 0; i < shape.size(); i++) {
            if (!measure.shows(shape.get(i))) {
                continue;
            }
            int index = i;
            List<Double> values = bySeed.values().stream()
                    .map(result -> measure.of(result.test().get(index)))
                    .toList();
            points.add(new CurvePoint(
                    plan.variants().get(variant).name(),
                    shape.get(i).name(),
                    shape.get(i).contextLength(),
                    Summary.range(
                            values.stream().mapToDouble(Double::doubleValue).toArray()),
                    shape.get(i).chance(),
                    rate,
                    List.copyOf(bySeed.keySet()),
                    values,
                    bySeed.values().stream().map(RunResult::run).toList()));
        }
        return points;
    }

    /** Every pair of variants, each at its chosen learning rate, by the mean over the points; a positive difference is better. */
    public List<PairedComparison> comparisons(Measure measure) {
        double sign = measure == Measure.RECALL ? 1 : -1;
        Map<String, Map<Long, Double>> means = new LinkedHashMap<>();
        Map<String, Map<Long, Integer>> counts = new LinkedHashMap<>();
        for (CurvePoint point : curve(measure)) {
            for (int i = 0; i < point.seeds.size(); i++) {
                long seed = point.seeds.get(i);
                means.computeIfAbsent(point.variant, name -> new TreeMap<>())
                        .merge(seed, sign * point.values.get(i), Double::sum);
                counts.computeIfAbsent(point.variant, name -> new TreeMap<>()).merge(seed, 1, Integer::sum);
            }
        }
        means.forEach((name, bySeed) -> bySeed.replaceAll(
                (seed, sum) -> sum / counts.getOrDefault(name, Map.of()).getOrDefault(seed, 1)));
        return PairedComparison.all(means);
    }
}
