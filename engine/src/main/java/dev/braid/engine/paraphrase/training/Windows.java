package dev.braid.engine.paraphrase.training;

import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.token.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Lays out windows of training text: chunks of pieces, and after each, at a distance, the same again.
 *
 * @param text what is learnt
 * @param tokenizer in which tokens
 * @param again what stands after a chunk
 * @param chunk C, tokens of a chunk at least; it ends with a piece
 * @param distance D, tokens of further text at least between a chunk and the same again
 * @param share p, of the windows that are laid out so; the others are plain text
 * @param sameWindow whether both stand in one window; else even windows have the chunks and odd ones the same again
 * @param shuffled whether the lines of a chunk come again in another order
 */
record Windows(
        PreparedText text,
        Tokenizer tokenizer,
        Again again,
        int chunk,
        int distance,
        double share,
        boolean sameWindow,
        boolean shuffled) {
    /** What stands after a chunk. */
    enum Again {
        /** The chunk in other words. */
        PARAPHRASE,
        /** The chunk itself: as many tokens, no other words. */
        REPEAT,
        /** Nothing: the text goes on. */
        PLAIN
    }

    /** So many tokens from a random place on; windows 2k and 2k + 1 are a pair where the same again is not in the same window. */
    int[] window(int tokens, RandomStream random, boolean odd) {
        boolean marked = random.unit() < share && again != Again.PLAIN;
        int piece = text.piece(random.below(text.bytes()));
        Sink sink = new Sink(random.below(chunk + 1), tokens);
        while (!sink.full()) {
            int end = end(piece, chunk);
            if (!marked) {
                originals(sink, piece, end);
                piece = end;
            } else if (!sameWindow) {
                if (odd) {
                    again(sink, piece, end, random);
                } else {
                    originals(sink, piece, end);
                }
                piece = end;
            } else {
                int after = distance == 0 ? end : end(end, distance);
                originals(sink, piece, after);
                again(sink, piece, end, random);
                piece = after;
            }
        }
        return sink.window();
    }

    /** Past the piece with which that many tokens are reached. */
    private int end(int from, int tokens) {
        int length = 0;
        int piece = from;
        while (length < tokens) {
            length += text.originalTokens(piece, tokenizer);
            piece++;
        }
        return piece;
    }

    private void originals(Sink sink, int from, int to) {
        for (int i = from; i < to; i++) {
            sink.add(text.original(i), text.originalTokens(i, tokenizer));
        }
    }

    private void again(Sink sink, int from, int to, RandomStream random) {
        int[] order = new int[to - from];
        for (int i = 0; i < order.length; i++) {
            order[i] = from + i;
        }
        if (shuffled && again == Again.PARAPHRASE && lines(from, to)) {
            random.shuffle(order);
        }
        for (int i : order) {
            if (again == Again.REPEAT) {
                originals(sink, i, i + 1);
            } else {
                sink.add(text.paraphrase(i), text.paraphraseTokens(i, tokenizer));
            }
        }
    }

    private boolean lines(int from, int to) {
        for (int i = from; i < to; i++) {
            byte[] piece = text.original(i);
            if (piece.length == 0 || piece[piece.length - 1] != '\n') {
                return false;
            }
        }
        return true;
    }

    /** Takes text until there is enough of it for a window behind so many tokens that are passed over. */
    private final class Sink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int passed;
        private final int wanted;
        private int counted;
        private int[] encoded = {};

        Sink(int passed, int tokens) {
            this.passed = passed;
            wanted = passed + tokens;
        }

        /** A piece, of about so many tokens. */
        void add(byte[] piece, int tokens) {
            if (counted < wanted) {
                bytes.writeBytes(piece);
                counted += tokens;
            }
        }

        /** Where pieces meet, fewer tokens may do than were counted: then there is room for more. */
        boolean full() {
            if (counted < wanted) {
                return false;
            }
            encoded = tokenizer.encode(bytes.toByteArray(), 0, bytes.size());
            counted = encoded.length;
            return counted >= wanted;
        }

        int[] window() {
            return Arrays.copyOfRange(encoded, passed, wanted);
        }
    }
}
