package dev.braid.engine.kernel;

/**
 * Softmax and cross entropy on rows of logits. Call it with chunks of rows (32 to 128): logits for a whole batch never need to
 * exist.
 */
public interface LossKernels {
    /**
     * Loss, prediction and gradient: each row of logits is overwritten with scale · (softmax(row) − onehot(label)).
     *
     * @param rows number of rows
     * @param vocabulary columns
     * @param logits [rows, vocabulary] from {@code logitsOffset}, row stride {@code logitsStride}; overwritten by the gradient
     * @param labels label of each row, 0 ≤ label &lt; vocabulary; a negative label means none: loss and gradient are 0
     * @param scale factor of the gradient, usually 1 / number of labels in the batch
     * @param loss receives −ln softmax(row)[label] of each row
     * @param predicted receives the index of each row's largest logit, the lowest such index
     */
    void softmaxCrossEntropy(
            int rows,
            int vocabulary,
            float[] logits,
            int logitsOffset,
            int logitsStride,
            int[] labels,
            int labelsOffset,
            float scale,
            float[] loss,
            int lossOffset,
            int[] predicted,
            int predictedOffset);

    /**
     * Loss and prediction without gradient: logits stay as they are. Parameters as in {@link #softmaxCrossEntropy}.
     */
    void evaluate(
            int rows,
            int vocabulary,
            float[] logits,
            int logitsOffset,
            int logitsStride,
            int[] labels,
            int labelsOffset,
            float[] loss,
            int lossOffset,
            int[] predicted,
            int predictedOffset);
}
