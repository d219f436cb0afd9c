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
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds out what models can do. With one seed all models see the same text, the same facts and the same questions.
 *
 * @param lookBacks the distances of facts, in tokens, in the order of the points that are measured after the first, which is text
 * @param testExamples sequences of each point
 * @param questions of each set
 * @param tokenizer of all models
 * @param longest tokens that they read at most
 * @param pool does the work
 */
public record Examination(
        List<Integer> lookBacks, int testExamples, int questions, Tokenizer tokenizer, int longest, WorkerPool pool) {
    /** An answer ends at a line break or after so many tokens. */
    private static final int ANSWER_TOKENS = 32;

    public Examination {
        lookBacks = List.copyOf(lookBacks);
    }

    /**
     * Examines a model on everything.
     *
     * @param job says at which points, and with which seed
     * @param writes whether it is asked for answers in words, which it writes token by token
     */
    public Ability measure(TrainingJob job, Model model, float[] weights, boolean writes)
            throws DesignException, IOException {
        List<PointResult> points =
                new Evaluator(job, new ShardExecutor(model, pool, weights)).measure(Split.TEST, testExamples);
        return complete(points, model, weights, job.settings().seed(), writes);
    }

    /**
     * Examines a model on questions where its test is known already.
     *
     * @param writes whether it is asked for answers in words, which it writes token by token
     */
    public Ability complete(List<PointResult> points, Model model, float[] weights, long seed, boolean writes)
            throws IOException {
        SortedMap<Integer, Double> recall = new TreeMap<>();
        for (int i = 0; i < lookBacks.size(); i++) {
            recall.put(lookBacks.get(i), points.get(1 + i).accuracy());
        }
        try (Evaluation evaluation = new Evaluation(model, weights, tokenizer, longest, ANSWER_TOKENS, pool.size())) {
            return new Ability(
                    recall,
                    writes ? mean(sets(Suites.RECALL, longest - ANSWER_TOKENS, seed), evaluation) : Double.NaN,
                    points.getFirst().bitsPerByte().orElse(Double.NaN),
                    mean(sets(Suites.REASONING, longest, seed), evaluation));
        }
    }

    private List<QuestionSet> sets(String suite, int length, long seed) {
        return new Suites(tokenizer, List.of(length), questions, Split.TEST, seed).sets(suite);
    }

    /** Over the sets; without those whose passages are longer than what the model reads. */
    private static double mean(List<QuestionSet> sets, Evaluation evaluation) throws IOException {
        List<Double> shares = new ArrayList<>();
        for (QuestionSet set : sets) {
            try {
                shares.add(evaluation.examine(set, count -> {}).main().value());
            } catch (IllegalArgumentException e) {
                // said by braid evaluate, set by set; here the same sets are left out for every model
            }
        }
        return shares.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
