package dev.braid.engine.task.text;

/**
 * The baseline that a trained model has to beat: the next byte from the few before it, by counting. Of each context the
 * distribution of longer and shorter ones is mixed by Witten and Bell's rule (1991): a context that was seen n times with t
 * different followers takes t / (n + t) of the shorter one's. Below the shortest all bytes are alike.
 */
final class NgramModel {
    private static final int SYMBOLS = 256;
    private static final int LONGEST = 6;

    private final int context;
    private final LongCounts pairs = new LongCounts();
    private final LongCounts totals = new LongCounts();
    private final LongCounts kinds = new LongCounts();

    /**
     * A model of that order.
     *
     * @param order bytes of a count, the predicted one included; 1 to 7
     */
    NgramModel(int order) {
        if (order < 1 || order > LONGEST + 1) {
            throw new IllegalArgumentException("the order of an n-gram is from 1 to " + (LONGEST + 1));
        }
        context = order - 1;
    }

    /** Counts a text. */
    NgramModel learn(byte[] text) {
        for (int at = 0; at < text.length; at++) {
            int symbol = text[at] & 0xff;
            for (int length = Math.min(context, at); length >= 0; length--) {
                long key = key(text, at, length);
                totals.add(key);
                if (pairs.add(key << 8 | symbol) == 1) {
                    kinds.add(key);
                }
            }
        }
        return this;
    }

    /** The bits that a text takes, each byte predicted from those before it. */
    double bits(byte[] text) {
        double bits = 0;
        for (int at = 0; at < text.length; at++) {
            int symbol = text[at] & 0xff;
            double probability = 1.0 / SYMBOLS;
            for (int length = 0; length <= Math.min(context, at); length++) {
                long key = key(text, at, length);
                double total = totals.get(key);
                if (total == 0) {
                    break; // longer contexts have not been seen either
                }
                double kind = kinds.get(key);
                probability = (pairs.get(key << 8 | symbol) + kind * probability) / (total + kind);
            }
            bits -= Math.log(probability);
        }
        return bits / Math.log(2);
    }

    /** The bytes before a place, and in the highest bits used how many there are, so that every context has a key of its own. */
    private static long key(byte[] text, int at, int length) {
        long key = length + 1;
        for (int i = at - length; i < at; i++) {
            key = key << 8 | text[i] & 0xff;
        }
        return key;
    }
}
