package dev.braid.engine.block.standard;

import dev.braid.engine.kernel.AttentionShape;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.kernel.RotaryTable;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of a layer between the projections: from queries, keys and values to the heads' contexts and back. Position
 * encoding happens here, in place, and so does the key and value cache, which prompts fill and decoding goes on with.
 *
 * <p>With c keys per query (2 where two branches are interleaved), row t of the keys holds c keys, one after the other.
 */
final class HeadAttention {
    private final HeadSettings heads;
    private final int keysPerQuery; // c
    private final AttentionShape shape;
    private final @Nullable RotaryTable rotary;
    private final Buffer logSumExp; // [sequences, H, L]
    private final Buffer scratch;
    private final @Nullable Buffer cache; // [sequences, cached positions, c, (key | value) of keyValueWidth each]

    HeadAttention(LayerPlan plan, HeadSettings heads, int keysPerQuery) {
        this.heads = heads;
        this.keysPerQuery = keysPerQuery;
        shape = heads.shape(plan.length(), keysPerQuery);
        rotary = heads.rope() ? new RotaryTable(heads.theta(), heads.headDimension(), plan.contextLength()) : null;
        int positions = heads.cachedPositions(plan.contextLength());
        cache = plan.mode().stateful()
                ? plan.state(Math.multiplyExact(positions, keysPerQuery * 2 * heads.keyValueWidth()))
                : null;
        if (plan.mode() == LayerPlan.Mode.DECODE) {
            logSumExp = plan.scratchFloats(0);
            scratch = plan.scratchFloats(
                    Kernels.ACTIVE.attention().decodeScratchSize(Math.multiplyExact(positions, keysPerQuery)));
        } else {
            logSumExp = plan.savedPerSequence(Math.multiplyExact(heads.heads(), plan.length()));
            scratch = plan.scratchFloats(Kernels.ACTIVE.attention().scratchSize(shape));
        }
    }

    /**
     * Queries, keys or values: a column range of a buffer.
     *
     * @param buffer [rows, …]
     * @param column the first column
     * @param stride floats from one query, key or value to the next: the buffer's width, or its c-th part
     */
    record Columns(Buffer buffer, int column, int stride) {
        /** All heads of a sequence of that length, from its first position. */
        int at(int sequence, int length) {
            return buffer.at() + column + sequence * length * buffer.width();
        }
    }

    /** context [rows, H·P] = attention; q and k are rotated in place. */
    void forward(Pass pass, Columns q, Columns k, Columns v, Buffer context) {
        rotate(pass, q, k, true);
        float[] memory = pass.memory;
        int length = pass.length;
        int width = heads.headDimension();
        for (int s = 0; s < pass.sequences; s++) {
            if (cache != null) {
                for (int t = 0; t < length; t++) {
                    keep(cache, pass, s, t, k, v);
                }
            }
            for (int head = 0; head < heads.heads(); head++) {
                int keyColumn = keyValueHead(head) * width;
                Kernels.ACTIVE
                        .attention()
                        .forward(
                                shape,
                                memory,
                                q.at(s, length) + head * width,
                                q.stride,
                                memory,
                                k.at(s, length) + keyColumn,
                                k.stride,
                                memory,
                                v.at(s, length) + keyColumn,
                                v.stride,
                                memory,
                                context.at() + s * length * context.width() + head * width,
                                context.width(),
                                memory,
                                logSumExp.at() + (s * heads.heads() + head) * length,
                                memory,
                                scratch.at());
            }
        }
    }

    /**
     * Overwrites dq, dk and dv with the gradients of the unrotated queries, keys and values. dk and dv lie in one buffer, in
     * which there is nothing else but, perhaps, dq.
     */
    void backward(
            Pass pass,
            Columns q,
            Columns k,
            Columns v,
            Buffer context,
            Buffer dContext,
            Columns dq,
            Columns dk,
            Columns dv) {
        float[] memory = pass.memory;
        int length = pass.length;
        int width = heads.headDimension();
        // several query heads and blocks of queries add to the gradient of one key
        Arrays.fill(memory, dk.buffer.at(), dk.buffer.at() + pass.rows * dk.buffer.width(), 0);
        for (int s = 0; s < pass.sequences; s++) {
            for (int head = 0; head < heads.heads(); head++) {
                int keyColumn = keyValueHead(head) * width;
                int contextAt = s * length * context.width() + head * width;
                Kernels.ACTIVE
                        .attention()
                        .backward(
                                shape,
                                memory,
                                q.at(s, length) + head * width,
                                q.stride,
                                memory,
                                k.at(s, length) + keyColumn,
                                k.stride,
                                memory,
                                v.at(s, length) + keyColumn,
                                v.stride,
                                memory,
                                context.at() + contextAt,
                                context.width(),
                                memory,
                                logSumExp.at() + (s * heads.heads() + head) * length,
                                memory,
                                dContext.at() + contextAt,
                                dContext.width(),
                                memory,
                                dq.at(s, length) + head * width,
                                dq.stride,
                                memory,
                                dk.at(s, length) + keyColumn,
                                dk.stride,
                                memory,
                                dv.at(s, length) + keyColumn,
                                dv.stride,
                                memory,
                                scratch.at());
            }
        }
        rotate(pass, dq, dk, false);
    }

