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
        FloatVector even = FloatVector.zero(SPECIES);
        FloatVector odd = even;
        FloatVector shift = FloatVector.broadcast(SPECIES, -largest * LOG2_E);
        FloatVector factor = FloatVector.broadcast(SPECIES, LOG2_E);
        int j = 0;
        for (; j + 2 * LANES <= count; j += 2 * LANES) {
            FloatVector e0 = VectorMath.exp2(
                    FloatVector.fromArray(SPECIES, x, offset + j).fma(factor, shift));
            FloatVector e1 = VectorMath.exp2(
                    FloatVector.fromArray(SPECIES, x, offset + j + LANES).fma(factor, shift));
            e0.intoArray(x, offset + j);
            e1.intoArray(x, offset + j + LANES);
            even = even.add(e0);
            odd = odd.add(e1);
        }
        float sum = VectorMath.horizontalSum(even.add(odd));
        for (; j < count; j += LANES) {
            VectorMask<Float> rest = SPECIES.indexInRange(j, count);
            FloatVector e = VectorMath.exp2(
                    FloatVector.fromArray(SPECIES, x, offset + j, rest).fma(factor, shift));
            e.intoArray(x, offset + j, rest);
            sum += VectorMath.horizontalSum(FloatVector.zero(SPECIES).blend(e, rest));
        }
        return sum;
    }

    /** Σ exp(x − largest), x untouched. */
    private static float sumOfExponentials(int count, float[] x, int offset, float largest) {
        FloatVector even = FloatVector.zero(SPECIES);
        FloatVector odd = even;
        FloatVector shift = FloatVector.broadcast(SPECIES, -largest * LOG2_E);
        FloatVector factor = FloatVector.broadcast(SPECIES, LOG2_E);
        int j = 0;
        for (; j + 2 * LANES <= count; j += 2 * LANES) {
            even = even.add(VectorMath.exp2(
                    FloatVector.fromArray(SPECIES, x, offset + j).fma(factor, shift)));
            odd = odd.add(VectorMath.exp2(
                    FloatVector.fromArray(SPECIES, x, offset + j + LANES).fma(factor, shift)));
        }
        float sum = VectorMath.horizontalSum(even.add(odd));
        for (; j < count; j += LANES) {
            VectorMask<Float> rest = SPECIES.indexInRange(j, count);
            FloatVector e = VectorMath.exp2(
                    FloatVector.fromArray(SPECIES, x, offset + j, rest).fma(factor, shift));
            sum += VectorMath.horizontalSum(FloatVector.zero(SPECIES).blend(e, rest));
        }
        return sum;
    }
}
