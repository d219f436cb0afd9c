package dev.braid.engine.task.token;

import java.util.Arrays;

/** The rank of every pair of tokens that merges: a hash table of plain numbers, for it is asked at every step. */
final class PairRanks {
    private static final long FREE = -1;

    private final long[] keys;
    private final int[] ranks;
    private final int mask;

    /** Room for that many pairs. */
    PairRanks(int pairs) {
        int size = Integer.highestOneBit(Math.max(8, pairs)) * 4;
        keys = new long[size];
        ranks = new int[size];
        mask = size - 1;
        Arrays.fill(keys, FREE);
    }

    /** Notes a pair; false if it was there already. */
    boolean put(int left, int right, int rank) {
        int slot = slot(left, right);
        boolean fresh = keys[slot] == FREE;
        if (fresh) {
            keys[slot] = key(left, right);
            ranks[slot] = rank;
        }
        return fresh;
    }

    /** Its rank, from 0; {@link Integer#MAX_VALUE} if the pair never merges. */
    int rank(int left, int right) {
        int slot = slot(left, right);
        return keys[slot] == FREE ? Integer.MAX_VALUE : ranks[slot];
    }

    private int slot(int left, int right) {
        long key = key(left, right);
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 40) & mask;
        while (keys[slot] != FREE && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static long key(int left, int right) {
        return (long) left << 32 | right;
    }
}
