package dev.braid.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.compile.Model;
import dev.braid.engine.task.Batch;
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
