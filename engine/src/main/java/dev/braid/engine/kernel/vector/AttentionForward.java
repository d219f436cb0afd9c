package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.MatrixTiles.PANEL;
import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.LN_2;
import static dev.braid.engine.kernel.vector.VectorMath.LOG2_E;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.AttentionShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The forward pass of attention for one (sequence, head): softmax online over the blocks of keys, in base 2.
 *
 * <p>A query's reference is what its scores are reduced by: the largest score among its first block of keys, the latest ones. The
 * division by the final sum makes any reference exact, so it is raised, and what has been summed is rescaled, only if a later
 * block exceeds it by more than {@link #SLACK}; that block is then computed again.
 */
final class AttentionForward extends AttentionPass {
    /** How far, in powers of two, a score may exceed the reference. */
    private static final float SLACK = 60f;

    /** A reference below every score, yet finite: a difference of infinities would not be a number. */
    private static final float LOWEST = -1e30f;

    private final float[] q;
    private final int qOffset;
    private final int qStride;
    private final float[] out;
    private final int outOffset;
    private final int outStride;
    private final float[] logSumExp;
    private final int logSumExpOffset;

    // places in scratch
    private final int reference; // [PANEL]
    private final int sum; // [PANEL], relative to the reference
    private final int factor; // [PANEL], what a raised reference multiplies sums by; new sums in between
    private final int queries; // Qᵀ · scale · log2 e [P, PANEL]
    private final int scores; // Sᵀ, then Pᵀ [KEY_BLOCK, PANEL]
    private final int keysTransposed; // Kᵀ [blocks, P, KEY_BLOCK]
    private final int values; // V packed [panels, keys, PANEL]

    private boolean started;

    /** Floats of scratch. */
    static int scratchSize(AttentionShape shape) {
        int width = shape.headDimension();
        return (3 + width + KEY_BLOCK + panels(width) * shape.keys()) * PANEL + transposedBlocksSize(shape);
    }

    AttentionForward(
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
        super(shape, scratch);
        this.q = q;
        this.qOffset = qOffset;
        this.qStride = qStride;
        this.out = out;
        this.outOffset = outOffset;
        this.outStride = outStride;
        this.logSumExp = logSumExp;
        this.logSumExpOffset = logSumExpOffset;
        reference = scratchOffset;
        sum = reference + PANEL;
        factor = sum + PANEL;
        queries = factor + PANEL;
        scores = queries + width * PANEL;
        keysTransposed = scores + KEY_BLOCK * PANEL;
        values = keysTransposed + transposedBlocksSize(shape);
        transposeBlocks(k, kOffset, kStride, keysTransposed);
        Packing.rows(shape.keys(), width, v, vOffset, vStride, scratch, values);
    }

    @Override
    void begin(int firstQuery, int count) {
        Packing.transposed(
                width, count, shape.scale() * LOG2_E, q, qOffset + firstQuery * qStride, qStride, scratch, queries);
        for (int lane = 0; lane < PANEL; lane += LANES) {
            FloatVector.broadcast(SPECIES, LOWEST).intoArray(scratch, reference + lane);
            FloatVector.zero(SPECIES).intoArray(scratch, sum + lane);
        }
        started = false;
    }

    @Override
    void meet(int firstQuery, int count, int firstKey, int keys) {
        products(keysTransposed, firstKey, keys, queries, scores);
        boolean careful = !started || !allVisible(firstQuery, count, firstKey, keys);
        if (careful) {
            hideInvisible(firstQuery, firstKey, keys, scores, Float.NEGATIVE_INFINITY);
        }
        if (careful || !exponentials(keys, scratch, scores, reference, sum, factor)) {
            if (!careful) {
                products(keysTransposed, firstKey, keys, queries, scores);
            }
            raiseReferences(keys, scratch, scores, reference, sum, factor);
            if (started) {
                for (int row = 0; row < count; row++) {
                    VectorMath.scale(width, scratch[factor + row], out, outOffset + (firstQuery + row) * outStride);
                }
            }
            exponentials(keys, scratch, scores, reference, sum, factor);
        }
        for (int panel = 0; panel < panels; panel++) {
            for (int row = 0; row < count; row += 8) {
                int rows = Math.min(8, count - row);
                VectorMatrixKernels.multiplyTransposedPanel(
                        rows,
                        width - panel * PANEL,
                        keysUpTo(firstQuery + row + rows - 1, firstKey, keys),
                        scratch,
                        scores + row,
                        PANEL,
                        scratch,
                        values + (panel * shape.keys() + firstKey) * PANEL,
                        out,
                        outOffset + (firstQuery + row) * outStride + panel * PANEL,
                        outStride,
                        started);
            }
        }
        started = true;
    }

    @Override
    void end(int firstQuery, int count) {
        for (int row = 0; row < count; row++) {
            float total = scratch[sum + row];
            VectorMath.scale(width, 1f / total, out, outOffset + (firstQuery + row) * outStride);
            logSumExp[logSumExpOffset + firstQuery + row] = (float) (scratch[reference + row] * LN_2 + Math.log(total));
        }
    }

    /**
     * Raises the references that a score exceeds too far to the largest score; what sums have to be multiplied by goes to the
     * factors. No other reference changes: an earlier query's must not depend on what later queries see.
     */
    private static void raiseReferences(int keys, float[] x, int scores, int reference, int sum, int factor) {
        for (int lane = 0; lane < PANEL; lane += LANES) {
            FloatVector old = FloatVector.fromArray(SPECIES, x, reference + lane);
            FloatVector largest = old;
            for (int row = 0; row < keys; row++) {
                FloatVector score = FloatVector.fromArray(SPECIES, x, scores + row * PANEL + lane);
                largest = VectorMath.larger(largest, score);
            }
            FloatVector raised = old.blend(largest, largest.sub(old).compare(VectorOperators.GT, SLACK));
            raised.intoArray(x, reference + lane);
            FloatVector by = VectorMath.exp2OrZero(old.sub(raised));
            by.intoArray(x, factor + lane);
            FloatVector.fromArray(SPECIES, x, sum + lane).mul(by).intoArray(x, sum + lane);
        }
    }

    /**
     * Sᵀ ← 2^(Sᵀ − reference), added to the sums. Where a score exceeds its reference by more than {@link #SLACK}, answers false:
     * then the sums are as they were, and Sᵀ is spoilt.
     *
     * @param newSum room for [PANEL]
     */
    private static boolean exponentials(int keys, float[] x, int scores, int reference, int sum, int newSum) {
        for (int lane = 0; lane < PANEL; lane += LANES) {
            if (!exponentialsOfLanes(keys, x, scores + lane, reference + lane, sum + lane, newSum + lane)) {
                return false;
            }
        }
        System.arraycopy(x, newSum, x, sum, PANEL);
        return true;
    }

    /** One vector of queries: so few operations that the compiler inlines all of them, see the package's second rule. */
    private static boolean exponentialsOfLanes(int keys, float[] x, int scores, int reference, int sum, int newSum) {
        FloatVector subtrahend = FloatVector.fromArray(SPECIES, x, reference);
        FloatVector total = FloatVector.fromArray(SPECIES, x, sum);
        FloatVector largest = FloatVector.zero(SPECIES);
        for (int row = 0; row < keys; row++) {
            int at = scores + row * PANEL;
            FloatVector t = FloatVector.fromArray(SPECIES, x, at).sub(subtrahend);
            largest = VectorMath.larger(largest, t);
            FloatVector p = VectorMath.exp2OrZero(t);
            p.intoArray(x, at);
            total = p.add(total);
        }
        total.intoArray(x, newSum);
        return !largest.compare(VectorOperators.GT, SLACK).anyTrue();
    }
}
