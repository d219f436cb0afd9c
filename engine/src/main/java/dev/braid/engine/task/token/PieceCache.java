package dev.braid.engine.task.token;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how pieces were encoded, one for each place of a table: text repeats its words. Entries never change once they are
 * there, so threads that meet in one place at worst encode a piece twice.
 */
final class PieceCache {
    private static final int PLACES = 1 << 16;

    /** Longer pieces come up once. */
    private static final int LONGEST = 48;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(byte[] piece, int[] tokens) {}

    private final @Nullable Entry[] entries = new @Nullable Entry[PLACES];

    /** The tokens of a piece, or null if they are not known. */
    int @Nullable [] find(byte[] text, int from, int to) {
        if (to - from > LONGEST) {
            return null;
        }
        Entry entry = entries[place(text, from, to)];
        return entry != null && Arrays.equals(entry.piece, 0, entry.piece.length, text, from, to) ? entry.tokens : null;
    }

    /** Remembers the tokens of a piece. */
    void keep(byte[] text, int from, int to, int[] tokens) {
        if (to - from <= LONGEST) {
            entries[place(text, from, to)] = new Entry(Arrays.copyOfRange(text, from, to), tokens);
        }
    }

    private static int place(byte[] text, int from, int to) {
        int hash = to - from;
        for (int at = from; at < to; at++) {
            hash = 31 * hash + text[at];
        }
        hash *= 0x9E3779B9;
        return hash >>> 16;
    }
}
