package dev.braid.engine.paraphrase.language;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence: its words and marks in order.
 *
 * @param tokens at least one
 */
public record Sentence(List<Token> tokens) {
    private static final Token NOTHING = new Token("", "", Tag.X, true);

    public Sentence {
        tokens = List.copyOf(tokens);
    }

    /** How many words and marks. */
    public int size() {
        return tokens.size();
    }

    /** The token at a place; one that is nothing, beyond the ends. */
    public Token at(int place) {
        return place < 0 || place >= tokens.size() ? NOTHING : tokens.get(place);
    }

    /** The tokens from a place to before another. */
    public List<Token> part(int from, int to) {
        return tokens.subList(from, to);
    }

    /** As it is written. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            if (!text.isEmpty()) {
                text.append(token.space());
            }
            text.append(token.text());
        }
        return text.toString();
    }

    /** With other tokens in the place of some. */
    public Sentence with(int from, int to, List<Token> others) {
        List<Token> all = new ArrayList<>(tokens.subList(0, from));
        all.addAll(others);
        all.addAll(tokens.subList(to, tokens.size()));
        return new Sentence(all);
    }

    /** Whether some token from a place to before another is one of these words. */
    public boolean has(int from, int to, String... words) {
        for (int i = Math.max(0, from); i < Math.min(to, tokens.size()); i++) {
            if (tokens.get(i).is(words)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some token from a place to before another has one of these tags. */
    public boolean has(int from, int to, Tag... tags) {
        for (int i = Math.max(0, from); i < Math.min(to, tokens.size()); i++) {
            if (tokens.get(i).is(tags)) {
                return true;
            }
        }
        return false;
    }

    /** The place of the first such word from a place on, or -1. */
    public int find(int from, String word) {
        for (int i = Math.max(0, from); i < tokens.size(); i++) {
            if (tokens.get(i).is(word)) {
                return i;
            }
        }
        return -1;
    }
}
