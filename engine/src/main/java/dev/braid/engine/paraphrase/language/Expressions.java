package dev.braid.engine.paraphrase.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Expressions of several words that WordNet lists, such as "by and large", and some that it does not. */
public final class Expressions {
    private static final String INDEX = "/net/sf/extjwnl/data/wordnet/wn31/index.";
    private static final List<String> FURTHER = List.of(
            "in vain",
            "part and parcel",
            "for the sake of",
            "as it were",
            "so to speak",
            "day and night",
            "life and death",
            "law and order",
            "peace and quiet",
            "more and more",
            "less and less",
            "again and again",
            "over and over",
            "hand in hand",
            "by all means",
            "at all",
            "once for all",
            "once and for all",
            "now and then",
            "here and there",
            "to and fro",
            "up and down",
            "back and forth",
            "men and women",
            "man and wife",
            "husband and wife",
            "ladies and gentlemen",
            "supply and demand",
            "trial and error",
            "flesh and blood",
            "heart and soul",
            "body and soul",
            "land and sea",
            "heaven and earth",
            "bread and butter",
            "odds and ends",
            "ways and means",
            "arts and sciences",
            "checks and balances",
            "war and peace",
            "means of",
            "state of mind",
            "good faith",
            "public debt",
            "good will",
            "good order",
            "fiscal year",
            "human being",
            "human beings",
            "human rights",
            "rank and file");

    private Expressions() {}

    /** All of them, in lower case, words apart by a blank. */
    public static Set<String> all() {
        Set<String> expressions = new HashSet<>(FURTHER);
        for (String part : List.of("noun", "verb", "adj", "adv")) {
            try (InputStream stream = Expressions.class.getResourceAsStream(INDEX + part)) {
                if (stream == null) {
                    throw new IllegalStateException("the program was built without WordNet's index." + part);
                }
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    int end = line.indexOf(' ');
                    if (end > 0 && line.lastIndexOf('_', end) > 0) {
                        expressions.add(line.substring(0, end).replace('_', ' '));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return expressions;
    }
}
