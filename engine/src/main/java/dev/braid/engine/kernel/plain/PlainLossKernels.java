package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.LossKernels;

/** Softmax and cross entropy by the definition. */
public final class PlainLossKernels implements LossKernels {
    @Override
    public void softmaxCrossEntropy(
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
            int predictedOffset) {
        for (int row = 0; row < rows; row++) {
            int first = logitsOffset + row * logitsStride;
            int label = labels[labelsOffset + row];
            int best = largest(vocabulary, logits, first);
            double logSumExp = logSumExp(vocabulary, logits, first, logits[first + best]);
            predicted[predictedOffset + row] = best;
            loss[lossOffset + row] = label < 0 ? 0 : (float) (logSumExp - logits[first + label]);
            for (int j = 0; j < vocabulary; j++) {
                double probability = Math.exp(logits[first + j] - logSumExp);
                logits[first + j] = label < 0 ? 0 : (float) (scale * (j == label ? probability - 1 : probability));
            }
        }
    }

    @Override
    public void evaluate(
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
            int predictedOffset) {
        for (int row = 0; row < rows; row++) {
            int first = logitsOffset + row * logitsStride;
            int label = labels[labelsOffset + row];
            int best = largest(vocabulary, logits, first);
            predicted[predictedOffset + row] = best;
            loss[lossOffset + row] = label < 0
                    ? 0
                    : (float) (logSumExp(vocabulary, logits, first, logits[first + best]) - logits[first + label]);
        }
    }

    /** Index of the largest of {@code count} numbers, the lowest such index. */
    private static int largest(int count, float[] x, int offset) {
        int best = 0;
        for (int j = 1; j < count; j++) {
            if (x[offset + j] > x[offset + best]) {
                best = j;
            }
        }
        return best;
    }

    private static double logSumExp(int count, float[] x, int offset, double largest) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += Math.exp(x[offset + j] - largest);
        }
        return largest + Math.log(sum);
    }
}
