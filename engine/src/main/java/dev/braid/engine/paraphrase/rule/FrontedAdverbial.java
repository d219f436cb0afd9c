package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import java.util.ArrayList;
import java.util.List;

/**
 * "In 1985, Congress passed the law." becomes "Congress, in 1985, passed the law." or "Congress passed the law in 1985."; so do
 * "However," and its like.
 */
final class FrontedAdverbial implements StructureRule {
    static final int LONGEST = 10;
    static final String[] CONNECTIVES = {
        "however", "therefore", "moreover", "furthermore", "nevertheless", "nonetheless", "consequently", "accordingly",
                "meanwhile",
        "fortunately", "unfortunately", "happily", "unhappily", "indeed", "hence", "likewise", "similarly", "conversely"
    };
    /** Heads of phrases such as "in other words", which comment on the whole sentence. */
    private static final String[] REMARKS = {
        "words", "fact", "example", "instance", "addition", "course", "short", "contrary", "turn", "event", "hand",
                "all", "least",
        "general", "particular", "brief", "conclusion", "truth", "case", "rate", "opinion", "judgment", "view", "way",
                "word", "regard"
    };

    private static final String[] TIMES = {
        "today", "tonight", "yesterday", "tomorrow", "recently", "currently", "nowadays"
    };
    private static final String[] PREPOSITIONS = {
        "in",
        "on",
        "at",
        "during",
        "under",
        "after",
        "before",
        "within",
        "throughout",
        "by",
        "for",
        "through",
        "without",
        "despite",
        "until",
        "since",
        "upon",
        "with",
        "from",
        "between",
        "among",
        "amid",
        "under"
    };

    @Override
    public String id() {
        return "fronted-adverbial";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        List<Sentence> found = new ArrayList<>();
        int comma = s.find(0, ",");
        if (comma < 1 || !Grammar.statement(s) || !adverbial(s, 0, comma, g)) {
            return found;
        }
        int start = comma + 1;
        int verb = g.subject(s, start);
        if (verb < 0) {
            return found;
        }
        int end = s.size() - 1;
        boolean connective = s.at(0).is(CONNECTIVES) || s.has(0, comma, REMARKS);
        if (g.simpleClause(s, start, end)
                && end - start <= 16
                && !s.has(start, end, "to", "and")
                && !s.at(end - 1).is(Tag.ADP)) {
            Draft draft = new Draft(s, g).part(start, end);
            if (connective) {
                draft.comma();
            }
            found.add(draft.part(0, comma).part(end, s.size()).finish());
        }
        boolean helped = s.at(verb).is(Tag.AUX)
                && !s.at(verb + 1).is("not", "n't")
                && !Grammar.contracted(s.at(verb + 1))
                && s.at(verb + 1).is(Tag.VERB, Tag.AUX, Tag.ADV, Tag.DET, Tag.ADJ, Tag.PART);
        boolean pronoun = g.nounPhrase(s, start) == start + 1 && s.at(start).is(Tag.PRON);
        if (helped || !pronoun) {
            int place = helped ? verb + 1 : verb;
            found.add(new Draft(s, g)
                    .part(start, place)
                    .comma()
                    .part(0, comma)
                    .comma()
                    .part(place, s.size())
                    .finish());
        }
        return found;
    }

    /** Whether a phrase says when, where or how, and holds no verb. */
    static boolean adverbial(Sentence s, int from, int to, Grammar g) {
        if (to - from == 1) {
            return s.at(from).is(CONNECTIVES) || s.at(from).is(TIMES);
        }
        return to - from <= LONGEST
                && s.at(from).is(Tag.ADP)
                && s.at(from).is(PREPOSITIONS)
                && s.at(to - 1).is(Tag.NOUN, Tag.PROPN, Tag.NUM)
                && !s.has(from, to, Tag.VERB, Tag.AUX, Tag.SCONJ, Tag.CCONJ)
                && g.plain(s, from + 1, to);
    }
}
