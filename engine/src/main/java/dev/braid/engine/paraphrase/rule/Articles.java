package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** "A" before consonants and "an" before vowels, as they sound. */
public final class Articles {
    private static final Pattern VOWEL = Pattern.compile("(?i)(?:[aeiou]|hono|hour|heir|honest).*");
    private static final Pattern CONSONANT =
            Pattern.compile("(?i)(?:eu|ew|one\\b|once\\b|uni(?!n|m)|unan|us[aeu]|ut[ei]|ur[aeiou]|ubi).*");

    private Articles() {}

    /** The sentence with its articles right; those that stood before the same word already stay as their author wrote them. */
    public static Sentence repaired(Sentence sentence, Sentence original) {
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < sentence.size(); i++) {
            Token token = sentence.at(i);
            boolean article = token.is("a", "an") && i + 1 < sentence.size();
            if (article && !together(original, token.lower(), sentence.at(i + 1).lower())) {
                String right = vowel(sentence.at(i + 1).text()) ? "an" : "a";
                token = token.withText(Character.isUpperCase(token.text().charAt(0)) ? Draft.capital(right) : right);
            }
            tokens.add(token);
        }
        return new Sentence(tokens);
    }

    /** Whether a word sounds as if it began with a vowel. */
    static boolean vowel(String word) {
        return VOWEL.matcher(word).matches() && !CONSONANT.matcher(word).matches();
    }

    private static boolean together(Sentence sentence, String first, String second) {
        for (int i = 0; i + 1 < sentence.size(); i++) {
            if (sentence.at(i).is(first) && sentence.at(i + 1).is(second)) {
                return true;
            }
        }
        return false;
    }
}
