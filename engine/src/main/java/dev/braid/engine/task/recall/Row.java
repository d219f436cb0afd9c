package dev.braid.engine.task.recall;

import dev.braid.engine.task.Batch;
import java.util.Arrays;

/** The sequence of a batch that is being written. */
final class Row {
    private final int length;
    private final int[] tokens;
    private final int[] labels;
    private final int[][] slices;
    private int start;

    Row(int sequences, int length, int sliceCount) {
        this.length = length;
        int positions = Math.multiplyExact(sequences, length);
        tokens = new int[positions];
        labels = new int[positions];
        Arrays.fill(labels, Batch.NO_LABEL);
        slices = new int[sliceCount][positions];
    }

    /** Turns to another sequence; it starts as zeros without labels. */
    void moveTo(int sequence) {
        start = sequence * length;
    }

    int length() {
        return length;
    }

    int token(int position) {
        return tokens[start + position];
    }

    void token(int position, int token) {
        tokens[start + position] = token;
    }

    /** Asks for a token at a position. */
    void label(int position, int token) {
        labels[start + position] = token;
    }

    /** Asks for a token at a position and notes its slices, in the order of the task's slices. */
    void label(int position, int token, int slice) {
        label(position, token);
        slices[0][start + position] = slice;
    }

    /** Asks for a token at a position and notes its slices, in the order of the task's slices. */
    void label(int position, int token, int firstSlice, int secondSlice) {
        label(position, token, firstSlice);
        slices[1][start + position] = secondSlice;
    }

    Batch toBatch() {
        return new Batch(tokens.length / length, length, tokens, labels, slices);
    }
}
