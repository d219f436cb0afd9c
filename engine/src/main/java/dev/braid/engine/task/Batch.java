package dev.braid.engine.task;

import java.util.Arrays;

/**
 * Sequences of one length with what they ask. A label stands at the position whose output must predict it: the head's
 * output at position t is compared with the label at t, nothing is shifted afterwards.
 *
 * @param sequences B
 * @param length L, the context length
 * @param tokens [B, L], row-major, each in [0, vocabulary)
 * @param labels [B, L], the expected token, or {@link #NO_LABEL}
 * @param slices one [B, L] for each of {@link BoundTask#slices()}, in that order; means something only where a label is
 */
@SuppressWarnings("ArrayRecordComponent") // millions of tokens: the arrays are the point, and nobody compares batches
public record Batch(int sequences, int length, int[] tokens, int[] labels, int[]... slices) {
    /** The label of a position that asks nothing. */
    public static final int NO_LABEL = -1;

    public Batch {
        int positions = Math.multiplyExact(sequences, length);
        if (tokens.length != positions || labels.length != positions) {
            throw new IllegalArgumentException(
                    "a batch of " + sequences + " x " + length + " needs as many tokens and labels");
        }
        for (int[] slice : slices) {
            if (slice.length != positions) {
                throw new IllegalArgumentException("a slice needs a value for each position");
            }
        }
    }

    /** How many positions carry a label. */
    public int labelCount() {
        int count = 0;
        for (int label : labels) {
            if (label != NO_LABEL) {
                count++;
            }
        }
        return count;
    }

    /** Sequences {@code from} (inclusive) to {@code to} (exclusive) alone. */
    public Batch rows(int from, int to) {
        int[][] some = new int[slices.length][];
        for (int i = 0; i < slices.length; i++) {
            some[i] = rows(slices[i], from, to);
        }
        return new Batch(to - from, length, rows(tokens, from, to), rows(labels, from, to), some);
    }

    private int[] rows(int[] values, int from, int to) {
        return Arrays.copyOfRange(values, from * length, to * length);
    }
}
