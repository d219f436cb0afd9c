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

    /** Walks over all blocks, queries ascending; first the keys that are as late as the queries, then the earlier ones. */
    final void run() {
        for (int first = 0; first < shape.length(); first += PANEL) {
            int queries = Math.min(PANEL, shape.length() - first);
            begin(first, queries);
            int diagonal = shape.keysPerQuery() * first;
            walk(first, queries, diagonal, shape.lastKeyExclusive(first + queries - 1));
            // whole tiles of 8 keys: what they hold beyond the visible is hidden like any other invisible key
            int recent = shape.firstRecentKey(first) / 8 * 8;
            int sinksEnd = Math.min(recent, (shape.lastSinkExclusive(first) + 7) / 8 * 8);
            walk(first, queries, shape.firstSink(first) / 8 * 8, sinksEnd);
            walk(first, queries, recent, diagonal);
            end(first, queries);
        }
    }

    private void walk(int firstQuery, int queries, int from, int to) {
        int end;
        for (int key = from; key < to; key = end) {
            end = Math.min(to, (key / KEY_BLOCK + 1) * KEY_BLOCK);
            meet(firstQuery, queries, key, end - key);
        }
    }

    /** Floats that keys or values take when transposed by blocks: [blocks, P, KEY_BLOCK]. */
    static int transposedBlocksSize(AttentionShape shape) {
        return (shape.keys() + KEY_BLOCK - 1) / KEY_BLOCK * KEY_BLOCK * shape.headDimension();
    }

    /** Transposes keys or values x[keys, P] by blocks, so that a tile of scores reads them as columns. */
    final void transposeBlocks(float[] x, int offset, int stride, int to) {
        for (int key = 0; key < shape.keys(); key += KEY_BLOCK) {
            int count = Math.min(KEY_BLOCK, shape.keys() - key);
            Packing.transpose(count, width, 1f, x, offset + key * stride, stride, scratch, to + key * width, KEY_BLOCK);
        }
    }

    /** Products [count, PANEL] of keys (or values) of one block with the transposed queries (or gradients). */
    final void products(int transposedBlocks, int firstKey, int count, int queries, int to) {
        int block = firstKey / KEY_BLOCK * KEY_BLOCK;
        VectorMatrixKernels.multiplyTransposedPanel(
                count,
                PANEL,
                width,
                scratch,
                transposedBlocks + block * width + firstKey - block,
                KEY_BLOCK,
                scratch,
                queries,
                scratch,
                to,
                PANEL,
                false);
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

    /** Whether every query of a block sees every key of a block. */
    final boolean allVisible(int firstQuery, int queries, int firstKey, int count) {
        // both ends of what sees a key ascend with the key, but for the fall from sinks to other keys
        int lastKey = firstKey + count - 1;
        int pastSinks = Math.clamp(shape.keysPerQuery() * shape.sinks(), firstKey, lastKey);
        int seenUpTo = Math.min(lastQueryExclusive(firstKey), lastQueryExclusive(pastSinks));
        return firstQuery(lastKey) <= firstQuery && seenUpTo >= firstQuery + queries;
    }

    /** Overwrites elements of [count, PANEL] that belong to keys a query does not see. */
    final void hideInvisible(int firstQuery, int firstKey, int count, int at, float with) {
        for (int row = 0; row < count; row++) {
            int key = firstKey + row;
            hideOutside(
                    firstQuery(key) - firstQuery,
                    lastQueryExclusive(key) - firstQuery,
                    with,
                    scratch,
                    at + row * PANEL);
        }
    }

    private static void hideOutside(int from, int to, float with, float[] x, int offset) {
        for (int lane = 0; lane < PANEL; lane += LANES) {
            VectorMask<Float> visible = LANE_INDEX
                    .compare(VectorOperators.GE, (float) (from - lane))
                    .and(LANE_INDEX.compare(VectorOperators.LT, (float) (to - lane)));
            FloatVector.broadcast(SPECIES, with)
                    .blend(FloatVector.fromArray(SPECIES, x, offset + lane), visible)
                    .intoArray(x, offset + lane);
        }
    }
}
