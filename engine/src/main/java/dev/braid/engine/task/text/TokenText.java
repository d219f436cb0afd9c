package dev.braid.engine.task.text;

import dev.braid.engine.task.Permutation;
import dev.braid.engine.task.RandomStream;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The tokens of one split, cut into windows. Packed, windows lie one after the other, every time through at
 * another offset; separated, every document has windows of its own, and the last may be
 * shorter. Each time through, every window comes once, in an order of its own.
 */
final class TokenText {
    /** Keeps the offsets of windows apart from other streams. */
    private static final long OFFSET = -2;

    private final Tokens tokens;
    private final long[] documents;
    private final long bytes;
    /** By window length: how many windows the documents before each one have. */
    private final ConcurrentMap<Integer, long[]> windowsBefore = new ConcurrentHashMap<>();

    /**
     * @param tokens all of them
     * @param documents where documents begin, ascending from 0; empty if the text is packed
     * @param bytes of the text
     */
    TokenText(Tokens tokens, long[] documents, long bytes) {
        this.tokens = tokens;
        this.documents = documents;
        this.bytes = bytes;
    }

    /**
     * A stretch of tokens of one window.
     *
     * @param from where it begins
     * @param tokens how many it has to read
     * @param labels how many of these have a next token to predict
     */
    record Window(long from, int tokens, int labels) {}

    Tokens tokens() {
        return tokens;
    }

    /** Bytes of the text. */
    long bytes() {
        return bytes;
    }

    /** How many windows of that length there are. */
    long windows(int length) {
        if (documents.length == 0) {
            return Math.max(1, (tokens.size() - 1) / length);
        }
        return before(length)[documents.length];
    }

    /** A window by its number in the endless sequence of times through the text. */
    Window window(long seed, long number, int length) {
        long count = windows(length);
        long epoch = number / count;
        long place = Permutation.at(seed, epoch, number % count, count);
        return documents.length == 0 ? packed(seed, epoch, place, length) : separated(place, length);
    }

    private Window packed(long seed, long epoch, long place, int length) {
        long last = tokens.size() - 1 - length;
        if (last < 0) {
            int all = (int) tokens.size();
            return new Window(0, all, Math.max(0, all - 1));
        }
        int offset = RandomStream.named(seed, epoch, OFFSET).below(length);
        return new Window(Math.min(last, offset + place * length), length, length);
    }

    private Window separated(long place, int length) {
        long[] before = before(length);
        int document = Arrays.binarySearch(before, place);
        if (document < 0) {
            document = -document - 2;
        } else {
            while (before[document + 1] == place) { // documents too short for a label have no window
                document++;
            }
        }
        long from = documents[document] + (place - before[document]) * length;
        int rest = (int) Math.min(length, end(document) - from);
        return new Window(from, rest, from + rest < end(document) ? rest : rest - 1);
    }

    private long end(int document) {
        return document + 1 < documents.length ? documents[document + 1] : tokens.size();
    }

    private long[] before(int length) {
        return windowsBefore.computeIfAbsent(length, unseen -> {
            long[] before = new long[documents.length + 1];
            for (int i = 0; i < documents.length; i++) {
                long labels = Math.max(0, end(i) - documents[i] - 1);
                before[i + 1] = before[i] + (labels + length - 1) / length;
            }
            return before;
        });
    }
}
