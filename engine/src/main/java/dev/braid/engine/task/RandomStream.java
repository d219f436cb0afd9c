package dev.braid.engine.task;

/**
 * A random stream that is the same on every machine: xoroshiro128++ (Blackman and Vigna), its 128 bits of state filled
 * by chaining the SplitMix64 finaliser over the words that name the stream. Any stream can be opened directly, so a
 * resumed run needs no stored state. Not for several threads: every sequence opens its own.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long s0;
    private long s1;

    private RandomStream(long s0, long s1) {
        this.s0 = s0;
        this.s1 = s1;
    }

    /** The stream of one sequence of one batch. */
    public static RandomStream of(long seed, Split split, long batch, int sequence) {
        return named(seed, split.ordinal() + 1L, batch, sequence);
    }

    /** The stream with that name; streams with different names are unrelated. */
    public static RandomStream named(long... name) {
        long hash = name.length;
        for (long word : name) {
            hash = mix((hash ^ word) + GOLDEN_GAMMA);
        }
        long first = mix(hash + GOLDEN_GAMMA);
        long second = mix(hash - GOLDEN_GAMMA);
        // mix is a bijection, so the two words differ and the forbidden all-zero state cannot arise.
        return new RandomStream(first, second);
    }

    /** A stream with that very state, for comparison with published outputs. */
    static RandomStream withState(long s0, long s1) {
        return new RandomStream(s0, s1);
    }

    /** The next 64 random bits. */
    public long next() {
        long a = s0;
        long b = s1;
        long result = Long.rotateLeft(a + b, 17) + a;
        b ^= a;
        s0 = Long.rotateLeft(a, 49) ^ b ^ (b << 21);
        s1 = Long.rotateLeft(b, 28);
        return result;
    }

    /** A whole number in [0, bound), uniform up to bound / 2^32. */
    public int below(int bound) {
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    /** A whole number in [from, to), uniform up to (to - from) / 2^32. */
    public int between(int from, int to) {
        return from + below(to - from);
    }

    /** A real number in [0, 1), a multiple of 2^-53. */
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Puts the array's elements into a random order. */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = below(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
