package dev.braid.engine.kernel.vector;

import static dev.braid.engine.kernel.vector.MatrixTiles.PANEL;
import static dev.braid.engine.kernel.vector.VectorMath.LANES;
import static dev.braid.engine.kernel.vector.VectorMath.SPECIES;

import dev.braid.engine.kernel.AttentionShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * What the forward and the backward pass of attention share: the walk over blocks. A block of PANEL queries, one a lane, meets
 * the keys that any of them sees in blocks of {@link #KEY_BLOCK}, as tiles Sᵀ[key, query]. So a softmax statistic is one
 * lane a query, visibility is one lane range a key, and the head dimension needs no padding in the scores. Tiles stay in the
 * first-level cache. Blocks of keys that no query of the block sees are never touched: cost is linear in the length under a
 * window or a chunk.
 */
abstract class AttentionPass {
    /** Keys of one block, at most. */
    static final int KEY_BLOCK = 64;

    /** Scores below this, in powers of two, count as zero. */
    private static final float SMALLEST_EXPONENT = -126f;

    private static final FloatVector LANE_INDEX = FloatVector.zero(SPECIES).addIndex(1);

    final AttentionShape shape;
    final int width;
    /** Panels of PANEL columns that the head dimension takes. */
    final int panels;

    final float[] scratch;

    AttentionPass(AttentionShape shape, float[] scratch) {
        this.shape = shape;
        this.scratch = scratch;
        width = shape.headDimension();
        panels = panels(width);
    }

    static int panels(int width) {
        return (width + PANEL - 1) / PANEL;
    }

    /** Starts with a block of queries. */
    abstract void begin(int firstQuery, int queries);

    /** Meets {@code count} keys from {@code firstKey} with the block of queries. */
    abstract void meet(int firstQuery, int queries, int firstKey, int count);

    /** Ends the block of queries. */
    abstract void end(int firstQuery, int queries);

    /** Walks over all blocks, queries ascending, keys ascending. */
    final void run() {
        for (int first = 0; first < shape.length(); first += PANEL) {
            int queries = Math.min(PANEL, shape.length() - first);
            begin(first, queries);
            walk(first, queries, shape.firstSink(first), shape.lastSinkExclusive(first));
            int diagonal = shape.keysPerQuery() * first;
            walk(first, queries, shape.firstRecentKey(first), diagonal);
            walk(first, queries, diagonal, shape.lastKeyExclusive(first + queries - 1));
            end(first, queries);
        }
    }

    private void walk(int firstQuery, int queries, int from, int to) {
        for (int key = from; key < to; key += KEY_BLOCK) {
            meet(firstQuery, queries, key, Math.min(KEY_BLOCK, to - key));
        }
    }

    /** First query that sees {@code key}; all later ones up to {@link #lastQueryExclusive} see it too. */
    private int firstQuery(int key) {
        return key / shape.keysPerQuery();
    }

    private int lastQueryExclusive(int key) {
        int position = key / shape.keysPerQuery();
        int last = shape.chunk() > 0 ? (position / shape.chunk() + 1) * shape.chunk() : Integer.MAX_VALUE;
        boolean forgotten = shape.window() > 0 && key >= shape.keysPerQuery() * shape.sinks();
        return forgotten ? Math.min(last, position + shape.window()) : last;
    }

    /** Keys of a block, counted from its first, that the queries up to {@code query} see at most. */
    final int keysUpTo(int query, int firstKey, int count) {
        return Math.clamp(shape.lastKeyExclusive(query) - firstKey, 0, count);
    }

    /** First of a block's queries, counted from its first, that sees {@code key} or a later key. */
    final int queriesFrom(int key, int firstQuery) {
        return Math.max(0, firstQuery(key) - firstQuery);
    }

    /** Sets scores Sᵀ[count, PANEL] of keys that a query does not see to minus infinity. */
    final void hideInvisible(int firstQuery, int queries, int firstKey, int count, int scores) {
        // both ends of what sees a key ascend with the key, but for the fall from sinks to other keys
        int lastKey = firstKey + count - 1;
        int pastSinks = Math.clamp(shape.keysPerQuery() * shape.sinks(), firstKey, lastKey);
        int seenUpTo = Math.min(lastQueryExclusive(firstKey), lastQueryExclusive(pastSinks));
        if (firstQuery(lastKey) <= firstQuery && seenUpTo >= firstQuery + queries) {
            return;
        }
        for (int row = 0; row < count; row++) {
            int key = firstKey + row;
            hideOutside(
                    firstQuery(key) - firstQuery, lastQueryExclusive(key) - firstQuery, scratch, scores + row * PANEL);
        }
    }

    private static void hideOutside(int from, int to, float[] scores, int offset) {
        for (int lane = 0; lane < PANEL; lane += LANES) {
            VectorMask<Float> visible = LANE_INDEX
                    .compare(VectorOperators.GE, (float) (from - lane))
                    .and(LANE_INDEX.compare(VectorOperators.LT, (float) (to - lane)));
            FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY)
                    .blend(FloatVector.fromArray(SPECIES, scores, offset + lane), visible)
                    .intoArray(scores, offset + lane);
        }
    }

    /** 2^t, and a true zero below 2^−126 (minus infinity included). */
    static FloatVector exp2OrZero(FloatVector t) {
        return VectorMath.exp2(t).blend(0f, t.compare(VectorOperators.LT, SMALLEST_EXPONENT));
    }
}
