package dev.braid.engine.paraphrase.training;

import dev.braid.engine.task.RandomStream;

/**
 * Lays out windows of training text: chunks of pieces, and after each, at a distance, the same again.
 *
 * @param text what is learnt
 * @param again what stands after a chunk
 * @param chunk C, bytes of a chunk at least; it ends with a piece
 * @param distance D, bytes of further text at least between a chunk and the same again
 * @param share p, of the windows that are laid out so; the others are plain text
 * @param sameWindow whether both stand in one window; else even windows have the chunks and odd ones the same again
 * @param shuffled whether the lines of a chunk come again in another order
 */
record Windows(
        PreparedText text, Again again, int chunk, int distance, double share, boolean sameWindow, boolean shuffled) {
    /** What stands after a chunk. */
    enum Again {
        /** The chunk in other words. */
        PARAPHRASE,
        /** The chunk itself: as many tokens, no other words. */
        REPEAT,
        /** Nothing: the text goes on. */
        PLAIN
    }

    /** Fills a window from a random place on; windows 2k and 2k + 1 are a pair where the same again is not in the same window. */
    void fill(byte[] window, RandomStream random, boolean odd) {
        boolean marked = random.unit() < share && again != Again.PLAIN;
        int piece = text.piece(random.below(text.bytes()));
        Sink sink = new Sink(window, random.below(chunk + 1));
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
    }

    /** Past the piece with which that many bytes are reached. */
    private int end(int from, int bytes) {
        int length = 0;
        int piece = from;
        while (length < bytes) {
            length += text.original(piece).length;
            piece++;
        }
        return piece;
    }

    private void originals(Sink sink, int from, int to) {
        for (int i = from; i < to; i++) {
            sink.add(text.original(i));
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
            sink.add(again == Again.REPEAT ? text.original(i) : text.paraphrase(i));
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

    /** A window that is filled from its front, once so many bytes have been passed over. */
    private static final class Sink {
        private final byte[] window;
        private int passed;
        private int length;

        Sink(byte[] window, int passed) {
            this.window = window;
            this.passed = passed;
        }

        void add(byte... bytes) {
            int skip = Math.min(passed, bytes.length);
            passed -= skip;
            int count = Math.min(bytes.length - skip, window.length - length);
            System.arraycopy(bytes, skip, window, length, count);
            length += count;
        }

        boolean full() {
            return length == window.length;
        }
    }
}
