package dev.braid.engine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.Model;
import dev.braid.engine.evaluate.Scorer.Score;
import dev.braid.engine.evaluate.Scorer.Sequence;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.token.ByteTokenizer;
import dev.braid.engine.train.BatchRun;
import dev.braid.engine.train.ShardExecutor;
import dev.braid.engine.train.WorkerPool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelAnswersTest {
    private static Model model() throws Exception {
        return model(0);
    }

    /** @param keep tokens that the Mamba block keeps, 0 for all */
    private static Model model(int keep) throws Exception {
        Architecture design = Architecture.of(
                "hybrid",
                new GraphBuilder()
                        .block("embedding", "token-embedding", "width", 16)
                        .block("mamba", "mamba", "state-size", 4, "keep", keep)
                        .block("attention", "attention", "heads", 2)
                        .block("head", "language-model-head")
                        .wire("embedding", "mamba")
                        .wire("mamba", "attention")
                        .wire("attention", "head")
                        .build());
        return Model.compile(design, new BlockCatalog(StandardBlocks.ALL), new DesignContext(256, 64));
    }

    /** Weights large enough for a model that is not trained to have an opinion. */
    private static float[] weights(Model model) {
        float[] weights = model.initialWeights(7);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= 3;
        }
        return weights;
    }

    private static int[] text(Random random, int length) {
        return random.ints(length, 'a', 'z' + 1).toArray();
    }

    private static BatchRun alone(Model model, float[] weights, WorkerPool pool, int[] tokens, int[] labels)
            throws Exception {
        BatchRun run = BatchRun.of(new Batch(1, tokens.length, tokens, labels));
        new ShardExecutor(model, pool, weights).evaluate(run);
        return run;
    }

    @Test
    void sequences_of_many_lengths_get_the_scores_that_each_gets_alone() throws Exception {
        Model model = model();
        float[] weights = weights(model);
        Random random = new Random(3);
        List<Sequence> sequences = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int[] tokens = text(random, 2 + random.nextInt(70));
            sequences.add(new Sequence(tokens, 1 + random.nextInt(tokens.length - 1)));
        }
        try (WorkerPool pool = new WorkerPool(2)) {
            List<Score> scores = new ModelScorer(new ShardExecutor(model, pool, weights), 80).score(sequences);
            for (int i = 0; i < sequences.size(); i++) {
                int[] tokens = sequences.get(i).tokens();
                int inputs = tokens.length - 1;
                int[] labels = new int[inputs];
                for (int at = 0; at < inputs; at++) {
                    labels[at] = at + 1 >= sequences.get(i).from() ? tokens[at + 1] : Batch.NO_LABEL;
                }
                BatchRun run = alone(model, weights, pool, Arrays.copyOf(tokens, inputs), labels);
                assertThat(scores.get(i).logProbability()).isCloseTo(-run.lossSum(), within(1e-3));
                assertThat(scores.get(i).greedy()).isEqualTo(run.correct() == run.labelled());
            }
        }
    }

    @Test
    void answers_are_those_of_reading_everything_again_for_each_token() throws Exception {
        Model model = model();
        float[] weights = weights(model);
        Random random = new Random(5);
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            prompts.add(text(random, 1 + random.nextInt(58)));
        }
        int mostTokens = 6;
        try (WorkerPool pool = new WorkerPool(2)) {
            List<String> written =
                    new GreedyAnswerer(model, weights, ByteTokenizer.INSTANCE, pool, mostTokens).write(prompts);
            for (int i = 0; i < prompts.size(); i++) {
                int[] tokens = prompts.get(i);
                int start = tokens.length;
                while (tokens.length < start + mostTokens
                        && (tokens.length == start || tokens[tokens.length - 1] != '\n')) {
                    int[] labels = new int[tokens.length];
                    Arrays.fill(labels, Batch.NO_LABEL);
                    labels[tokens.length - 1] = 0;
                    int next = alone(model, weights, pool, tokens, labels).predicted()[tokens.length - 1];
                    tokens = Arrays.copyOf(tokens, tokens.length + 1);
                    tokens[tokens.length - 1] = next;
                }
                byte[] bytes = ByteTokenizer.INSTANCE.decode(Arrays.copyOfRange(tokens, start, tokens.length));
                String expected = new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse("");
                assertThat(written.get(i)).isEqualTo(expected);
            }
        }
    }

    @Test
    void answers_are_the_same_on_any_number_of_threads_even_where_prompts_are_decimated() throws Exception {
        Model model = model(8);
        float[] weights = weights(model);
        Random random = new Random(9);
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            prompts.add(text(random, 34 + random.nextInt(24)));
        }
        assertThat(written(model, weights, 3, prompts)).isEqualTo(written(model, weights, 1, prompts));
    }

    private static List<String> written(Model model, float[] weights, int threads, List<int[]> prompts) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            return new GreedyAnswerer(model, weights, ByteTokenizer.INSTANCE, pool, 6).write(prompts);
        }
    }
}
