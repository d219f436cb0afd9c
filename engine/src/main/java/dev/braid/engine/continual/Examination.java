package dev.braid.engine.continual;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.evaluate.Evaluation;
import dev.braid.engine.evaluate.Outcome;
import dev.braid.engine.evaluate.QuestionSet;
import dev.braid.engine.evaluate.Share;
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
import java.util.Objects;
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
     */
    public Ability measure(TrainingJob job, Model model, float[] weights) throws DesignException, IOException {
        List<PointResult> points =
                new Evaluator(job, new ShardExecutor(model, pool, weights)).measure(Split.TEST, testExamples);
        return complete(points, model, weights, job.settings().seed());
    }

    /** Examines a model on questions where its test is known already. */
    public Ability complete(List<PointResult> points, Model model, float[] weights, long seed) throws IOException {
        SortedMap<Integer, Double> recall = new TreeMap<>();
        for (int i = 0; i < lookBacks.size(); i++) {
            recall.put(lookBacks.get(i), points.get(1 + i).accuracy());
        }
        try (Evaluation evaluation = new Evaluation(model, weights, tokenizer, longest, ANSWER_TOKENS, pool.size())) {
            List<Outcome> answers = outcomes(sets(Suites.RECALL, longest - ANSWER_TOKENS, seed), evaluation);
            List<Outcome> choices = outcomes(sets(Suites.REASONING, longest, seed), evaluation);
            return new Ability(
                    recall,
                    mean(answers, Outcome.CONTAINS),
                    mean(answers, Outcome.CONTAINS_SHUFFLED),
                    points.getFirst().bitsPerByte().orElse(Double.NaN),
                    mean(choices, Outcome.ACCURACY));
        }
    }

    private List<QuestionSet> sets(String suite, int length, long seed) {
        return new Suites(tokenizer, List.of(length), questions, Split.TEST, seed).sets(suite);
    }

    /** What came of the sets; without those whose passages are longer than what the model reads. */
    private static List<Outcome> outcomes(List<QuestionSet> sets, Evaluation evaluation) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (QuestionSet set : sets) {
            try {
                outcomes.add(evaluation.examine(set, count -> {}));
            } catch (IllegalArgumentException e) {
                // said by braid evaluate, set by set; here the same sets are left out for every model, and the legend
                // says so
            }
        }
        return outcomes;
    }

    private static double mean(List<Outcome> outcomes, String metric) {
        return outcomes.stream()
                .map(outcome -> outcome.shares().get(metric))
                .filter(Objects::nonNull)
                .mapToDouble(Share::value)
                .average()
                .orElse(Double.NaN);
    }
}
