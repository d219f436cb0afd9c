package dev.braid.engine.kernel;

/**
 * Which keys each query of one (sequence, head) sees, and the sizes of the problem.
 *
 * <p>Query i sees key j when all of these hold, with c = {@code keysPerQuery}:
 * <ul>
 *   <li>causal: j &lt; c·(i+1);
 *   <li>{@code window} w &gt; 0: j ≥ c·(i−w+1), or j &lt; c·{@code sinks};
 *   <li>{@code chunk} b &gt; 0: j ≥ c·b·⌊i/b⌋ (block-local).
 * </ul>
 * So every query sees at least its own c keys. Sources: Vaswani et al. 2017;
 * windows: Beltagy et al. 2020; sinks: Xiao et al. 2023.
 *
 * @param length queries; there are {@code keysPerQuery · length} keys
 * @param headDimension width P of queries, keys and values; any positive number
 * @param keysPerQuery 1 for plain causal attention; 2 where keys of two branches are interleaved (m₀, a₀, m₁, a₁, …)
 * @param window positions a query sees, itself included; 0 for no window
 * @param sinks first positions that stay visible beyond the window; without a window they are visible anyway
 * @param chunk positions of a block-local chunk; 0 for none
 * @param scale factor of the scores before the softmax, usually 1/√P
 */
public record AttentionShape(
        int length, int headDimension, int keysPerQuery, int window, int sinks, int chunk, float scale) {

    /** Checks the ranges. */
    public AttentionShape {
        if (length < 0 || headDimension < 1 || keysPerQuery < 1 || window < 0 || sinks < 0 || chunk < 0) {
            throw new IllegalArgumentException("Attention shape out of range: length " + length + ", head dimension "
                    + headDimension + ", keys per query " + keysPerQuery + ", window " + window + ", sinks " + sinks
                    + ", chunk " + chunk + ".");
        }
    }

    /** Full causal attention with the usual scale 1/√P. */
    public static AttentionShape causal(int length, int headDimension) {
        return new AttentionShape(length, headDimension, 1, 0, 0, 0, (float) (1 / Math.sqrt(headDimension)));
    }

    /** Number of keys and values. */
    public int keys() {
        return keysPerQuery * length;
    }

    /** One past the last key that {@code query} sees. */
    public int lastKeyExclusive(int query) {
        return keysPerQuery * (query + 1);
    }

    /** First key of the contiguous range that ends with {@link #lastKeyExclusive}. */
    public int firstRecentKey(int query) {
        int first = chunk > 0 ? query / chunk * chunk : 0;
        return keysPerQuery * (window > 0 ? Math.max(first, query - window + 1) : first);
    }

    /** First key of the sink range of {@code query}; empty when not below {@link #lastSinkExclusive}. */
    public int firstSink(int query) {
        return chunk > 0 ? keysPerQuery * (query / chunk * chunk) : 0;
    }

    /** One past the last sink that lies before {@link #firstRecentKey} for {@code query}. */
    public int lastSinkExclusive(int query) {
        return window > 0 ? Math.min(keysPerQuery * sinks, firstRecentKey(query)) : 0;
    }

    /** Whether {@code query} sees {@code key}. */
    public boolean sees(int query, int key) {
        return key < lastKeyExclusive(query)
                && (key >= firstRecentKey(query) || (key >= firstSink(query) && key < lastSinkExclusive(query)));
    }
}
