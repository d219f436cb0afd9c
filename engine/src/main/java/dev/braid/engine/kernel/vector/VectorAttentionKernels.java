package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.LOG2_E;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.AttentionKernels;
import dev.braid.engine.kernel.AttentionShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Blocked attention: see {@link AttentionPass} for the walk, {@link AttentionForward} and {@link AttentionBackward} for the
 * passes. Source: Dao et al. 2022 (FlashAttention).
 */
public final class VectorAttentionKernels implements AttentionKernels {
    @Override
    public int scratchSize(AttentionShape shape) {
        return Math.max(AttentionForward.scratchSize(shape), AttentionBackward.scratchSize(shape));
    }

    @Override
    public void forward(
            AttentionShape shape,
            float[] q,
            int qOffset,
            int qStride,
            float[] k,
            int kOffset,
            int kStride,
            float[] v,
            int vOffset,
            int vStride,
            float[] out,
            int outOffset,
            int outStride,
            float[] logSumExp,
            int logSumExpOffset,
            float[] scratch,
            int scratchOffset) {
        new AttentionForward(
                        shape,
                        q,
                        qOffset,
                        qStride,
                        k,
                        kOffset,
                        kStride,
                        v,
                        vOffset,
                        vStride,
                        out,
                        outOffset,
                        outStride,
                        logSumExp,
                        logSumExpOffset,
                        scratch,
                        scratchOffset)
                .run();
    }

    @Override
    public void backward(
            AttentionShape shape,
            float[] q,
            int qOffset,
            int qStride,
            float[] k,
            int kOffset,
            int kStride,
            float[] v,
            int vOffset,
            int vStride,
            float[] out,
            int outOffset,
            int outStride,
            float[] logSumExp,
            int logSumExpOffset,
            float[] dOut,
            int dOutOffset,
            int dOutStride,
            float[] dq,
            int dqOffset,
            int dqStride,
            float[] dk,
            int dkOffset,
            int dkStride,
            float[] dv,
            int dvOffset,
            int dvStride,
            float[] scratch,
            int scratchOffset) {
        new AttentionBackward(
                        shape,
                        q,
                        qOffset,
                        qStride,
                        k,
                        kOffset,
                        kStride,
                        v,
                        vOffset,
                        vStride,
                        out,
                        outOffset,
                        outStride,
                        logSumExp,
                        logSumExpOffset,
                        dOut,
                        dOutOffset,
                        dOutStride,
                        dq,
                        dqOffset,
                        dqStride,
                        dk,
                        dkOffset,
                        dkStride,
                        dv,
                        dvOffset,
                        dvStride,
                        scratch,
                        scratchOffset)
                .run();
    }

    @Override
    public int decodeScratchSize(int keys) {
        return keys;
    }

    @Override
    public void decode(
            int keys,
            int headDimension,
            float scale,
            float[] q,
            int qOffset,
            float[] k,
            int kOffset,
            int kStride,
            float[] v,
            int vOffset,
            int vStride,
            float[] out,
            int outOffset,
            float[] scratch,
            int scratchOffset) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < keys; j++) {
            float score = scale * LOG2_E * VectorMath.dot(headDimension, q, qOffset, k, kOffset + j * kStride);
            scratch[scratchOffset + j] = score;
            largest = score > largest || Float.isNaN(score) ? score : largest;
        }
        float sum = 0;
        for (int j = 0; j < keys; j += LANES) {
            VectorMask<Float> present = SPECIES.indexInRange(j, keys);
            FloatVector p = VectorMath.exp2(FloatVector.fromArray(SPECIES, scratch, scratchOffset + j, present)
                    .sub(largest));
            p.intoArray(scratch, scratchOffset + j, present);
            sum += VectorMath.horizontalSum(FloatVector.zero(SPECIES).blend(p, present));
        }
        for (int d = 0; d < headDimension; d += LANES) {
            weightedSum(
                    keys,
                    headDimension - d,
                    1f / sum,
                    scratch,
                    scratchOffset,
                    v,
                    vOffset + d,
                    vStride,
                    out,
                    outOffset + d);
        }
    }

    /** out[width] = factor · Σ_j weights[j] · v[j, width], for at most LANES columns. */
    private static void weightedSum(
            int keys,
            int width,
            float factor,
            float[] weights,
            int weightsOffset,
            float[] v,
            int vOffset,
            int vStride,
            float[] out,
            int outOffset) {
        FloatVector total = FloatVector.zero(SPECIES);
        VectorMask<Float> columns = SPECIES.indexInRange(0, width);
        for (int j = 0; j < keys; j++) {
            total = FloatVector.broadcast(SPECIES, weights[weightsOffset + j])
                    .fma(FloatVector.fromArray(SPECIES, v, vOffset + j * vStride, columns), total);
        }
        total.mul(factor).intoArray(out, outOffset, columns);
    }
}
