package dev.braid.engine.continual;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.evaluate.Evaluation;
import dev.braid.engine.evaluate.QuestionSet;
import dev.braid.engine.evaluate.Suites;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.token.Tokenizer;
import dev.braid.engine.train.Evaluator;
import dev.braid.engine.train.ShardExecutor;
import dev.braid.engine.train.TrainingJob;
import dev.braid.engine.train.WorkerPool;
import dev.braid.engine.train.event.PointResult;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds out what models can do. With one seed all models see the same text, the same facts and the same questions.
 *
 * @param lookBacks the distances of facts, in tokens, in the order of the points that are measured after the first, which is text
 * @param testExamples sequences of each point
 * @param questions of each reasoning set
 * @param tokenizer of all models
 * @param longest tokens that they read at most
 * @param pool does the work
 */
public record Examination(
        List<Integer> lookBacks, int testExamples, int questions, Tokenizer tokenizer, int longest, WorkerPool pool) {
    public Examination {
        lookBacks = List.copyOf(lookBacks);
    }

    /**
     * Examines a model on everything.
     *
     * @param job says at which points, and with which seed
     */
    public Ability measure(TrainingJob job, Model model, float[] weights) throws DesignException, IOException {
        List<PointResult> points =
                new Evaluator(job, new ShardExecutor(model, pool, weights)).measure(Split.TEST, testExamples);
        return complete(points, model, weights, job.settings().seed());
    }

    /** Examines a model on reasoning where its test is known already. */
    public Ability complete(List<PointResult> points, Model model, float[] weights, long seed) throws IOException {
        SortedMap<Integer, Double> recall = new TreeMap<>();
        for (int i = 0; i < lookBacks.size(); i++) {
            recall.put(lookBacks.get(i), points.get(1 + i).accuracy());
        }
        return new Ability(recall, points.getFirst().bitsPerByte().orElse(Double.NaN), reasoning(model, weights, seed));
    }

    private double reasoning(Model model, float[] weights, long seed) throws IOException {
        List<QuestionSet> sets =
                new Suites(tokenizer, List.of(longest), questions, Split.TEST, seed).sets(Suites.REASONING);
        double sum = 0;
        try (Evaluation evaluation = new Evaluation(model, weights, tokenizer, longest, 1, pool.size())) {
            for (QuestionSet set : sets) {
                sum += evaluation.examine(set, count -> {}).main().value();
            }
        }
        return sum / sets.size();
    }
}
