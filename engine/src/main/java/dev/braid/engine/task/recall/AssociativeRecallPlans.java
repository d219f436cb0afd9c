package dev.braid.engine.task.recall;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.EvaluationPlan;
import dev.braid.engine.task.TrainingMix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The published mixtures of context lengths and pair counts for {@link AssociativeRecall}. Parameters other than the
 * number of pairs are the caller's.
 */
public final class AssociativeRecallPlans {
    private AssociativeRecallPlans() {}

    /** The grid of Zoology (arXiv 2312.04927, figure 2), of which each point is trained and measured by itself. */
    public static EvaluationPlan zoologyGrid(Map<String, ParamValue> parameters) {
        return new EvaluationPlan(List.of(
                point(parameters, 64, 4),
                point(parameters, 128, 8),
                point(parameters, 256, 16),
                point(parameters, 512, 64)));
    }

    /** What Based (arXiv 2402.18668, figure 2) trains on: five parts, weighted by their published numbers of examples. */
    public static TrainingMix basedTraining(Map<String, ParamValue> parameters) {
        return new TrainingMix(List.of(
                part(parameters, 64, 4, 100_000),
                part(parameters, 128, 8, 20_000),
                part(parameters, 256, 16, 20_000),
                part(parameters, 256, 32, 20_000),
                part(parameters, 256, 64, 20_000)));
    }

    /** What Based measures on: below, at and beyond its training lengths. */
    public static EvaluationPlan basedEvaluation(Map<String, ParamValue> parameters) {
        return new EvaluationPlan(List.of(
                point(parameters, 64, 4),
                point(parameters, 64, 8),
                point(parameters, 64, 16),
                point(parameters, 128, 32),
                point(parameters, 256, 64),
                point(parameters, 512, 128),
                point(parameters, 1024, 256)));
    }

    private static TrainingMix.Part part(
            Map<String, ParamValue> parameters, int contextLength, int pairs, double weight) {
        return new TrainingMix.Part(bind(parameters, pairs), contextLength, weight);
    }

    private static EvaluationPlan.Point point(Map<String, ParamValue> parameters, int contextLength, int pairs) {
        return new EvaluationPlan.Point(pairs + " pairs", bind(parameters, pairs), contextLength);
    }

    private static BoundTask bind(Map<String, ParamValue> parameters, int pairs) {
        Map<String, ParamValue> given = new LinkedHashMap<>(parameters);
        given.put(AssociativeRecall.PAIRS, new ParamValue.Whole(pairs));
        return new AssociativeRecall().bind(given);
    }
}
