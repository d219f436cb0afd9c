package dev.braid.engine.probe;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.task.Batch;
import dev.braid.engine.train.BatchRun;
import dev.braid.engine.train.ShardExecutor;
import dev.braid.engine.train.WorkerPool;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every block of a model computes for a batch.
 *
 * @param sequences B
 * @param length L
 * @param byBlock the outputs in the order in which they are computed, by the path of their block; a further output of the same
 *     block by its path, a colon and its number
 */
public record HiddenStates(int sequences, int length, Map<String, Output> byBlock) {
    /**
     * One output of a block.
     *
     * @param width w
     * @param values [B, L, w], row-major
     */
    @SuppressWarnings("ArrayRecordComponent") // large, and never compared
    public record Output(int width, float[] values) {}

    public HiddenStates {
        byBlock = Collections.unmodifiableMap(new LinkedHashMap<>(byBlock));
    }

    /**
     * Runs a batch forward.
     *
     * @param weights flat, as the model lays them out
     * @throws DesignException when the batch is too large for one array
     */
    public static HiddenStates of(Model model, float[] weights, Batch batch) throws DesignException {
        Map<String, Output> outputs = new LinkedHashMap<>();
        int rows = batch.sequences() * batch.length();
        try (WorkerPool pool = new WorkerPool(1)) {
            new ShardExecutor(model, pool, weights)
                    .evaluate(BatchRun.of(batch), (block, output, width, memory, at, firstRow, some) -> {
                        Output whole = outputs.computeIfAbsent(
                                output == 0 ? block : block + ":" + output,
                                name -> new Output(width, new float[Math.multiplyExact(rows, width)]));
                        System.arraycopy(memory, at, whole.values, firstRow * width, some * width);
                    });
        }
        return new HiddenStates(batch.sequences(), batch.length(), outputs);
    }
}
