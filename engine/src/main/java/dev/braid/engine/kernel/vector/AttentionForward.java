package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.MatrixTiles.PANEL;
import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.LN_2;
import static dev.braid.engine.kernel.vector.VectorMath.LOG2_E;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.AttentionShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The forward pass of attention for one (sequence, head): softmax online over the blocks of keys, in base 2.
 *
 * <p>A query's reference is what its scores are reduced by. It is raised, and what has been summed is rescaled, only where a block
 * exceeds it by more than {@link #SLACK}: the division by the final sum makes any reference exact.
 */
final class AttentionForward extends AttentionPass {
    /** How far, in powers of two, a score may exceed the reference. */
    private static final float SLACK = 16f;

    /** A reference below every score, yet finite: a difference of infinities would not be a number. */
    private static final float LOWEST = -1e30f;

    private final float[] q;
    private final int qOffset;
    private final int qStride;
    private final float[] k;
    private final int kOffset;
    private final int kStride;
    private final float[] out;
    private final int outOffset;
    private final int outStride;
    private final float[] logSumExp;
    private final int logSumExpOffset;

    // places in scratch
    private final int reference; // [PANEL]
    private final int sum; // [PANEL], relative to the reference
    private final int factor; // [PANEL], what a raised reference multiplies sums by
    private final int queries; // Qᵀ · scale · log2 e [P, PANEL]
    private final int scores; // Sᵀ, then Pᵀ [KEY_BLOCK, PANEL]
    private final int values; // V packed [panels, keys, PANEL]

    private boolean started;

    /** Floats of scratch. */
    static int scratchSize(AttentionShape shape) {
        int width = shape.headDimension();
        return (3 + width + KEY_BLOCK + panels(width) * shape.keys()) * PANEL;
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
        this.k = k;
        this.kOffset = kOffset;
        this.kStride = kStride;
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
        values = scores + KEY_BLOCK * PANEL;
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
        VectorMatrixKernels.multiplyPanel(
                keys,
                PANEL,
                width,
                k,
                kOffset + firstKey * kStride,
                kStride,
                scratch,
                queries,
                scratch,
                scores,
                PANEL,
                false);
        hideInvisible(firstQuery, count, firstKey, keys, scores);
        if (raiseReference(keys, scratch, scores, reference, sum, factor) && started) {
            for (int row = 0; row < count; row++) {
                VectorMath.scale(width, scratch[factor + row], out, outOffset + (firstQuery + row) * outStride);
            }
        }
        exponentials(keys, scratch, scores, reference, sum);
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
     * Raises the references that need it; tells whether there were any. Then sums have been multiplied by the factors, and
     * results have to be.
     */
    private static boolean raiseReference(int keys, float[] x, int scores, int reference, int sum, int factor) {
        FloatVector largest0 = FloatVector.fromArray(SPECIES, x, scores);
        FloatVector largest1 = FloatVector.fromArray(SPECIES, x, scores + LANES);
        for (int row = 1; row < keys; row++) {
            int at = scores + row * PANEL;
            largest0 = VectorMath.larger(largest0, FloatVector.fromArray(SPECIES, x, at));
            largest1 = VectorMath.larger(largest1, FloatVector.fromArray(SPECIES, x, at + LANES));
        }
        FloatVector old0 = FloatVector.fromArray(SPECIES, x, reference);
        FloatVector old1 = FloatVector.fromArray(SPECIES, x, reference + LANES);
        VectorMask<Float> exceeds0 = largest0.compare(VectorOperators.GT, old0.add(SLACK));
        VectorMask<Float> exceeds1 = largest1.compare(VectorOperators.GT, old1.add(SLACK));
        if (!exceeds0.or(exceeds1).anyTrue()) {
            return false;
        }
        // only where it is needed: whether a query's is raised must not depend on what later queries see
        raise(old0, old0.blend(largest0, exceeds0), x, reference, sum, factor);
        raise(old1, old1.blend(largest1, exceeds1), x, reference + LANES, sum + LANES, factor + LANES);
        return true;
    }

    private static void raise(FloatVector old, FloatVector raised, float[] x, int reference, int sum, int factor) {
        FloatVector by = exp2OrZero(old.sub(raised));
        raised.intoArray(x, reference);
        by.intoArray(x, factor);
        FloatVector.fromArray(SPECIES, x, sum).mul(by).intoArray(x, sum);
    }

    /** Sᵀ ← 2^(Sᵀ − reference); adds them to the sums. */
    private static void exponentials(int keys, float[] x, int scores, int reference, int sum) {
        FloatVector reference0 = FloatVector.fromArray(SPECIES, x, reference);
        FloatVector reference1 = FloatVector.fromArray(SPECIES, x, reference + LANES);
        FloatVector sum0 = FloatVector.fromArray(SPECIES, x, sum);
        FloatVector sum1 = FloatVector.fromArray(SPECIES, x, sum + LANES);
        for (int row = 0; row < keys; row++) {
            int at = scores + row * PANEL;
            FloatVector p0 = exp2OrZero(FloatVector.fromArray(SPECIES, x, at).sub(reference0));
            FloatVector p1 =
                    exp2OrZero(FloatVector.fromArray(SPECIES, x, at + LANES).sub(reference1));
            p0.intoArray(x, at);
            p1.intoArray(x, at + LANES);
            sum0 = sum0.add(p0);
            sum1 = sum1.add(p1);
        }
        sum0.intoArray(x, sum);
        sum1.intoArray(x, sum + LANES);
    }
}
