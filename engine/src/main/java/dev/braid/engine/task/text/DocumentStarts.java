package dev.braid.engine.task.text;

import java.util.Arrays;

/** Finds where documents begin: after two empty lines. */
final class DocumentStarts {
    private static final int CHUNK = 1 << 20;

    private DocumentStarts() {}

    /** The first byte of every document, ascending from 0. */
    static long[] of(ByteText text) {
        long[] starts = new long[16];
        int size = 1;
        int lines = 0;
        byte[] chunk = new byte[(int) Math.min(CHUNK, text.size())];
        for (long at = 0; at < text.size(); at += chunk.length) {
            int count = (int) Math.min(chunk.length, text.size() - at);
            text.read(at, chunk, 0, count);
            for (int i = 0; i < count; i++) {
                if (chunk[i] == '\n') {
                    lines++;
                } else {
                    if (lines >= TextSource.SEPARATOR.length() && at + i > lines) {
                        if (size == starts.length) {
                            starts = Arrays.copyOf(starts, 2 * size);
                        }
                        starts[size++] = at + i;
                    }
                    lines = 0;
                }
            }
        }
        return Arrays.copyOf(starts, size);
    }
}
