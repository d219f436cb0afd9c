package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of facts inside a sentence: "economy and efficiency" becomes "efficiency and economy", "coal, iron, and copper" becomes
 * "iron, copper, and coal". Only single words of one kind whose coordination is certain, and no fixed pairs.
 */
final class OrderOfItems implements StructureRule {
    private static final int FIXED = 3;

    @Override
    public String id() {
        return "order-of-items";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        Sentence changed = s;
        boolean any = false;
        for (int i = 1; i < s.size() - 2; i++) {
            if (changed.at(i).is("and") && changed.at(i).is(Tag.CCONJ)) {
                Sentence next = swapped(changed, g, i);
                any |= next != changed;
                changed = next;
            }
        }
        return any ? List.of(changed) : List.of();
    }

    private static Sentence swapped(Sentence s, Grammar g, int and) {
        int last = and + 1;
        int first = and - 1;
        boolean list = s.at(first).is(",");
        if (list) {
            first--;
        }
        if (!item(s, g, last)
                || !item(s, g, first)
                || !s.at(last).is(s.at(first).tag())
                || s.at(last).is(s.at(first).text())) {
            return s;
        }
        int begin = first;
        while (s.at(begin - 1).is(",")
                && item(s, g, begin - 2)
                && s.at(begin - 2).is(s.at(first).tag())) {
            begin -= 2;
        }
        if (list && begin == first || !closed(s, g, begin, last)) {
            return s;
        }
        List<Token> tokens = new ArrayList<>(s.tokens());
        List<Integer> places = new ArrayList<>();
        for (int i = begin; i <= first; i += 2) {
            places.add(i);
        }
        places.add(last);
        for (int i = 0; i < places.size(); i++) {
            Token moved = s.at(places.get((i + 1) % places.size()));
            Token old = s.at(places.get(i));
            tokens.set(places.get(i), moved.withSpace(old.space()));
        }
        return new Draft(new Sentence(tokens), g).part(0, s.size()).finish();
    }

    private static boolean list(Sentence s, int begin) {
        return s.at(begin + 1).is(",");
    }

    private static boolean item(Sentence s, Grammar g, int place) {
        Token token = s.at(place);
        return place > 0
                && (token.is(Tag.NOUN, Tag.ADJ, Tag.PROPN)
                        || token.is(Tag.ADV) && token.lower().endsWith("ly"))
                && Character.isLetter(token.text().charAt(0))
                && (token.is(Tag.PROPN) || token.text().equals(token.lower()))
                && (!token.kept() || token.is(Tag.PROPN))
                && !token.is(
                        "other", "others", "such", "more", "less", "same", "own", "all", "many", "much", "former",
                        "latter")
                && !(token.is(Tag.ADJ)
                        && (token.lower().endsWith("er") || token.lower().endsWith("est")))
                && !(token.is(Tag.NOUN) && g.field(token).equals("noun.time"));
    }

    /** Whether nothing before belongs to the first item alone, nothing after to the last, and no custom rules the order. */
    private static boolean closed(Sentence s, Grammar g, int begin, int last) {
        Token before = s.at(begin - 1);
        Token after = s.at(last + 1);
        if (s.at(last).is(Tag.ADV)) {
            return !before.is(Tag.ADV, Tag.CCONJ, Tag.PUNCT)
                    && !before.is("more", "most", "so", "as", "too", "very")
                    && !list(s, begin);
        }
        boolean adjectives = s.at(last).is(Tag.ADJ);
        boolean names = s.at(last).is(Tag.PROPN);
        boolean open = before.is(Tag.NOUN, Tag.PROPN, Tag.NUM, Tag.ADV, Tag.PUNCT, Tag.SYM)
                || !adjectives && before.is(Tag.ADJ)
                || before.is("between", "from", "a", "an", "this", "that", "each", "every", "'s") && !adjectives
                || before.is(Tag.CCONJ)
                || before.is("more", "most", "less", "least", "so", "as", "too", "very");
        boolean followed = adjectives
                ? !after.is(Tag.NOUN, Tag.PUNCT)
                : !after.is(Tag.PUNCT, Tag.VERB, Tag.AUX, Tag.SCONJ)
                                && !after.is("in", "on", "by", "at", "from", "which", "that")
                        || after.lower().endsWith("ing");
        // "followed by recklessness and defense was purged" coordinates clauses, not the two nouns
        boolean clauses = after.is(Tag.AUX, Tag.VERB) && begin > 0 && !before.is(Tag.DET, Tag.PRON);
        if (open
                || followed
                || clauses
                || s.has(0, s.size(), "respectively", "former", "latter", "alphabetical", "both")) {
            return false;
        }
        if (!adjectives
                && s.at(last).is(Tag.NOUN)
                && g.plural(s.at(begin)) != g.plural(s.at(last))
                && before.is(Tag.DET)) {
            return false;
        }
        if (names && (s.at(last + 1).is(Tag.PROPN) || s.at(begin - 1).is(Tag.PROPN))) {
            return false;
        }
        String there = s.at(begin).lower() + " and " + s.at(last).lower();
        String back = s.at(last).lower() + " and " + s.at(begin).lower();
        return g.words().count(there) < FIXED
                || g.words().count(back) * 2 > g.words().count(there);
    }
}
