package dev.braid.engine.task.text;

/** Counts of numbers other than 0, in a hash table of plain numbers. */
public final class LongCounts {
    private long[] keys = new long[1 << 16];
    private int[] counts = new int[1 << 16];
    private int size;

    /** One more; the count now. */
    public int add(long key) {
        int slot = slot(keys, key);
        if (keys[slot] == 0) {
            if (2 * ++size > keys.length) {
                grow();
                slot = slot(keys, key);
            }
            keys[slot] = key;
        }
        return ++counts[slot];
    }

    /** How often it was counted. */
    public int get(long key) {
        return counts[slot(keys, key)];
    }

    private void grow() {
        long[] more = new long[2 * keys.length];
        int[] moreCounts = new int[more.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                int slot = slot(more, keys[i]);
                more[slot] = keys[i];
                moreCounts[slot] = counts[i];
            }
        }
        keys = more;
        counts = moreCounts;
    }

    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed ^ mixed >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
