package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts the parts of a sentence together anew: blanks, commas and capitals come right at the end. */
final class Draft {
    private final Sentence original;
    private final Grammar grammar;
    private final List<Token> tokens = new ArrayList<>();

    Draft(Sentence original, Grammar grammar) {
        this.original = original;
        this.grammar = grammar;
    }

    /** The original's tokens from a place to before another. */
    Draft part(int from, int to) {
        for (int i = from; i < to; i++) {
            Token token = original.at(i);
            tokens.add(i == 0 ? grammar.inside(token).withSpace(" ") : token);
        }
        return this;
    }

    /** Words of the rule's own. */
    Draft words(Tag tag, String... words) {
        for (String word : words) {
            tokens.add(Token.of(word, tag));
        }
        return this;
    }

    Draft token(Token token) {
        tokens.add(token);
        return this;
    }

    Draft comma() {
        tokens.add(Token.mark(","));
        return this;
    }

    Sentence finish() {
        List<Token> all = new ArrayList<>();
        for (Token token : tokens) {
            Token last = all.isEmpty() ? null : all.getLast();
            if (last != null && last.text().equals(",") && token.is(",", ".", "!", "?", ";", ":")) {
                all.removeLast();
            }
            all.add(token);
        }
        Token first = all.getFirst();
        all.set(0, first.withText(capital(first.text())).withSpace(""));
        return new Sentence(all);
    }

    static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
