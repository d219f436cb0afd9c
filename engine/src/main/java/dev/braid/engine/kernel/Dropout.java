package dev.braid.engine.kernel;

/**
 * The dropout mask as a pure function of seed and global element index: a 64-bit mix of the seed and of the index's upper
 * half gives a key; the low half of the index plus the key goes through a 32-bit integer hash (multiply, xor-shift); the
 * element is dropped when the hash's upper 24 bits are below rate · 2^24.
 */
public final class Dropout {
    private Dropout() {}

    /** Key of all indices that share the upper 32 bits of {@code index}. */
    public static int key(long seed, long index) {
        long mixed = seed + (index >>> 32) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (int) (mixed ^ (mixed >>> 31));
    }

    /** Upper 24 bits of the hash of the index's low 32 bits. */
    public static int draw(int key, int lowIndex) {
        int h = lowIndex + key;
        h = (h ^ (h >>> 16)) * 0x7FEB352D;
        h = (h ^ (h >>> 15)) * 0x846CA68B;
        return (h ^ (h >>> 16)) >>> 8;
    }

    /** Draws below this are dropped. */
    public static int threshold(float rate) {
        return (int) (rate * (1 << 24));
    }
}
