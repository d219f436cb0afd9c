package dev.braid.app.training;

import dev.braid.engine.block.DesignContext;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlan.Variant;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.train.TrainingSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that was chosen for a training but the designs; pure data.
 *
 * @param task id of the task
 * @param taskParameters those that differ from the task's own
 * @param trainingLengths context lengths of the mixture that is trained on
 * @param evaluatedLengths the points of the curve
 * @param apart whether each training length is a training of its own instead of part of a mixture
 * @param learningRates the grid
 * @param seeds at least one
 * @param gridOnFirstSeed whether only the first seed tries all learning rates
 * @param settings everything else
 */
public record Choices(
        String task,
        Map<String, ParamValue> taskParameters,
        List<Integer> trainingLengths,
        List<Integer> evaluatedLengths,
        boolean apart,
        List<Double> learningRates,
        List<Long> seeds,
        boolean gridOnFirstSeed,
        TrainingSettings settings) {
    public Choices {
        taskParameters = Map.copyOf(taskParameters);
        trainingLengths = List.copyOf(trainingLengths);
        evaluatedLengths = List.copyOf(evaluatedLengths);
        learningRates = List.copyOf(learningRates);
        seeds = List.copyOf(seeds);
    }

    /** What a design is used on: how many tokens there are, and the longest context. */
    public DesignContext context() {
        int longest = Math.max(
                trainingLengths.stream().mapToInt(Integer::intValue).max().orElse(1),
                evaluatedLengths.stream().mapToInt(Integer::intValue).max().orElse(1));
        return new DesignContext(TaskCatalog.task(task).bind(taskParameters).vocabulary(), longest);
    }

    /** What was chosen for a run. */
    static Choices of(RunSpec spec) {
        return new Choices(
                spec.task(),
                spec.taskParameters(),
                lengths(List.of(spec.train())),
                lengths(List.of(spec.evaluate())),
                false,
                List.of(spec.settings().learningRate()),
                List.of(spec.settings().seed()),
                false,
                spec.settings());
    }

    private static List<Integer> lengths(List<List<Length>> groups) {
        return groups.stream()
                .flatMap(List::stream)
                .map(Length::contextLength)
                .distinct()
                .toList();
    }

    /** What was chosen for a plan. */
    static Choices of(SweepPlan plan) {
        boolean apart = plan.train().size() > 1;
        return new Choices(
                plan.task(),
                plan.taskParameters(),
                lengths(plan.train()),
                lengths(plan.evaluate()),
                apart,
                plan.learningRates(),
                plan.seeds(),
                plan.gridOnFirstSeed(),
                plan.settings());
    }

    /** The plan that trains these designs so; designs of one name are told apart by a number. */
    public SweepPlan plan(String question, List<Architecture> designs) {
        Set<String> taken = new HashSet<>();
        List<Variant> variants = new ArrayList<>();
        for (Architecture design : designs) {
            String wanted = design.name().isBlank() ? "Design" : design.name();
            String name = wanted;
            for (int number = 2; !taken.add(name); number++) {
                name = wanted + " " + number;
            }
            variants.add(new Variant(name, design, List.of()));
        }
        return planOf(question, variants);
    }

    /** The plan that trains these variants so. */
    public SweepPlan planOf(String question, List<Variant> variants) {
        List<Length> lengths = trainingLengths.stream().map(Length::of).toList();
        List<List<Length>> train = apart ? lengths.stream().map(List::of).toList() : List.of(lengths);
        return new SweepPlan(
                question,
                variants,
                task,
                new LinkedHashMap<>(taskParameters),
                train,
                apart
                        ? train
                        : List.of(evaluatedLengths.stream().map(Length::of).toList()),
                learningRates,
                seeds,
                gridOnFirstSeed && learningRates.size() > 1,
                settings);
    }
}
