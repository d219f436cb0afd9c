package dev.braid.engine.paraphrase.judge;

import dev.braid.engine.task.text.LongCounts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The judge that needs no training: words, pairs and triples of words as often as they stand in a text, smoothed towards the shorter
 * history (Dirichlet). It also answers how often a few words in a row were seen, which is how rules ask whether English says so.
 */
public final class WordModel implements Judge {
    private static final double WEIGHT_OF_SHORTER = 4;
    private static final int START = 1;
    private static final int UNKNOWN = 2;
    private static final int NUMBER = 3;
    private static final int FIRST_WORD = 4;
    private static final int BITS_OF_WORD = 21;

    private final Map<String, Integer> words = new HashMap<>();
    private final LongCounts single = new LongCounts();
    private final LongCounts pairs = new LongCounts();
    private final LongCounts triples = new LongCounts();
    private final LongCounts capitals = new LongCounts();
    private long total;

    /** Counts the words of a text, too. */
    public void learn(CharSequence text) {
        int[] history = {START, START};
        boolean[] first = {true};
        scan(text, (from, to) -> {
            int word = learned(text, from, to);
            single.add(word);
            pairs.add(pair(history[1], word));
            triples.add(triple(history[0], history[1], word));
            if (!first[0] && Character.isUpperCase(text.charAt(from))) {
                capitals.add(word);
            }
            total++;
            char mark = text.charAt(from);
            boolean ends = mark == '.' || mark == '\n' || mark == '!' || mark == '?';
            first[0] = ends || mark == '"' || mark == '“';
            history[0] = ends ? START : history[1];
            history[1] = ends ? START : word;
        });
    }

    @Override
    public double bits(String text) {
        int[] history = {START, START};
        double[] bits = {0};
        scan(text, (from, to) -> {
            int word = known(text.substring(from, to));
            bits[0] -= Math.log(probability(history[0], history[1], word)) / Math.log(2);
            history[0] = history[1];
            history[1] = word;
        });
        return bits[0];
    }

    /** How often one, two or three words, apart by blanks, were seen in a row. */
    public int count(String phrase) {
        int[] ids = new int[3];
        int[] length = {0};
        scan(phrase, (from, to) -> {
            if (length[0] < 3) {
                ids[length[0]] = known(phrase.substring(from, to));
            }
            length[0]++;
        });
        return switch (length[0]) {
            case 1 -> ids[0] == UNKNOWN ? 0 : single.get(ids[0]);
            case 2 -> pairs.get(pair(ids[0], ids[1]));
            case 3 -> triples.get(triple(ids[0], ids[1], ids[2]));
            default -> 0;
        };
    }

    /** Whether a word is mostly written with a capital inside sentences. */
    public boolean capital(String word) {
        int id = known(word);
        return id >= FIRST_WORD && capitals.get(id) * 2 > single.get(id);
    }

    private double probability(int first, int second, int word) {
        double one = (single.get(word) + 0.5) / (total + 0.5 * (words.size() + FIRST_WORD));
        int context = second == START ? 0 : single.get(second);
        double two = (pairs.get(pair(second, word)) + WEIGHT_OF_SHORTER * one) / (context + WEIGHT_OF_SHORTER);
        int longer = first == START && second == START ? 0 : pairs.get(pair(first, second));
        return (triples.get(triple(first, second, word)) + WEIGHT_OF_SHORTER * two) / (longer + WEIGHT_OF_SHORTER);
    }

    private int learned(CharSequence text, int from, int to) {
        if (Character.isDigit(text.charAt(from))) {
            return NUMBER;
        }
        String word = text.subSequence(from, to).toString().toLowerCase(Locale.ROOT);
        Integer known = words.get(word);
        if (known == null) {
            known = words.size() + FIRST_WORD;
            if (known >= 1 << BITS_OF_WORD) {
                return UNKNOWN;
            }
            words.put(word, known);
        }
        return known;
    }

    private int known(String word) {
        return Character.isDigit(word.charAt(0)) ? NUMBER : words.getOrDefault(word.toLowerCase(Locale.ROOT), UNKNOWN);
    }

    private static long pair(int a, int b) {
        return (long) a << BITS_OF_WORD | b;
    }

    private static long triple(int a, int b, int c) {
        return ((long) a << BITS_OF_WORD | b) << BITS_OF_WORD | c;
    }

    private interface Span {
        void accept(int from, int to);
    }

    /** Words with their apostrophes and hyphens, numbers with their points, and single marks. */
    private static void scan(CharSequence text, Span each) {
        int length = text.length();
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\r') {
                i++;
                continue;
            }
            int end = i + 1;
            if (Character.isLetter(c)) {
                while (end < length && (Character.isLetter(text.charAt(end)) || inner(text, end, length))) {
                    end++;
                }
            } else if (Character.isDigit(c)) {
                while (end < length && (Character.isLetterOrDigit(text.charAt(end)) || inner(text, end, length))) {
                    end++;
                }
            }
            each.accept(i, end);
            i = end;
        }
    }

    private static boolean inner(CharSequence text, int i, int length) {
        char c = text.charAt(i);
        return (c == '\'' || c == '’' || c == '-' || c == '.' || c == ',')
                && i + 1 < length
                && (c == '.' || c == ','
                        ? Character.isDigit(text.charAt(i - 1)) && Character.isDigit(text.charAt(i + 1))
                        : Character.isLetter(text.charAt(i + 1)));
    }
}
