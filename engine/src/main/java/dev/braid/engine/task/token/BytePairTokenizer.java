package dev.braid.engine.task.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Byte pairs that merge by rank (Sennrich and others, arXiv 1508.07909; on bytes as in GPT-2): a text is cut into pieces, every
 * piece begins as single bytes, and the adjacent pair of the lowest rank becomes one token until no pair merges.
 */
public final class BytePairTokenizer implements Tokenizer {
    /**
     * Two tokens that become one.
     *
     * @param left id of the first
     * @param right id of the second
     * @param merged id of what they become
     */
    record Merge(int left, int right, int merged) {}

    private final byte[][] bytes;
    private final int[] single = new int[ByteAlphabet.SIZE];
    private final List<Merge> merges;
    private final PairRanks ranks;
    private final PieceCache cache = new PieceCache();
    private final String identity;

    /**
     * @param bytes what every token stands for, by id
     * @param single the token of every byte
     * @param merges by rank, no pair twice
     */
    BytePairTokenizer(List<byte[]> bytes, int[] single, List<Merge> merges) {
        this.bytes = bytes.toArray(byte[][]::new);
        System.arraycopy(single, 0, this.single, 0, single.length);
        this.merges = List.copyOf(merges);
        ranks = new PairRanks(merges.size());
        for (int rank = 0; rank < merges.size(); rank++) {
            ranks.put(merges.get(rank).left, merges.get(rank).right, rank);
        }
        identity = "bpe-" + digest();
    }

    /** The tokenizer with those merges on top of single bytes, every merge a new token. */
    static BytePairTokenizer of(List<Merge> merges) {
        List<byte[]> bytes = new ArrayList<>();
        int[] single = new int[ByteAlphabet.SIZE];
        for (int value = 0; value < single.length; value++) {
            single[value] = ByteAlphabet.id(value);
            bytes.add(new byte[0]);
        }
        for (int value = 0; value < single.length; value++) {
            bytes.set(single[value], new byte[] {(byte) value});
        }
        for (Merge merge : merges) {
            bytes.add(joined(bytes.get(merge.left), bytes.get(merge.right)));
        }
        return new BytePairTokenizer(bytes, single, merges);
    }

    static byte[] joined(byte[] left, byte[] right) {
        byte[] joined = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, joined, left.length, right.length);
        return joined;
    }

    /** By rank. */
    List<Merge> merges() {
        return merges;
    }

    @Override
    public int vocabulary() {
        return bytes.length;
    }

    @Override
    public byte[] bytes(int token) {
        return bytes[token];
    }

    @Override
    public int[] encode(byte[] utf8, int from, int to) {
        int[] tokens = new int[Math.max(16, (to - from) / 3)];
        int size = 0;
        for (int at = from; at < to; ) {
            int end = Pieces.end(utf8, at, to);
            int[] piece = cache.find(utf8, at, end);
            if (piece == null) {
                piece = merge(utf8, at, end);
                cache.keep(utf8, at, end, piece);
            }
            if (size + piece.length > tokens.length) {
                tokens = Arrays.copyOf(tokens, Math.max(2 * tokens.length, size + piece.length));
            }
            System.arraycopy(piece, 0, tokens, size, piece.length);
            size += piece.length;
            at = end;
        }
        return Arrays.copyOf(tokens, size);
    }

    @Override
    public int cut(byte[] utf8, int from, int to) {
        return Pieces.cut(utf8, from, to);
    }

    /** A linked list of tokens and a queue of the pairs in it, so that a very long piece costs no square of its length. */
    private int[] merge(byte[] text, int from, int to) {
        int length = to - from;
        int[] tokens = new int[length];
        int[] next = new int[length];
        int[] previous = new int[length];
        for (int i = 0; i < length; i++) {
            tokens[i] = single[text[from + i] & 0xff];
            next[i] = i + 1;
            previous[i] = i - 1;
        }
        PriorityQueue<Long> pairs = new PriorityQueue<>(); // rank, then place
        for (int i = 0; i + 1 < length; i++) {
            offer(pairs, tokens, i, i + 1);
        }
        int left = length;
        for (Long pair = pairs.poll(); pair != null; pair = pairs.poll()) {
            Merge merge = merges.get((int) (pair >>> 32));
            int at = pair.intValue();
            int second = next[at];
            if (tokens[at] != merge.left || second >= length || tokens[second] != merge.right) {
                continue; // one of the two has merged with something else meanwhile
            }
            tokens[at] = merge.merged;
            tokens[second] = -1;
            next[at] = next[second];
            left--;
            if (next[at] < length) {
                previous[next[at]] = at;
                offer(pairs, tokens, at, next[at]);
            }
            if (previous[at] >= 0) {
                offer(pairs, tokens, previous[at], at);
            }
        }
        int[] merged = new int[left];
        for (int i = 0, at = 0; i < left; i++, at = next[at]) {
            merged[i] = tokens[at];
        }
        return merged;
    }

    private void offer(PriorityQueue<Long> pairs, int[] tokens, int first, int second) {
        int rank = ranks.rank(tokens[first], tokens[second]);
        if (rank != Integer.MAX_VALUE) {
            pairs.add((long) rank << 32 | first);
        }
    }

    @Override
    public String identity() {
        return identity;
    }

    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int value : single) {
                digest.update(ByteBuffer.allocate(4).putInt(value).array());
            }
            for (Merge merge : merges) {
                digest.update(ByteBuffer.allocate(12)
                        .putInt(merge.left)
                        .putInt(merge.right)
                        .putInt(merge.merged)
                        .array());
            }
            digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
