package dev.braid.engine.evaluate;

import dev.braid.engine.task.Split;
import dev.braid.engine.task.text.Corpus;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** How frequent words are in the training texts that come with Braid: what can be known without reading any question. */
public final class Unigram {
    private final Map<String, Integer> counts = new HashMap<>();
    private long total;

    private Unigram() {}

    /** Counted anew. */
    public static Unigram ofCorpora() {
        Unigram unigram = new Unigram();
        for (Corpus corpus : List.of(Corpus.SOTU, Corpus.MOBY_DICK, Corpus.FACTBOOK)) {
            String text = new String(corpus.text(Split.TRAIN), StandardCharsets.UTF_8);
            words(text, word -> {
                unigram.counts.merge(word, 1, Integer::sum);
                unigram.total++;
            });
        }
        return unigram;
    }

    /** The sum of the logarithms of the words' frequencies; each word is counted once more than it was seen. */
    public double logProbability(String text) {
        double[] sum = new double[1];
        words(text, word -> sum[0] += Math.log((counts.getOrDefault(word, 0) + 1.0) / (total + counts.size() + 1)));
        return sum[0];
    }

    private static void words(String text, Consumer<String> consumer) {
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean letter = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                consumer.accept(text.substring(start, i).toLowerCase(Locale.ROOT));
                start = -1;
            }
        }
    }
}
