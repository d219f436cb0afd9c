package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import java.util.ArrayList;
import java.util.List;

/** "The country's economy" becomes "the economy of the country", and "the capital of France" becomes "France's capital". */
final class Possessive implements StructureRule {
    private static final String[] OWNED = {
        "capital",
        "government",
        "president",
        "population",
        "economy",
        "people",
        "history",
        "army",
        "leader",
        "citizens",
        "coast",
        "future",
        "borders",
        "territory",
        "parliament",
        "constitution",
        "independence",
        "neighbors",
        "exports",
        "workers",
        "farmers"
    };
    private static final String[] TIMES = {
        "today", "yesterday", "tomorrow", "year", "years", "month", "week", "day", "night", "moment", "hour", "century",
                "decade",
        "god", "heaven", "mercy", "arm", "stone", "death", "life", "man", "men", "one", "other", "else", "ship"
    };

    @Override
    public String id() {
        return "possessive-of";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        List<Sentence> found = new ArrayList<>();
        for (int i = 1; i < s.size() - 2; i++) {
            if (s.at(i).is("'s", "’s") && s.at(i).is(Tag.PART)) {
                toOf(s, g, i, found);
            } else if (s.at(i).is("of")) {
                toPossessive(s, g, i, found);
            }
        }
        return found;
    }

    private static void toOf(Sentence s, Grammar g, int mark, List<Sentence> found) {
        int start = mark - 1;
        if (!s.at(start).is(Tag.NOUN, Tag.PROPN) || s.at(start).is(TIMES)) {
            return;
        }
        while (s.at(start - 1).is(Tag.NOUN, Tag.PROPN, Tag.ADJ)) {
            start--;
        }
        boolean determined = s.at(start - 1).is(Tag.DET) || g.possessive(s.at(start - 1));
        start -= determined ? 1 : 0;
        if (!determined && !s.at(mark - 1).is(Tag.PROPN) || s.at(start - 1).is("of", "and", "or", "both", "'s")) {
            return;
        }
        int stop = mark + 1;
        while (s.at(stop).is(Tag.ADJ)) {
            stop++;
        }
        int nouns = stop;
        while (s.at(stop).is(Tag.NOUN)) {
            stop++;
        }
        Token after = s.at(stop);
        boolean closed =
                after.is(Tag.PUNCT, Tag.VERB, Tag.AUX) || after.is("in", "on", "by", "at", "from", "is", "was", "will");
        if (stop == nouns || !closed || after.lower().endsWith("ing") || stop - mark > 4) {
            return;
        }
        found.add(new Draft(s, g)
                .part(0, start)
                .words(Tag.DET, "the")
                .part(mark + 1, stop)
                .words(Tag.ADP, "of")
                .part(start, mark)
                .part(stop, s.size())
                .finish());
    }

    private static void toPossessive(Sentence s, Grammar g, int of, List<Sentence> found) {
        Token owner = s.at(of + 1);
        Token after = s.at(of + 2);
        boolean applies = s.at(of - 2).is("the")
                && s.at(of - 1).is(OWNED)
                && s.at(of - 1).text().equals(s.at(of - 1).lower())
                && !s.at(of - 3).is(Tag.ADJ)
                && owner.is(Tag.PROPN)
                && !owner.lower().endsWith("s")
                && (after.is(Tag.PUNCT, Tag.VERB, Tag.AUX, Tag.ADP, Tag.ADV) && !after.is(",", "of", "'s"));
        if (applies) {
            found.add(new Draft(s, g)
                    .part(0, of - 2)
                    .token(owner)
                    .token(new Token("'s", "", Tag.PART, owner.kept()))
                    .part(of - 1, of)
                    .part(of + 2, s.size())
                    .finish());
        }
    }
}
