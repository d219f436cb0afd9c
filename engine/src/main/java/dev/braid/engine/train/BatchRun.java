package dev.braid.engine.train;

import dev.braid.engine.task.Batch;

/**
 * A batch on its way through the model, with room for what comes out.
 *
 * @param sequences B
 * @param length L, tokens of every sequence
 * @param tokens token ids, [B, L]
 * @param labels what each position should predict, [B, L]; negative: nothing
 * @param rowLoss receives the loss in nats at labelled positions, [B, L]
 * @param predicted receives the most probable token at labelled positions, [B, L]
 */
@SuppressWarnings("ArrayRecordComponent") // the arrays are the point, and nobody compares batches
public record BatchRun(int sequences, int length, int[] tokens, int[] labels, float[] rowLoss, int[] predicted) {
    /** A batch with fresh room for its results. */
    public static BatchRun of(Batch batch) {
        int positions = batch.tokens().length;
        return new BatchRun(
                batch.sequences(),
                batch.length(),
                batch.tokens(),
                batch.labels(),
                new float[positions],
                new int[positions]);
    }

    /** Number of labelled positions. */
    public int labelled() {
        int count = 0;
        for (int label : labels) {
            if (label >= 0) {
                count++;
            }
        }
        return count;
    }

    /** Sum of the losses at labelled positions, in the order of the rows. */
    public double lossSum() {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= 0) {
                sum += rowLoss[i];
            }
        }
        return sum;
    }

    /** Number of labelled positions that were predicted right. */
    public int correct() {
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= 0 && predicted[i] == labels[i]) {
                count++;
            }
        }
        return count;
    }
}
