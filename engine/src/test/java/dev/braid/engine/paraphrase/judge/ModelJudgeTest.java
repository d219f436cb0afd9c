package dev.braid.engine.paraphrase.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.task.Batch;
import dev.braid.engine.train.BatchRun;
import dev.braid.engine.train.ShardExecutor;
import dev.braid.engine.train.WorkerPool;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A trained model as the judge of sentences, against the same model reading them whole. */
class ModelJudgeTest {
    private static final int LONGEST = 64;

    private static Model model(int vocabulary) throws Exception {
        Architecture design = Architecture.of(
                "Judge",
                new GraphBuilder()
                        .block("embedding", "token-embedding", "width", 16)
                        .block("mamba", "mamba", "state-size", 4)
                        .wire("embedding", "mamba")
                        .block("head", "language-model-head")
                        .wire("mamba", "head")
                        .build());
        return Model.compile(design, new BlockCatalog(StandardBlocks.ALL), new DesignContext(vocabulary, LONGEST));
    }

    /** Of a model that is far from indifferent. */
    private static float[] weights(Model model) {
        float[] weights = model.initialWeights(4);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= 3;
        }
        return weights;
    }

    /** Bits of what follows a line break, all at once. */
    private static double whole(Model model, float[] weights, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] tokens = new int[bytes.length];
        int[] labels = new int[bytes.length];
        tokens[0] = '\n';
        for (int i = 0; i < bytes.length; i++) {
            labels[i] = bytes[i] & 0xff;
            if (i > 0) {
                tokens[i] = labels[i - 1];
            }
        }
        BatchRun run = BatchRun.of(new Batch(1, tokens.length, tokens, labels));
        try (WorkerPool pool = new WorkerPool(1)) {
            new ShardExecutor(model, pool, weights).evaluate(run);
        }
        double nats = 0;
        for (float loss : run.rowLoss()) {
            nats += loss;
        }
        return nats / Math.log(2);
    }

    @Test
    void the_bits_of_a_text_are_those_of_its_bytes_read_at_once_whatever_was_judged_before() throws Exception {
        Model model = model(256);
        float[] weights = weights(model);
        ModelJudge judge = new ModelJudge(model, weights, LONGEST);
        for (String text : new String[] {"The river is long.", "La rivière est longue.", "x"}) {
            assertThat(judge.bits(text)).isCloseTo(whole(model, weights, text), within(1e-3));
        }
        assertThat(judge.bits("The river is long.")).isGreaterThan(judge.bits("The river"));
    }

    @Test
    void what_stands_beyond_the_longest_text_does_not_count() throws Exception {
        Model model = model(256);
        ModelJudge judge = new ModelJudge(model, weights(model), LONGEST);
        String full = "a".repeat(LONGEST - 1);
        assertThat(judge.bits(full + "and more")).isEqualTo(judge.bits(full));
    }

    @Test
    void a_model_that_does_not_know_all_bytes_is_no_judge() throws Exception {
        Model small = model(100);
        assertThatThrownBy(() -> new ModelJudge(small, weights(small), LONGEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a judge must know all 256 bytes, this model knows 100 tokens");
    }
}
