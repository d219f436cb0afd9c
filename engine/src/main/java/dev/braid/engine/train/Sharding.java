package dev.braid.engine.train;

/**
 * How a batch is cut. It depends on the batch's shape only, never on the number of threads: that is what makes results
 * the same bits on any number of them.
 *
 * @param sequencesPerShard S; the last shard may have fewer
 * @param shards how many shards
 * @param lanes how many gradient arrays; shard s adds to lane s mod lanes, in order of s
 */
public record Sharding(int sequencesPerShard, int shards, int lanes) {
    /** A shard of about this many tokens keeps its activations in the second-level cache. */
    private static final int TOKENS = 512;

    /** More lanes feed more threads and cost memory and a longer reduction. */
    private static final int MOST_LANES = 8;

    /** The sharding of B sequences of L tokens. */
    public static Sharding of(int sequences, int length) {
        int perShard = Math.max(1, Math.min(TOKENS / length, (sequences + 3) / 4));
        int shards = (sequences + perShard - 1) / perShard;
        return new Sharding(perShard, shards, Math.min(shards, MOST_LANES));
    }
}
