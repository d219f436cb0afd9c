package dev.braid.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.task.Batch;
import dev.braid.engine.tensor.Weight;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HiddenStatesTest {
    private static final int VOCABULARY = 9;
    private static final int WIDTH = 8;

    private static Model model() throws Exception {
        return Model.compile(
                Architecture.of(
                        "tiny",
                        new GraphBuilder()
                                .block("embedding", "token-embedding", "width", WIDTH)
                                .block("add", "add")
                                .wire("embedding", "add:a")
                                .wire("embedding", "add:b")
                                .block("mamba", "mamba")
                                .wire("add", "mamba")
                                .block("head", "language-model-head")
                                .wire("mamba", "head")
                                .build()),
                new BlockCatalog(StandardBlocks.ALL),
                new DesignContext(VOCABULARY, 64));
    }

    private static Batch batch(int sequences, int length) {
        Random random = new Random(3);
        int[] tokens = random.ints((long) sequences * length, 0, VOCABULARY).toArray();
        int[] labels = random.ints((long) sequences * length, 0, VOCABULARY).toArray();
        return new Batch(sequences, length, tokens, labels);
    }

    @Test
    void every_block_shows_what_it_computes_for_every_token_of_every_sequence() throws Exception {
        Model model = model();
        float[] weights = model.initialWeights(1);
        Batch batch = batch(37, 64); // several shards, the last one smaller
        HiddenStates states = HiddenStates.of(model, weights, batch);

        assertThat(states.byBlock().keySet()).startsWith("embedding", "add", "mamba");
        Weight table = model.weights().values().iterator().next();
        HiddenStates.Output embedding = states.byBlock().get("embedding");
        HiddenStates.Output sum = states.byBlock().get("add");
        assertThat(embedding.width()).isEqualTo(WIDTH);
        for (int row = 0; row < batch.tokens().length; row++) {
            for (int i = 0; i < WIDTH; i++) {
                float expected = weights[table.offset() + batch.tokens()[row] * WIDTH + i];
                assertThat(embedding.values()[row * WIDTH + i]).isEqualTo(expected);
                assertThat(sum.values()[row * WIDTH + i]).isEqualTo(expected + expected);
            }
        }
    }

    @Test
    void the_states_of_a_sequence_do_not_depend_on_its_neighbours() throws Exception {
        Model model = model();
        float[] weights = model.initialWeights(2);
        Batch all = batch(5, 32);
        float[] together =
                HiddenStates.of(model, weights, all).byBlock().get("mamba").values();
        float[] alone = HiddenStates.of(model, weights, all.rows(4, 5))
                .byBlock()
                .get("mamba")
                .values();
        assertThat(alone).isEqualTo(java.util.Arrays.copyOfRange(together, 4 * 32 * WIDTH, 5 * 32 * WIDTH));
    }
}