    /** One token a sequence against the cache, which it joins first; q and k are rotated in place. */
    void decode(Pass pass, Columns q, Columns k, Columns v, Buffer context) {
        if (cache == null) {
            throw new IllegalStateException("this layer was not built for decoding");
        }
        rotate(pass, q, k, true);
        float[] memory = pass.memory;
        int width = heads.headDimension();
        int keyValueWidth = heads.keyValueWidth();
        int slotWidth = 2 * keyValueWidth; // key | value
        int keys = cachedAfter(pass.start) * keysPerQuery;
        for (int s = 0; s < pass.sequences; s++) {
            keep(cache, pass, s, 0, k, v);
            int slots = cache.at() + s * cache.width();
            for (int head = 0; head < heads.heads(); head++) {
                int keyColumn = keyValueHead(head) * width;
                Kernels.ACTIVE
                        .attention()
                        .decode(
                                keys,
                                width,
                                shape.scale(),
                                memory,
                                q.at(s, 1) + head * width,
                                memory,
                                slots + keyColumn,
                                slotWidth,
                                memory,
                                slots + keyValueWidth + keyColumn,
                                slotWidth,
                                memory,
                                context.at() + s * context.width() + head * width,
                                memory,
                                scratch.at());
            }
        }
    }

    /** Keeps the keys and values of a row of a sequence in the cache; a ring then forgets those that are no longer seen. */
    private void keep(Buffer cache, Pass pass, int sequence, int row, Columns k, Columns v) {
        float[] memory = pass.memory;
        int width = heads.keyValueWidth();
        int key = k.at(sequence, pass.length) + row * k.buffer.width();
        int value = v.at(sequence, pass.length) + row * v.buffer.width();
        int slot = cache.at() + sequence * cache.width() + slotOf(pass.start + row) * keysPerQuery * 2 * width;
        for (int i = 0; i < keysPerQuery; i++) {
            System.arraycopy(memory, key + i * k.stride, memory, slot + i * 2 * width, width);
            System.arraycopy(memory, value + i * v.stride, memory, slot + i * 2 * width + width, width);
        }
    }

    /** Where the cache keeps a position: the sinks first, then the window as a ring. */
    private int slotOf(int position) {
        if (heads.window() > 0) {
            int sinks = heads.sinks();
            return position < sinks ? position : sinks + (position - sinks) % heads.window();
        }
        return heads.chunk() > 0 ? position % heads.chunk() : position;
    }

    /** How many positions the query of a position sees: they fill the cache from its first slot. */
    private int cachedAfter(int position) {
        int seen = position + 1;
        if (heads.window() > 0) {
            // no overflow: both are bounded by their parameters
            return Math.min(seen, heads.sinks() + heads.window());
        }
        return heads.chunk() > 0 ? position % heads.chunk() + 1 : seen;
    }

    private int keyValueHead(int head) {
        return head / (heads.heads() / heads.keyValueHeads());
    }

    private void rotate(Pass pass, Columns q, Columns k, boolean onwards) {
        if (rotary == null) {
            return;
        }
        turn(rotary, pass, heads.heads(), q, 0, onwards);
        for (int i = 0; i < keysPerQuery; i++) {
            turn(rotary, pass, heads.keyValueHeads(), k, i * k.stride, onwards);
        }
    }

    private static void turn(RotaryTable table, Pass pass, int count, Columns x, int shift, boolean onwards) {
        int at = x.buffer.at() + x.column + shift;
        int stride = x.buffer.width();
        if (onwards) {
            Kernels.ACTIVE.rotary().rotate(table, pass.rows, count, pass.length, pass.start, pass.memory, at, stride);
        } else {
            Kernels.ACTIVE
                    .rotary()
                    .rotateBack(table, pass.rows, count, pass.length, pass.start, pass.memory, at, stride);
        }
    }
}
