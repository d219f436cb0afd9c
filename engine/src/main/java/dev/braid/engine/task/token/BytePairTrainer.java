package dev.braid.engine.task.token;

import dev.braid.engine.task.token.BytePairTokenizer.Merge;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Finds the merges for a text: again and again the most frequent adjacent pair of tokens becomes a token. Counts follow every
 * merge instead of being made anew, and a queue knows the next pair. Of equally frequent pairs the one with the lower ids comes
 * first, so the same text always gives the same merges.
 */
public final class BytePairTrainer {
    /** A pair that comes up once saves nothing. */
    private static final long LEAST = 2;

    private final Map<ByteBuffer, long[]> pieces = new HashMap<>();

    /** Counts the pieces of a text, or of a part of one, in UTF-8. */
    public BytePairTrainer add(byte[] utf8, int from, int to) {
        for (int at = from; at < to; ) {
            int end = Pieces.end(utf8, at, to);
            long[] count = pieces.get(ByteBuffer.wrap(utf8, at, end - at));
            if (count == null) {
                pieces.put(ByteBuffer.wrap(Arrays.copyOfRange(utf8, at, end)), new long[] {1});
            } else {
                count[0]++;
            }
            at = end;
        }
        return this;
    }

    /**
     * The tokenizer with at most that many tokens: fewer if no pair comes up twice any more.
     *
     * @param vocabulary at least 256, for the single bytes
     */
    public BytePairTokenizer train(int vocabulary) {
        if (vocabulary < ByteAlphabet.SIZE) {
            throw new IllegalArgumentException("a vocabulary of bytes has at least " + ByteAlphabet.SIZE + " tokens");
        }
        Merging merging = new Merging();
        pieces.forEach((piece, count) -> merging.add(piece.array(), count[0]));
        return BytePairTokenizer.of(merging.merges(vocabulary - ByteAlphabet.SIZE));
    }

    /** A pair with its count when it was put into the queue. */
    private record Candidate(long count, int left, int right) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byCount = Long.compare(other.count, count);
            int byLeft = byCount != 0 ? byCount : Integer.compare(left, other.left);
            return byLeft != 0 ? byLeft : Integer.compare(right, other.right);
        }
    }

    /** How often a pair stands in the text, and in which words. */
    private static final class Pair {
        private long count;
        private int[] words = new int[4];
        private int size;

        private void in(int word) {
            if (size > 0 && words[size - 1] == word) {
                return;
            }
            if (size == words.length) {
                words = Arrays.copyOf(words, 2 * size);
            }
            words[size++] = word;
        }
    }

    private static final class Merging {
        private final List<int[]> words = new ArrayList<>();
        private final List<Long> counts = new ArrayList<>();
        private final Map<Long, Pair> pairs = new HashMap<>();
        private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

        void add(byte[] piece, long count) {
            int[] word = new int[piece.length];
            for (int i = 0; i < word.length; i++) {
                word[i] = ByteAlphabet.id(piece[i] & 0xff);
            }
            for (int i = 0; i + 1 < word.length; i++) {
                Pair pair = pairs.computeIfAbsent(key(word[i], word[i + 1]), unseen -> new Pair());
                pair.count += count;
                pair.in(words.size());
            }
            words.add(word);
            counts.add(count);
        }

        List<Merge> merges(int most) {
            pairs.forEach((key, pair) -> queue.add(candidate(key, pair)));
            List<Merge> merges = new ArrayList<>();
            while (merges.size() < most && !queue.isEmpty()) {
                Candidate best = queue.poll();
                Pair pair = pairs.get(key(best.left, best.right));
                if (pair == null || pair.count < LEAST) {
                    continue;
                }
                if (pair.count < best.count) { // other merges have taken some: back to its place
                    queue.add(new Candidate(pair.count, best.left, best.right));
                    continue;
                }
                int merged = ByteAlphabet.SIZE + merges.size();
                merges.add(new Merge(best.left, best.right, merged));
                merge(pair, best.left, best.right, merged);
            }
            return merges;
        }

        private void merge(Pair pair, int left, int right, int merged) {
            pairs.remove(key(left, right));
            Map<Long, Pair> fresh = new HashMap<>();
            for (int i = 0; i < pair.size; i++) {
                int number = pair.words[i];
                int[] before = words.get(number);
                int[] after = replaced(before, left, right, merged);
                if (after.length == before.length) {
                    continue; // it has lost the pair, or stands in the list twice
                }
                long count = counts.get(number);
                for (int at = 0; at + 1 < before.length; at++) {
                    Pair old = pairs.get(key(before[at], before[at + 1]));
                    if (old != null) {
                        old.count -= count;
                    }
                }
                for (int at = 0; at + 1 < after.length; at++) {
                    long key = key(after[at], after[at + 1]);
                    if (after[at] == merged || after[at + 1] == merged) {
                        Pair made = fresh.computeIfAbsent(key, unseen -> new Pair());
                        made.count += count;
                        made.in(number);
                    } else {
                        Pair old = pairs.get(key);
                        if (old != null) {
                            old.count += count;
                        }
                    }
                }
                words.set(number, after);
            }
            fresh.forEach((key, made) -> queue.add(candidate(key, made)));
            pairs.putAll(fresh);
        }

        private static int[] replaced(int[] word, int left, int right, int merged) {
            int[] after = new int[word.length];
            int size = 0;
            for (int at = 0; at < word.length; at++) {
                if (at + 1 < word.length && word[at] == left && word[at + 1] == right) {
                    after[size++] = merged;
                    at++;
                } else {
                    after[size++] = word[at];
                }
            }
            return Arrays.copyOf(after, size);
        }

        private static Candidate candidate(long key, Pair pair) {
            return new Candidate(pair.count, (int) (key >>> 32), (int) key);
        }

        private static long key(int left, int right) {
            return (long) left << 32 | right;
        }
    }
}
