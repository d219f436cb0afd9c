package dev.braid.engine.paraphrase.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the spans in which no word may be replaced: names, numbers with their units, quotations, fixed expressions, answers. */
public final class Protection {
    private static final int LONGEST_EXPRESSION = 4;
    private static final String QUOTES = "\"“”«»‘";
    private static final Pattern NUMBER = Pattern.compile(".*\\d.*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z'-]*");

    private final Set<String> expressions;

    /**
     * Knows some fixed expressions.
     *
     * @param expressions in lower case, words apart by one blank
     */
    public Protection(Set<String> expressions) {
        this.expressions = Set.copyOf(expressions);
    }

    /** The sentence with its protected words kept; {@code answers} are texts that must stay as they are, too. */
    public Sentence protect(Sentence sentence, Collection<String> answers) {
        boolean[] kept = new boolean[sentence.size()];
        names(sentence, kept);
        numbers(sentence, kept);
        quotations(sentence, kept);
        hyphenated(sentence, kept);
        fixed(sentence, kept);
        answers(sentence, answers, kept);
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            tokens.add(kept[i] ? sentence.at(i).keep() : sentence.at(i));
        }
        return new Sentence(tokens);
    }

    /** Proper nouns, and everything with a capital inside a sentence. */
    private static void names(Sentence sentence, boolean... kept) {
        for (int i = 0; i < kept.length; i++) {
            Token token = sentence.at(i);
            boolean capital = Character.isUpperCase(token.text().charAt(0))
                    && !token.text().equals("I");
            kept[i] |= token.is(Tag.PROPN) || capital && (i > 0 || token.text().length() > 1 && shouted(token.text()));
        }
    }

    private static boolean shouted(String word) {
        return word.equals(word.toUpperCase(Locale.ROOT));
    }

    /** Parts of words such as "main-top-sail". */
    private static void hyphenated(Sentence sentence, boolean... kept) {
        for (int i = 0; i < kept.length; i++) {
            Token next = sentence.at(i + 1);
            kept[i] |= sentence.at(i).is("-") || next.is("-") && next.space().isEmpty();
            kept[i] |= sentence.at(i - 1).is("-") && sentence.at(i).space().isEmpty();
        }
    }

    private static void numbers(Sentence sentence, boolean... kept) {
        for (int i = 0; i < kept.length; i++) {
            Token token = sentence.at(i);
            if (token.is(Tag.NUM, Tag.SYM) || NUMBER.matcher(token.text()).matches()) {
                kept[i] = true;
                if (sentence.at(i + 1).is(Tag.NOUN, Tag.SYM)) {
                    kept[i + 1] = true;
                }
            }
        }
    }

    /** A quotation that is opened and not closed goes to the end of the sentence. */
    private static void quotations(Sentence sentence, boolean... kept) {
        boolean inside = false;
        for (int i = 0; i < kept.length; i++) {
            String text = sentence.at(i).text();
            boolean quote = text.length() <= 2 && (QUOTES.contains(text) || text.equals("``") || text.equals("''"));
            kept[i] |= inside || quote;
            inside ^= quote;
        }
    }

    private void fixed(Sentence sentence, boolean... kept) {
        for (int i = 0; i < kept.length; i++) {
            StringBuilder expression = new StringBuilder(sentence.at(i).lower());
            for (int end = i + 1; end < Math.min(kept.length, i + LONGEST_EXPRESSION); end++) {
                if (!WORD.matcher(sentence.at(end).text()).matches()) {
                    break;
                }
                expression.append(' ').append(sentence.at(end).lower());
                if (expressions.contains(expression.toString())) {
                    Arrays.fill(kept, i, end + 1, true);
                }
            }
        }
    }

    private static void answers(Sentence sentence, Collection<String> answers, boolean... kept) {
        if (answers.isEmpty()) {
            return;
        }
        String text = sentence.text();
        for (String answer : answers) {
            Matcher found = Pattern.compile(Pattern.quote(answer), Pattern.CASE_INSENSITIVE)
                    .matcher(text);
            while (!answer.isEmpty() && found.find()) {
                int place = 0;
                for (int i = 0; i < kept.length; i++) {
                    place += i == 0 ? 0 : sentence.at(i).space().length();
                    int end = place + sentence.at(i).text().length();
                    kept[i] |= place < found.end() && end > found.start();
                    place = end;
                }
            }
        }
    }
}
