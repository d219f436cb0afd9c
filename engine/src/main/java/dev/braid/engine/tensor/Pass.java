package dev.braid.engine.tensor;

/**
 * One shard going through the layers on one worker: the worker's memory and what the shard holds. Fields are public and
 * plain because kernels read them in their innermost set-up; only the executor writes them.
 */
public final class Pass {
    /** The worker's memory; all {@link Buffer}s lie in it. */
    public float[] memory = {};
    /** All weights, read only during a pass. */
    public float[] weights = {};
    /** All matrices, packed. */
    public float[] packed = {};
    /** Where weight gradients are added, laid out as {@link #weights}. */
    public float[] gradients = {};
    /** Sequences of this shard. */
    public int sequences;
    /** Tokens of a sequence in this pass. */
    public int length;
    /** Rows = sequences · length. */
    public int rows;
    /** Position of the first token in its context: 0, or the step when decoding. */
    public int start;
    /** Token ids, [rows] from {@link #tokenOffset}. */
    public int[] tokens = {};
    /** Labels, [rows] from {@link #tokenOffset}; negative: no label there. */
    public int[] labels = {};
    /** Index of the shard's first row in {@link #tokens}, {@link #labels}, {@link #rowLoss} and {@link #predicted}. */
    public int tokenOffset;
    /** What the gradient of one label's loss is multiplied with: 1 / labels of the whole step. */
    public float lossScale;
    /** Loss in nats at labelled rows, [rows] from {@link #tokenOffset}; written by the head. */
    public float[] rowLoss = {};
    /** Most probable token at labelled rows (at all rows when decoding), [rows] from {@link #tokenOffset}. */
    public int[] predicted = {};
    /** Logits of the last decoded step, [sequences, V], or empty when they are not asked for. */
    public float[] logits = {};
    /** Loss terms beside the labels' (such as expert balance) that the layers of this shard have added, unscaled. */
    public double auxiliaryLoss;
    /** Share of the step's labels' weight that falls to auxiliary losses of this shard: shard rows / step rows. */
    public float shardShare;
    /** True in a training step: dropout is active. */
    public boolean training;
    /** Seed of this step's dropout; together with the row's number in the batch it decides every mask. */
    public long dropoutSeed;

    /** The number within the batch of this shard's first row. */
    public int firstRow() {
        return tokenOffset;
    }
}
