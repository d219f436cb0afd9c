package dev.braid.engine.task.text;

import dev.braid.engine.task.token.Tokenizer;
import java.util.Arrays;

/**
 * Encodes a text piece by piece, so that a long one never lies in memory. Pieces end where documents do, or where a cut changes
 * nothing.
 */
final class Encoding {
    private static final int CHUNK = 1 << 20;

    private Encoding() {}

    /** Gets the tokens, piece after piece. */
    interface Receiver {
        /** Some tokens; {@code document} tells that a document begins with the first of them. */
        void take(int[] tokens, boolean document);
    }

    /** Encodes all of a text. */
    static void encode(ByteText text, Tokenizer tokenizer, long[] documents, Receiver receiver) {
        byte[] chunk = new byte[(int) Math.min(CHUNK, text.size())];
        int document = 0;
        for (long at = 0; at < text.size(); ) {
            boolean begins = document < documents.length && documents[document] == at;
            document += begins ? 1 : 0;
            long end = document < documents.length ? documents[document] : text.size();
            int count = (int) Math.min(chunk.length, end - at);
            text.read(at, chunk, 0, count);
            if (at + count < end) {
                count = tokenizer.cut(chunk, 0, count);
            }
            receiver.take(tokenizer.encode(chunk, 0, count), begins);
            at += count;
        }
    }

    /** A text whose tokens fit into memory. */
    static TokenText inMemory(ByteText text, Tokenizer tokenizer, boolean separated) {
        long[] documents = separated ? DocumentStarts.of(text) : new long[0];
        Collected all = new Collected(documents.length);
        encode(text, tokenizer, documents, all);
        return new TokenText(Tokens.of(Arrays.copyOf(all.tokens, all.size)), all.starts, text.size());
    }

    private static final class Collected implements Receiver {
        private int[] tokens = new int[1 << 16];
        private int size;
        private final long[] starts;
        private int documents;

        Collected(int documents) {
            starts = new long[documents];
        }

        @Override
        public void take(int[] some, boolean document) {
            if (document) {
                starts[documents++] = size;
            }
            if (size + some.length > tokens.length) {
                tokens = Arrays.copyOf(tokens, Math.max(2 * tokens.length, size + some.length));
            }
            System.arraycopy(some, 0, tokens, size, some.length);
            size += some.length;
        }
    }
}
