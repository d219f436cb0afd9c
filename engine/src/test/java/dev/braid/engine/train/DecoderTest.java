package dev.braid.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.task.Batch;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecoderTest {
    @Test
    void reading_token_by_token_predicts_what_the_whole_context_predicts() throws Exception {
        int vocabulary = 50;
        int length = 37;
        Model model = Designs.compile(Designs.sequential(32), vocabulary, length);
        float[] weights = model.initialWeights(3);
        Random random = new Random(5);
        int[] tokens = random.ints(2 * length, 0, vocabulary).toArray();
        int[] labels = random.ints(2 * length, 0, vocabulary).toArray();
        BatchRun whole = BatchRun.of(new Batch(2, length, tokens, labels));
        try (WorkerPool pool = new WorkerPool(2)) {
            new ShardExecutor(model, pool, weights).evaluate(whole);
        }
        Decoder decoder = new Decoder(model, weights, 2, length);
        for (int t = 0; t < length; t++) {
            int[] predicted = decoder.read(tokens[t], tokens[length + t]);
            assertThat(predicted).containsExactly(whole.predicted()[t], whole.predicted()[length + t]);
            for (int s = 0; s < 2; s++) {
                assertThat(loss(decoder, s, labels[s * length + t]))
                        .isCloseTo(whole.rowLoss()[s * length + t], org.assertj.core.data.Offset.offset(1e-4));
            }
        }
    }

    @Test
    void a_prompt_that_is_read_at_once_leaves_what_reading_it_token_by_token_leaves() throws Exception {
        int vocabulary = 50;
        Model model = Designs.compile(Designs.sequential(32), vocabulary, 40);
        float[] weights = model.initialWeights(3);
        Random random = new Random(5);
        List<int[]> prompts = List.of(
                random.ints(30, 0, vocabulary).toArray(),
                random.ints(30, 0, vocabulary).toArray());
        Decoder atOnce = new Decoder(model, weights, 3, 40);
        atOnce.begin(prompts, 23);
        Decoder oneByOne = new Decoder(model, weights, 2, 40);
        for (int t = 0; t < 30; t++) {
            oneByOne.read(prompts.get(0)[t], prompts.get(1)[t]);
            if (t >= 23) {
                atOnce.read(prompts.get(0)[t], prompts.get(1)[t]);
                assertThat(atOnce.position()).isEqualTo(t + 1);
                for (int i = 0; i < 2 * vocabulary; i++) {
                    assertThat(atOnce.logits()[i])
                            .isCloseTo(oneByOne.logits()[i], org.assertj.core.data.Offset.offset(1e-4f));
                }
            }
        }
    }

    @Test
    void a_prompt_that_is_read_at_once_is_decimated_where_the_design_says_so() throws Exception {
        int[] prompt = new Random(6).ints(30, 0, 50).toArray();
        assertThat(afterPrompt(8, prompt, 20)).as("20 tokens, 8 kept").isNotEqualTo(afterPrompt(0, prompt, 20));
        assertThat(afterPrompt(8, prompt, 8)).as("8 tokens, all kept").isEqualTo(afterPrompt(0, prompt, 8));
        assertThat(afterPrompt(8, prompt, 0)).as("one by one, all kept").isEqualTo(afterPrompt(0, prompt, 0));
    }

    /** The logits at the end of a prompt, of which so many tokens were read at once, by a Mamba block that keeps so many. */
    private static float[] afterPrompt(int keep, int[] prompt, int atOnce) throws Exception {
        Architecture design = Architecture.of(
                "mamba",
                new GraphBuilder()
                        .block("embedding", "token-embedding", "width", 8)
                        .block("mamba", "mamba", "keep", keep)
                        .block("head", "language-model-head")
                        .wire("embedding", "mamba")
                        .wire("mamba", "head")
                        .build());
        Model model = Designs.compile(design, 50, 40);
        Decoder decoder = new Decoder(model, model.initialWeights(3), 1, 40);
        decoder.begin(List.of(prompt), atOnce);
        for (int t = atOnce; t < prompt.length; t++) {
            decoder.read(prompt[t]);
        }
        return decoder.logits();
    }

    private static double loss(Decoder decoder, int sequence, int label) {
        float[] logits = decoder.logits();
        int from = sequence * decoder.vocabulary();
        double sum = 0;
        for (int v = 0; v < decoder.vocabulary(); v++) {
            sum += Math.exp(logits[from + v]);
        }
        return Math.log(sum) - logits[from + label];
    }
}
