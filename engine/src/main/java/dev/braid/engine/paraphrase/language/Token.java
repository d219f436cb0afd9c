package dev.braid.engine.paraphrase.language;

import java.util.Locale;

/**
 * A word or a mark of a sentence.
 *
 * @param text as it stands
 * @param space what stands between it and the one before: blanks, or nothing
 * @param tag its part of speech
 * @param kept whether no other word may take its place: it belongs to a name, number, quotation, idiom, multi-word expression or
 *     answer
 */
public record Token(String text, String space, Tag tag, boolean kept) {
    /** A word of a rule's own. */
    public static Token of(String text, Tag tag) {
        return new Token(text, " ", tag, false);
    }

    /** A mark that stands close to the word before. */
    public static Token mark(String text) {
        return new Token(text, "", Tag.PUNCT, false);
    }

    /** In lower case, with a plain apostrophe. */
    public String lower() {
        return text.toLowerCase(Locale.ROOT).replace('’', '\'');
    }

    /** Whether it is one of these words, whatever its case. */
    public boolean is(String... words) {
        String lower = lower();
        for (String word : words) {
            if (lower.equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has one of these tags. */
    public boolean is(Tag... tags) {
        for (Tag each : tags) {
            if (tag == each) {
                return true;
            }
        }
        return false;
    }

    /** With other letters. */
    public Token withText(String other) {
        return new Token(other, space, tag, kept);
    }

    /** With another distance from the one before. */
    public Token withSpace(String other) {
        return new Token(text, other, tag, kept);
    }

    /** Not to be replaced. */
    public Token keep() {
        return kept ? this : new Token(text, space, tag, true);
    }
}
