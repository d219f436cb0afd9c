package dev.braid.engine.paraphrase;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What no paraphrase may change: the names and the numbers of a sentence, each as often as it stands there. */
final class Facts {
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:/]\\d+)*");

    private Facts() {}

    /** Numbers and words with capitals except the first, sorted; for texts that nobody has tagged. */
    static List<String> of(String text) {
        List<String> facts = numbers(text);
        Matcher name = Pattern.compile("(?<=[a-z,;] )\\p{Lu}\\p{L}+").matcher(text);
        while (name.find()) {
            facts.add(name.group());
        }
        facts.sort(null);
        return facts;
    }

    /** Kept names and numbers, sorted. */
    static List<String> of(Sentence sentence) {
        List<String> facts = numbers(sentence.text());
        for (Token token : sentence.tokens()) {
            if (token.is(Tag.PROPN) && token.kept()) {
                facts.add(token.text().toLowerCase(Locale.ROOT));
            }
        }
        facts.sort(null);
        return facts;
    }

    static List<String> numbers(String text) {
        List<String> numbers = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            numbers.add(number.group());
        }
        return numbers;
    }
}
