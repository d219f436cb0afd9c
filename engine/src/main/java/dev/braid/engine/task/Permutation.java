package dev.braid.engine.task;

import java.util.SplittableRandom;

/**
 * A random order of 0 to count − 1 of which any place can be asked alone, so that a training set is gone through in another
 * order every epoch without a list of it in memory.
 */
public final class Permutation {
    private static final int ROUNDS = 4;

    private Permutation() {}

    /**
     * What stands at a position of the order of one epoch.
     *
     * @param seed of the run
     * @param epoch which time through
     * @param position from 0 to count − 1
     * @param count how many there are
     */
    public static long at(long seed, long epoch, long position, long count) {
        int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(count - 1));
        int half = (bits + 1) / 2;
        long mask = (1L << half) - 1;
        long value = position;
        do { // a Feistel network permutes 2^(2·half) numbers; walk on until one below count comes up
            long left = value >>> half;
            long right = value & mask;
            for (int round = 0; round < ROUNDS; round++) {
                long key = seed * 31 + epoch * 0x9E3779B97F4A7C15L + round * 0xD1B54A32D192ED03L + right;
                long mixed = new SplittableRandom(key).nextInt() & mask;
                long next = left ^ mixed;
                left = right;
                right = next;
            }
            value = left << half | right;
        } while (value >= count);
        return value;
    }
}
