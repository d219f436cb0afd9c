package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.LOG2_E;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.LossKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Softmax and cross entropy row by row: one pass for the largest logit, one for the exponentials, one to scale them. */
public final class VectorLossKernels implements LossKernels {
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
            float largest = largest(vocabulary, logits, first);
            predicted[predictedOffset + row] = indexOf(largest, vocabulary, logits, first);
            if (label < 0) {
                loss[lossOffset + row] = 0f;
                Arrays.fill(logits, first, first + vocabulary, 0f);
            } else {
                float labelled = logits[first + label];
                float sum = exponentials(vocabulary, logits, first, largest);
                loss[lossOffset + row] = (float) (Math.log(sum) + largest - labelled);
                VectorMath.scale(vocabulary, scale / sum, logits, first);
                logits[first + label] -= scale;
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
            float largest = largest(vocabulary, logits, first);
            predicted[predictedOffset + row] = indexOf(largest, vocabulary, logits, first);
            loss[lossOffset + row] = label < 0
                    ? 0f
                    : (float) (Math.log(sumOfExponentials(vocabulary, logits, first, largest))
                            + largest
                            - logits[first + label]);
        }
    }

    private static float largest(int count, float[] x, int offset) {
        FloatVector even = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector odd = even;
        int j = 0;
        for (; j + 2 * LANES <= count; j += 2 * LANES) {
            even = VectorMath.larger(even, FloatVector.fromArray(SPECIES, x, offset + j));
            odd = VectorMath.larger(odd, FloatVector.fromArray(SPECIES, x, offset + j + LANES));
        }
        float largest = VectorMath.horizontalMax(VectorMath.larger(even, odd));
        for (; j < count; j++) {
            largest = x[offset + j] > largest ? x[offset + j] : largest;
        }
        return largest;
    }

    /** The first place where {@code value} stands; 0 if nowhere, which happens only among numbers that are not finite. */
    private static int indexOf(float value, int count, float[] x, int offset) {
        int j = 0;
        for (; j + LANES <= count; j += LANES) {
            VectorMask<Float> equal =
                    FloatVector.fromArray(SPECIES, x, offset + j).compare(VectorOperators.EQ, value);
            if (equal.anyTrue()) {
                return j + equal.firstTrue();
            }
        }
        for (; j < count; j++) {
            if (x[offset + j] == value) {
                return j;
            }
        }
        return 0;
    }

    /** x ← exp(x − largest); returns their sum. */
    private static float exponentials(int count, float[] x, int offset, float largest) {
        FloatVector sum = FloatVector.zero(SPECIES);
        FloatVector shift = FloatVector.broadcast(SPECIES, -largest * LOG2_E);
        FloatVector factor = FloatVector.broadcast(SPECIES, LOG2_E);
        int whole = SPECIES.loopBound(count);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector e = VectorMath.exp2(
                    FloatVector.fromArray(SPECIES, x, offset + j).fma(factor, shift));
            e.intoArray(x, offset + j);
            sum = e.add(sum);
        }
        float total = VectorMath.horizontalSum(sum);
        return whole == count ? total : total + lastExponentials(count - whole, x, offset + whole, largest, true);
    }

    /** Σ exp(x − largest), x untouched. */
    private static float sumOfExponentials(int count, float[] x, int offset, float largest) {
        FloatVector sum = FloatVector.zero(SPECIES);
        FloatVector shift = FloatVector.broadcast(SPECIES, -largest * LOG2_E);
        FloatVector factor = FloatVector.broadcast(SPECIES, LOG2_E);
        int whole = SPECIES.loopBound(count);
        for (int j = 0; j < whole; j += LANES) {
            sum = VectorMath.exp2(FloatVector.fromArray(SPECIES, x, offset + j).fma(factor, shift))
                    .add(sum);
        }
        float total = VectorMath.horizontalSum(sum);
        return whole == count ? total : total + lastExponentials(count - whole, x, offset + whole, largest, false);
    }

    /** The same for fewer numbers than a vector holds, kept in x if {@code keep}. */
    private static float lastExponentials(int count, float[] x, int offset, float largest, boolean keep) {
        VectorMask<Float> present = SPECIES.indexInRange(0, count);
        FloatVector e = VectorMath.exp2(FloatVector.fromArray(SPECIES, x, offset, present)
                .fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, -largest * LOG2_E)));
        if (keep) {
            e.intoArray(x, offset, present);
        }
        return VectorMath.horizontalSum(FloatVector.zero(SPECIES).blend(e, present));
    }
}
