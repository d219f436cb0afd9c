package dev.braid.engine.tensor.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.task.Batch;
import dev.braid.engine.tensor.Weight;
import dev.braid.engine.train.BatchRun;
import dev.braid.engine.train.ShardExecutor;
import dev.braid.engine.train.WorkerPool;
import java.util.Map;

/**
 * What the engine says about a batch.
 *
 * @param loss the mean over the labels
 * @param gradients the flat array
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares results
record EngineResult(Model model, double loss, float[] gradients) {
    /** How far the engine's single-precision loss may be off. */
    private static final double LOSS_TOLERANCE = 1e-5;

    /** How far a tensor's gradient may be off, in multiples of its norm. */
    private static final double GRADIENT_TOLERANCE = 1e-3;

    static EngineResult of(Model model, float[] weights, Batch batch) throws DesignException {
        try (WorkerPool pool = new WorkerPool(1)) {
            ShardExecutor executor = new ShardExecutor(model, pool, weights);
            BatchRun run = BatchRun.of(batch);
            executor.evaluate(run);
            double loss = run.lossSum() / run.labelled();
            executor.accumulate(run, 1f / run.labelled(), 1f, true, 0);
            executor.reduce();
            return new EngineResult(model, loss, executor.gradients().clone());
        }
    }

    /** The derivative along a direction, a flat array. */
    double along(double[] direction) {
        double sum = 0;
        for (Weight weight : model.weights().values()) {
            for (int i = weight.offset(); i < weight.offset() + weight.size(); i++) {
                sum += gradients[i] * direction[i];
            }
        }
        return sum;
    }

    /** Fails where loss or a gradient differs from the reference's. */
    void assertEquals(ReferenceModel reference) {
        assertThat(loss).as("loss").isCloseTo(reference.loss(), within(LOSS_TOLERANCE * reference.loss()));
        Map<String, double[]> expected = reference.gradients();
        assertThat(expected.keySet()).isEqualTo(model.weights().keySet());
        // a gradient that is zero but for rounding has no norm of its own to be compared with
        double rounding = 1e-7
                * expected.values().stream().mapToDouble(EngineResult::norm).sum();
        model.weights().forEach((name, weight) -> {
            double[] difference = expected.get(name).clone();
            for (int i = 0; i < difference.length; i++) {
                difference[i] -= gradients[weight.offset() + i];
            }
            assertThat(norm(difference))
                    .as("difference of the gradients of " + name)
                    .isLessThanOrEqualTo(GRADIENT_TOLERANCE * norm(expected.get(name)) + rounding);
        });
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
