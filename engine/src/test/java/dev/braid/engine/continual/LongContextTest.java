package dev.braid.engine.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.Mamba;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.task.Batch;
import dev.braid.engine.tensor.Weight;
import dev.braid.engine.train.BatchRun;
import dev.braid.engine.train.ShardExecutor;
import dev.braid.engine.train.WorkerPool;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** DeciMamba and LongMamba put upon trained weights. */
class LongContextTest {
    private static final int VOCABULARY = 16;
    private static final int LENGTH = 64;
    private static final int TRAINED = 16;
    private static final Architecture DESIGN = Architecture.of(
            "Two Mamba blocks",
            new GraphBuilder()
                    .block("embedding", "token-embedding", "width", 8)
                    .block("mamba", "mamba")
                    .wire("embedding", "mamba")
                    .block("second", "mamba")
                    .wire("mamba", "second")
                    .block("head", "language-model-head")
                    .wire("second", "head")
                    .build());

    private final WorkerPool pool = new WorkerPool(1);

    @AfterEach
    void close() {
        pool.close();
    }

    private static Model model(Architecture design) throws Exception {
        return Model.compile(design, new BlockCatalog(StandardBlocks.ALL), new DesignContext(VOCABULARY, LENGTH));
    }

    /** Far from a fresh start, where all steps of a channel are nearly alike. */
    private static float[] weights(Model model) {
        float[] weights = model.initialWeights(1);
        Random random = new Random(6);
        for (int i = 0; i < weights.length; i++) {
            weights[i] += (float) (0.3 * random.nextGaussian());
        }
        return weights;
    }

    private static Batch batch() {
        Random random = new Random(5);
        int[] tokens = new int[4 * LENGTH];
        Arrays.setAll(tokens, i -> random.nextInt(VOCABULARY));
        return new Batch(4, LENGTH, tokens, tokens.clone());
    }

    private double loss(Model model, float[] weights) throws Exception {
        BatchRun run = BatchRun.of(batch());
        new ShardExecutor(model, pool, weights).evaluate(run);
        return run.lossSum();
    }

    @Test
    void weights_carried_over_compute_the_same_until_thresholds_are_set() throws Exception {
        Model base = model(DESIGN);
        float[] weights = weights(base);
        Model skipping = model(LongContext.skipping(DESIGN));
        float[] carried = LongContext.carriedOver(base, weights, skipping);
        double before = loss(base, weights);
        assertThat(loss(skipping, carried)).isEqualTo(before);
        LongContext.calibrate(base, weights, skipping, carried, List.of(batch()), TRAINED, pool);
        assertThat(loss(skipping, carried)).isNotEqualTo(before);
    }

    @Test
    void a_context_as_long_as_those_of_training_is_left_alone() throws Exception {
        Model base = model(DESIGN);
        float[] weights = weights(base);
        double before = loss(base, weights);
        Model skipping = model(LongContext.skipping(DESIGN));
        float[] carried = LongContext.carriedOver(base, weights, skipping);
        LongContext.calibrate(base, weights, skipping, carried, List.of(batch()), LENGTH, pool);
        assertThat(loss(skipping, carried)).isEqualTo(before);
    }

    @Test
    void in_global_channels_the_steps_that_stay_add_up_to_those_of_a_context_of_training() throws Exception {
        Model base = model(DESIGN);
        float[] weights = weights(base);
        Model skipping = model(LongContext.skipping(DESIGN));
        float[] carried = LongContext.carriedOver(base, weights, skipping);
        LongContext.calibrate(base, weights, skipping, carried, List.of(batch()), TRAINED, pool);
        Weight thresholds = skipping.weights().get("mamba/" + Mamba.THRESHOLDS);
        int inner = thresholds.size();
        double[] all = new double[inner];
        double[] kept = new double[inner];
        new ShardExecutor(base, pool, weights).evaluate(BatchRun.of(batch()), new ShardExecutor.Witness() {
            @Override
            public void output(String block, int output, int width, float[] memory, int at, int firstRow, int rows) {
                // steps only
            }

            @Override
            public void inner(String block, String name, int width, float[] memory, int at, int firstRow, int rows) {
                for (int i = 0; block.equals("mamba") && i < rows * width; i++) {
                    float step = memory[at + i];
                    all[i % width] += step;
                    kept[i % width] += step >= carried[thresholds.offset() + i % width] ? step : 0;
                }
            }
        });
        Weight decays = base.weights().get("mamba/" + Mamba.DECAY_LOG); // [N, D]
        int global = 0;
        for (int channel = 0; channel < inner; channel++) {
            double mean = all[channel] / (4 * LENGTH);
            boolean remembers =
                    Math.exp(-mean * TRAINED) > LongContext.GLOBAL; // the slowest state starts with a rate of 1
            double largest = 0.25 * mean * LENGTH; // one step too many at most
            if (remembers) {
                global++;
                assertThat(kept[channel] / all[channel])
                        .isCloseTo((double) TRAINED / LENGTH, within(largest / all[channel]));
            } else {
                assertThat(carried[thresholds.offset() + channel]).isZero();
            }
        }
        assertThat(global).isPositive();
    }

    @Test
    void the_threshold_is_the_smallest_of_the_steps_that_make_the_share() {
        float[] steps = {1, 4, 2, 3};
        assertThat(LongContext.threshold(steps, 0.7)).isEqualTo(3);
        assertThat(LongContext.threshold(steps, 0.71)).isEqualTo(2);
        assertThat(LongContext.threshold(steps, 1)).isZero();
    }

    @Test
    void each_mamba_block_keeps_half_of_what_the_one_before_keeps_but_at_least_twenty() throws Exception {
        Architecture design = LongContext.decimated(DESIGN, LENGTH);
        Model base = model(DESIGN);
        float[] weights = weights(base);
        // the first keeps all 64, the second 32: the same as keeping 32 tokens in the second only
        Architecture second = Architecture.of(
                "Second only",
                new GraphBuilder()
                        .block("embedding", "token-embedding", "width", 8)
                        .block("mamba", "mamba")
                        .wire("embedding", "mamba")
                        .block("second", "mamba", "keep", LENGTH / 2)
                        .wire("mamba", "second")
                        .block("head", "language-model-head")
                        .wire("second", "head")
                        .build());
        assertThat(loss(model(design), weights))
                .isEqualTo(loss(model(second), weights))
                .isNotEqualTo(loss(base, weights));
        assertThat(loss(model(LongContext.decimated(DESIGN, 1)), weights)).isNotEqualTo(loss(base, weights));
        assertThat(LongContext.concerns(DESIGN)).isTrue();
    }
}
