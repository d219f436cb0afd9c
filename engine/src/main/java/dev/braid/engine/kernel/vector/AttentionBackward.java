package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.MatrixTiles.PANEL;
import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.LOG2_E;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.AttentionShape;
import jdk.incubator.vector.FloatVector;

/**
 * The backward pass of attention for one (sequence, head). With P from the stored logarithms of the sums and D_i = dOut_i · out_i:
 * dV = Pᵀ dOut, dP = dOut Vᵀ, dS = P ∘ (dP − D), dQ = scale · dS K, dK = scale · dSᵀ Q. The scale sits in the packed queries and
 * keys.
 */
final class AttentionBackward extends AttentionPass {
    private final float[] q;
    private final int qOffset;
    private final int qStride;
    private final float[] out;
    private final int outOffset;
    private final int outStride;
    private final float[] logSumExp;
    private final int logSumExpOffset;
    private final float[] dOut;
    private final int dOutOffset;
    private final int dOutStride;
    private final float[] dq;
    private final int dqOffset;
    private final int dqStride;
    private final float[] dk;
    private final int dkOffset;
    private final int dkStride;
    private final float[] dv;
    private final int dvOffset;
    private final int dvStride;

    // places in scratch
    private final int reference; // logarithm of the sum, base 2 [PANEL]
    private final int mean; // D [PANEL]
    private final int queriesTransposed; // Qᵀ · scale · log2 e [P, PANEL]
    private final int gradientTransposed; // dOutᵀ [P, PANEL]
    private final int queryPanels; // Q · scale [panels, queries, PANEL]
    private final int gradientPanels; // dOut [panels, queries, PANEL]
    private final int scores; // Sᵀ, then Pᵀ [KEY_BLOCK, PANEL]
    private final int scoreGradients; // dPᵀ, then dSᵀ [KEY_BLOCK, PANEL]
    private final int keysTransposed; // Kᵀ [blocks, P, KEY_BLOCK]
    private final int valuesTransposed; // Vᵀ [blocks, P, KEY_BLOCK]
    private final int keyPanels; // K · scale [panels, keys, PANEL]

    private boolean started;

    /** Floats of scratch. */
    static int scratchSize(AttentionShape shape) {
        int width = shape.headDimension();
        return (2 + 2 * width + 2 * panels(width) * PANEL + 2 * KEY_BLOCK + panels(width) * shape.keys()) * PANEL
                + 2 * transposedBlocksSize(shape);
    }

    AttentionBackward(
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
        super(shape, scratch);
        this.q = q;
        this.qOffset = qOffset;
        this.qStride = qStride;
        this.out = out;
        this.outOffset = outOffset;
        this.outStride = outStride;
        this.logSumExp = logSumExp;
        this.logSumExpOffset = logSumExpOffset;
        this.dOut = dOut;
        this.dOutOffset = dOutOffset;
        this.dOutStride = dOutStride;
        this.dq = dq;
        this.dqOffset = dqOffset;
        this.dqStride = dqStride;
        this.dk = dk;
        this.dkOffset = dkOffset;
        this.dkStride = dkStride;
        this.dv = dv;
        this.dvOffset = dvOffset;
        this.dvStride = dvStride;
        reference = scratchOffset;
        mean = reference + PANEL;
        queriesTransposed = mean + PANEL;
        gradientTransposed = queriesTransposed + width * PANEL;
        queryPanels = gradientTransposed + width * PANEL;
        gradientPanels = queryPanels + panels * PANEL * PANEL;
        scores = gradientPanels + panels * PANEL * PANEL;
        scoreGradients = scores + KEY_BLOCK * PANEL;
        keysTransposed = scoreGradients + KEY_BLOCK * PANEL;
        valuesTransposed = keysTransposed + transposedBlocksSize(shape);
        keyPanels = valuesTransposed + transposedBlocksSize(shape);
        transposeBlocks(k, kOffset, kStride, keysTransposed);
        transposeBlocks(v, vOffset, vStride, valuesTransposed);
        Packing.rows(shape.keys(), width, k, kOffset, kStride, scratch, keyPanels);
        VectorMath.scale(panels * shape.keys() * PANEL, shape.scale(), scratch, keyPanels);
    }

