package dev.braid.engine.task.text;

import dev.braid.engine.task.DataException;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.text.TextChoice.Tokenization;
import dev.braid.engine.task.token.BytePairTrainer;
import dev.braid.engine.task.token.ByteTokenizer;
import dev.braid.engine.task.token.Tokenizer;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A text that was checked and turned into tokens. Small texts are kept in memory as long as there is room, large ones are read
 * where they lie: as bytes from the user's own files, as other tokens from a file that is written once.
 */
final class PreparedText {
    /** Texts up to this size are kept in memory. */
    private static final long SMALL = 64L << 20;

    /** A tokenizer is trained on no more of the text than this, taken in pieces from everywhere. */
    private static final long TRAINED_ON = 32L << 20;

    private static final int PIECE = 1 << 20;

    /** The most frequent token is looked for among so many. */
    private static final int COUNTED = 1 << 22;

    private static final Map<List<Object>, SoftReference<PreparedText>> KNOWN = new HashMap<>();

    private final Tokenizer tokenizer;
    private final Map<Split, TokenText> splits;
    private final double mostFrequent;

    private PreparedText(Tokenizer tokenizer, Map<Split, TokenText> splits) {
        this.tokenizer = tokenizer;
        this.splits = new EnumMap<>(splits);
        mostFrequent = mostFrequent(split(Split.TRAIN).tokens());
    }

    /**
     * The text of a choice. The first call may take long.
     *
     * @throws DataException with the sentence that says why there is none
     */
    static PreparedText of(TextChoice choice) {
        choice.source().problem().ifPresent(problem -> {
            throw new DataException(problem);
        });
        List<Object> key = List.of(choice, choice.fingerprint());
        synchronized (KNOWN) {
            SoftReference<PreparedText> reference = KNOWN.get(key);
            PreparedText known = reference == null ? null : reference.get();
            if (known == null) {
                known = prepare(choice);
                KNOWN.put(key, new SoftReference<>(known));
            }
            return known;
        }
    }

    private static PreparedText prepare(TextChoice choice) {
        choice.source().defect().ifPresent(defect -> {
            throw new DataException(defect);
        });
        Map<Split, ByteText> texts = new EnumMap<>(Split.class);
        long size = 0;
        for (Split split : Split.values()) {
            ByteText text = choice.source().split(split);
            texts.put(split, text);
            size += text.size();
        }
        boolean small = size <= SMALL;
        if (small) {
            texts.replaceAll((split, text) -> ByteText.of(bytes(text, 0, (int) text.size())));
        }
        Tokenizer tokenizer = tokenizer(choice.tokenizer(), texts.getOrDefault(Split.TRAIN, ByteText.of(new byte[0])));
        Map<Split, TokenText> splits = new EnumMap<>(Split.class);
        texts.forEach((split, text) -> splits.put(split, tokens(choice, split, text, tokenizer, small)));
        splits.forEach((split, text) -> {
            if (text.windows(1) == 0) {
                throw new DataException("In " + choice.source().title() + " no document of the " + name(split)
                        + " split has two tokens; choose packed documents or another text.");
            }
        });
        return new PreparedText(tokenizer, splits);
    }

    private static String name(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }

    private static TokenText tokens(TextChoice choice, Split split, ByteText text, Tokenizer tokenizer, boolean small) {
        if (tokenizer == ByteTokenizer.INSTANCE) {
            return new TokenText(
                    Tokens.bytes(text), choice.separated() ? DocumentStarts.of(text) : new long[0], text.size());
        }
        if (small) {
            return Encoding.inMemory(text, tokenizer, choice.separated());
        }
        return TokenFile.of(choice, split, text, tokenizer, TokenFile.folder());
    }

    /** What makes tokens; byte pairs that are to be found are found in that text. */
    static Tokenizer tokenizer(Tokenization tokenization, ByteText training) {
        return switch (tokenization) {
            case Tokenization.Bytes() -> ByteTokenizer.INSTANCE;
            case Tokenization.Trained(int vocabulary) -> {
                BytePairTrainer trainer = new BytePairTrainer();
                learn(trainer, training);
                yield trainer.train(vocabulary);
            }
            case Tokenization.Published(var folder) -> {
                try {
                    yield TextChoice.published(folder);
                } catch (IOException e) {
                    throw new DataException(e.getMessage() + ".");
                }
            }
        };
    }

    /** Shows a trainer a text, or pieces of a very long one. */
    static void learn(BytePairTrainer trainer, ByteText text) {
        long pieces = (Math.min(text.size(), TRAINED_ON) + PIECE - 1) / PIECE;
        long apart = text.size() <= TRAINED_ON ? PIECE : text.size() / pieces;
        for (long piece = 0; piece < pieces; piece++) {
            long from = piece * apart;
            byte[] bytes = bytes(text, from, (int) Math.min(PIECE, text.size() - from));
            trainer.add(bytes, 0, bytes.length);
        }
    }

    static byte[] bytes(ByteText text, long from, int count) {
        byte[] bytes = new byte[count];
        text.read(from, bytes, 0, count);
        return bytes;
    }

    private static double mostFrequent(Tokens tokens) {
        int[] some = new int[(int) Math.min(COUNTED, tokens.size())];
        tokens.read(0, some, 0, some.length);
        Map<Integer, Integer> counts = new HashMap<>();
        int most = 0;
        for (int token : some) {
            most = Math.max(most, counts.merge(token, 1, Integer::sum));
        }
        return most / (double) Math.max(1, some.length);
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    TokenText split(Split split) {
        TokenText text = splits.get(split);
        if (text == null) {
            throw new IllegalStateException("every text has every split");
        }
        return text;
    }

    /** The share of the most frequent token of the training split. */
    double mostFrequent() {
        return mostFrequent;
    }
}
