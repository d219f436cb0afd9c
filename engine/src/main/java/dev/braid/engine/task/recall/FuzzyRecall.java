package dev.braid.engine.task.recall;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * MAD's fuzzy in-context recall in its multi-query form: keys and values are motifs of one to three different symbols,
 * each length equally likely; every new key is given a random value that it keeps throughout the example. Where a key
 * comes back, its last token is labelled with the first token of the value, and every token of the value but the last
 * with the next one. The example ends with a key that was planted at a random place before; padding fills it up at the
 * left.
 *
 * <p>Token ids: key symbols, value symbols, padding last. MAD measures on keys of the greatest length only; here all
 * splits draw all lengths and accuracy can be read by key length. MAD's place for the planted pair may lie behind the
 * end of the example, which then asks for something that never stood there; here the place is drawn among the pairs
 * there are.
 */
public final class FuzzyRecall implements Task {
    private static final String VOCABULARY = "vocabulary";
    private static final String KEY_LENGTH = "key-length";
    private static final String VALUE_LENGTH = "value-length";

    @Override
    public String id() {
        return "fuzzy-recall";
    }

    @Override
    public String title() {
        return "Fuzzy recall";
    }

    @Override
    public String explanation() {
        return """
                In-context recall in which a key or a value is made of one to three tokens, as names and words are \
                in text. The model must first bind neighbouring tokens into one key and then look the whole of it \
                up; keys share tokens, so looking up the last one alone misleads.

                It needs mixing of neighbours (a short convolution, or an attention layer before) and looking up in \
                one model.

                Source: the MAD collection, Poli, Thomas and others, "Mechanistic Design and Scaling of Hybrid \
                Architectures", arXiv 2403.17844.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        VOCABULARY,
                        "Vocabulary",
                        "Number of tokens: one for padding, of the rest the lower half make keys, the upper half values.",
                        16,
                        3,
                        1 << 20,
                        List.of(16L, 32L, 64L, 128L)),
                new ParamSpec.Whole(
                        KEY_LENGTH,
                        "Key length",
                        "Keys have from one to so many tokens.",
                        3,
                        1,
                        8,
                        List.of(1L, 2L, 3L)),
                new ParamSpec.Whole(
                        VALUE_LENGTH,
                        "Value length",
                        "Values have from one to so many tokens.",
                        3,
                        1,
                        8,
                        List.of(1L, 2L, 3L)));
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(128, 256, 512, 1024);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings);
    }

    private static final class Bound extends SequenceTask {
        private final int vocabulary;
        private final int keyLength;
        private final int valueLength;
        private final int keySymbols;
        private final int padding;

        Bound(Task task, Settings settings) {
            super(task, settings, settings.whole(VOCABULARY), Slice.DISTANCE, Slice.KEY_LENGTH);
            vocabulary = settings.whole(VOCABULARY);
            keyLength = settings.whole(KEY_LENGTH);
            valueLength = settings.whole(VALUE_LENGTH);
            padding = vocabulary - 1;
            keySymbols = padding / 2;
        }

        @Override
        public double chance(int contextLength) {
            return 1.0 / (padding - keySymbols);
        }

        @Override
        public String symbol(int token) {
            return token == padding ? "·" : token < keySymbols ? "key " + token : "value " + token;
        }

        @Override
        public List<String> problems(int contextLength) {
            List<String> problems = new ArrayList<>();
            int needed = 2 * (keyLength + valueLength) - 1;
            if (contextLength < needed) {
                problems.add("Fuzzy recall with keys of up to " + keyLength + " and values of up to " + valueLength
                        + " tokens needs a context length of at least " + needed + ", got " + contextLength
                        + "; use a longer context or shorter keys and values.");
            }
            if (keySymbols < keyLength || padding - keySymbols < valueLength) {
                int least = Math.max(2 * keyLength, 2 * valueLength - 1) + 1;
                problems.add("Fuzzy recall with keys of up to " + keyLength + " and values of up to " + valueLength
                        + " different tokens needs a vocabulary of at least " + least + ", got " + vocabulary
                        + "; use a larger vocabulary or shorter keys and values.");
            }
            return problems;
        }

        /** A key and its value; equal by key. */
        private record Pair(int[] key, int[] value) {
            int length() {
                return key.length + value.length;
            }

            @Override
            public boolean equals(Object other) {
                return other instanceof Pair pair && Arrays.equals(key, pair.key);
            }

            @Override
            public int hashCode() {
                return Arrays.hashCode(key);
            }
        }

        private Pair draw(RandomStream random) {
            return new Pair(
                    motif(random, 0, keySymbols, 1 + random.below(keyLength)),
                    motif(random, keySymbols, padding, 1 + random.below(valueLength)));
        }

        /** Different symbols of [from, to) in a random order. */
        private static int[] motif(RandomStream random, int from, int to, int length) {
            int[] motif = new int[length];
            for (int i = 0; i < length; i++) {
                // The symbols that are taken, in ascending order, are skipped: one draw is enough.
                int symbol = random.between(from, to - i);
                int[] taken = Arrays.copyOf(motif, i);
                Arrays.sort(taken);
                for (int other : taken) {
                    if (symbol >= other) {
                        symbol++;
                    }
                }
                motif[i] = symbol;
            }
            return motif;
        }

        @Override
        Writer writer(int contextLength) {
            return (row, random) -> {
                Map<Pair, Pair> known = new HashMap<>();
                Pair asked = draw(random);
                known.put(asked, asked);
                List<Pair> pairs = new ArrayList<>();
                // The very last token is only predicted, so one more than L has room.
                int room = contextLength + 1 - 2 * asked.length();
                while (true) {
                    Pair drawn = draw(random);
                    Pair pair = known.computeIfAbsent(drawn, same -> same);
                    if (pair.length() > room) {
                        break;
                    }
                    room -= pair.length();
                    pairs.add(pair);
                }
                pairs.add(random.below(pairs.size() + 1), asked);
                pairs.add(asked);
                for (int position = 0; position < room; position++) {
                    row.token(position, padding);
                }
                Map<Pair, Integer> lastAt = new HashMap<>();
                int start = room;
                for (Pair pair : pairs) {
                    Integer before = lastAt.put(pair, start);
                    write(row, pair, start, before == null ? 0 : start - before);
                    start += pair.length();
                }
            };
        }

        /** Writes a pair and, where it was seen some tokens before, its labels. */
        private static void write(Row row, Pair pair, int start, int distance) {
            int[] key = pair.key();
            int[] value = pair.value();
            for (int i = 0; i < key.length; i++) {
                row.token(start + i, key[i]);
            }
            int valueAt = start + key.length;
            for (int i = 0; i < value.length; i++) {
                if (valueAt + i < row.length()) {
                    row.token(valueAt + i, value[i]);
                }
                if (distance > 0) {
                    row.label(valueAt + i - 1, value[i], distance, key.length);
                }
            }
        }
    }
}