    @Override
    void begin(int firstQuery, int count) {
        int qRow = qOffset + firstQuery * qStride;
        int dOutRow = dOutOffset + firstQuery * dOutStride;
        int outRow = outOffset + firstQuery * outStride;
        Packing.transposed(width, count, shape.scale() * LOG2_E, q, qRow, qStride, scratch, queriesTransposed);
        Packing.transposed(width, count, 1f, dOut, dOutRow, dOutStride, scratch, gradientTransposed);
        Packing.rows(count, width, q, qRow, qStride, scratch, queryPanels);
        VectorMath.scale(panels * count * PANEL, shape.scale(), scratch, queryPanels);
        Packing.rows(count, width, dOut, dOutRow, dOutStride, scratch, gradientPanels);
        for (int row = 0; row < count; row++) {
            scratch[reference + row] = logSumExp[logSumExpOffset + firstQuery + row] * LOG2_E;
            scratch[mean + row] =
                    VectorMath.dot(width, dOut, dOutRow + row * dOutStride, out, outRow + row * outStride);
        }
        for (int row = count; row < PANEL; row++) { // no query there: P = 2^−∞
            scratch[reference + row] = Float.POSITIVE_INFINITY;
            scratch[mean + row] = 0f;
        }
        started = false;
    }

    @Override
    void meet(int firstQuery, int count, int firstKey, int keys) {
        products(keysTransposed, firstKey, keys, queriesTransposed, scores);
        if (!allVisible(firstQuery, count, firstKey, keys)) {
            hideInvisible(firstQuery, firstKey, keys, scores, Float.NEGATIVE_INFINITY);
        }
        products(valuesTransposed, firstKey, keys, gradientTransposed, scoreGradients);
        scoreGradients(keys, scratch, scores, scoreGradients, reference, mean);
        for (int panel = 0; panel < panels; panel++) {
            int column = panel * PANEL;
            for (int row = 0; row < keys; row += 8) {
                int rows = Math.min(8, keys - row);
                int from = queriesFrom(firstKey + row, firstQuery);
                int b = (panel * count + from) * PANEL;
                VectorMatrixKernels.multiplyPanel(
                        rows,
                        width - column,
                        count - from,
                        scratch,
                        scores + row * PANEL + from,
                        PANEL,
                        scratch,
                        gradientPanels + b,
                        dv,
                        dvOffset + (firstKey + row) * dvStride + column,
                        dvStride,
                        true);
                VectorMatrixKernels.multiplyPanel(
                        rows,
                        width - column,
                        count - from,
                        scratch,
                        scoreGradients + row * PANEL + from,
                        PANEL,
                        scratch,
                        queryPanels + b,
                        dk,
                        dkOffset + (firstKey + row) * dkStride + column,
                        dkStride,
                        true);
            }
            for (int row = 0; row < count; row += 8) {
                int rows = Math.min(8, count - row);
                VectorMatrixKernels.multiplyTransposedPanel(
                        rows,
                        width - column,
                        keysUpTo(firstQuery + row + rows - 1, firstKey, keys),
                        scratch,
                        scoreGradients + row,
                        PANEL,
                        scratch,
                        keyPanels + (panel * shape.keys() + firstKey) * PANEL,
                        dq,
                        dqOffset + (firstQuery + row) * dqStride + column,
                        dqStride,
                        started);
            }
        }
        started = true;
    }

    @Override
    void end(int firstQuery, int count) {}

    /** Sᵀ ← Pᵀ = 2^(Sᵀ − reference); dPᵀ ← dSᵀ = Pᵀ ∘ (dPᵀ − D). */
    private static void scoreGradients(int keys, float[] x, int scores, int gradients, int reference, int mean) {
        for (int lane = 0; lane < PANEL; lane += LANES) {
            scoreGradientsOfLanes(keys, x, scores + lane, gradients + lane, reference + lane, mean + lane);
        }
    }

    /** One vector of queries: so few operations that the compiler inlines all of them, see the package's second rule. */
    private static void scoreGradientsOfLanes(int keys, float[] x, int scores, int gradients, int reference, int mean) {
        FloatVector subtrahend = FloatVector.fromArray(SPECIES, x, reference);
        FloatVector average = FloatVector.fromArray(SPECIES, x, mean);
        for (int row = 0; row < keys; row++) {
            int at = scores + row * PANEL;
            int gradientAt = gradients + row * PANEL;
            FloatVector p =
                    VectorMath.exp2OrZero(FloatVector.fromArray(SPECIES, x, at).sub(subtrahend));
            p.intoArray(x, at);
            FloatVector.fromArray(SPECIES, x, gradientAt).sub(average).mul(p).intoArray(x, gradientAt);
        }
    }
}
