package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import java.util.List;

/**
 * The order of two phrases that are built alike: "of the army and of the navy" becomes "of the navy and of the army", "our commerce and
 * our fisheries" becomes "our fisheries and our commerce".
 */
final class OrderOfPhrases implements StructureRule {
    private static final int LONGEST = 6;

    @Override
    public String id() {
        return "order-of-phrases";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        for (int and = 3; and < s.size() - 2; and++) {
            if (!s.at(and).is("and") || !s.at(and).is(Tag.CCONJ)) {
                continue;
            }
            int end = end(s, g, and + 1);
            int length = end - and - 1;
            int start = and - length;
            if (end > 0
                    && length <= LONGEST
                    && start > 0
                    && alike(s, g, start, and + 1, length)
                    && closed(s, start, end)) {
                return List.of(new Draft(s, g)
                        .part(0, start)
                        .part(and + 1, end)
                        .part(and, and + 1)
                        .part(start, and)
                        .part(end, s.size())
                        .finish());
            }
        }
        return List.of();
    }

    /** Past the end of a preposition and its noun phrase, or of a noun phrase of several words; or -1. */
    private static int end(Sentence s, Grammar g, int from) {
        int start = s.at(from).is(Tag.ADP) ? from + 1 : from;
        int end = g.nounPhrase(s, start);
        return end - from >= 2 && s.at(end - 1).is(Tag.NOUN, Tag.PROPN) ? end : -1;
    }

    /** Same kinds of words in the same order, and the same preposition and determiner. */
    private static boolean alike(Sentence s, Grammar g, int first, int second, int length) {
        for (int i = 0; i < length; i++) {
            Token a = s.at(first + i);
            Token b = s.at(second + i);
            boolean function = a.is(Tag.ADP, Tag.DET) || g.possessive(a);
            if (a.tag() != b.tag()
                    || function && !a.is(b.text())
                    || a.is("other", "such", "same", "former", "latter")
                    || b.is("other", "such", "same", "former", "latter")) {
                return false;
            }
        }
        return true;
    }

    private static boolean closed(Sentence s, int start, int end) {
        Token before = s.at(start - 1);
        boolean preposition = s.at(start).is(Tag.ADP);
        boolean determined = s.at(start).is(Tag.DET) || s.at(start).is(Tag.PRON);
        boolean left = preposition
                ? before.is(Tag.NOUN, Tag.VERB)
                : determined
                        ? before.is(Tag.VERB)
                        : before.is(Tag.VERB, Tag.ADP) && !s.at(start).is(Tag.NOUN);
        return left
                && s.at(end).is(".", ",", ";")
                && !before.is("between", "from")
                && !s.has(start, end, "between", "from", "to", "than")
                && !s.has(0, s.size(), "respectively", "former", "latter");
    }
}
