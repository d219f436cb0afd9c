package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import dev.braid.engine.paraphrase.language.WordForm;
import java.util.List;

/** "Congress passed the law." becomes "The law was passed by Congress.", and the other way round. */
final class Voice implements StructureRule {
    private static final int SEEN_IN_PASSIVE = 4;
    private static final String[] NEVER = {
        "have",
        "be",
        "become",
        "last",
        "cost",
        "weigh",
        "remain",
        "seem",
        "resemble",
        "mean",
        "lack",
        "fit",
        "equal",
        "total",
        "go",
        "come",
        "stand",
        "lie",
        "sit",
        "live",
        "die",
        "exist",
        "get",
        "let",
        "make",
        "want",
        "like",
        "love",
        "hate",
        "wish",
        "appear",
        "return",
        "arrive",
        "begin",
        "continue",
        "suit",
        "say",
        "think",
        "take",
        "enter",
        "leave",
        "turn",
        "run",
        "share",
        "keep"
    };
    private static final String[] MODALS = {"will", "can", "must", "should", "may", "could", "would", "shall", "might"};

    @Override
    public String id() {
        return "active-passive";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        int end = s.size() - 1;
        int verb = g.subject(s, 0);
        if (verb < 0
                || !Grammar.statement(s)
                || !g.simpleClause(s, 0, end)
                || s.has(0, end, "to", "and", "not", "n't")) {
            return List.of();
        }
        List<Sentence> active = toActive(s, g, verb, end);
        return active.isEmpty() ? toPassive(s, g, verb, end) : active;
    }

    private static List<Sentence> toPassive(Sentence s, Grammar g, int verb, int end) {
        boolean modal = s.at(verb).is(MODALS);
        boolean perfect = s.at(verb).is("has", "have", "had") && s.at(verb + 1).is(Tag.VERB);
        int main = modal || perfect ? verb + 1 : verb;
        if (s.at(0).is(Tag.PRON) || !s.at(main).is(Tag.VERB)) {
            return List.of();
        }
        String lemma = g.lemma(s.at(main)).orElse("");
        WordForm form = g.form(s, main);
        int start = main + 1;
        int stop = g.longNounPhrase(s, start);
        if (lemma.isEmpty()
                || Token.of(lemma, Tag.VERB).is(NEVER)
                || stop < 0
                || !objectCanLead(s, g, start, stop, end)) {
            return List.of();
        }
        String participle = g.inflector().verb(lemma, WordForm.PAST_PARTICIPLE);
        if (seen(g, participle) < SEEN_IN_PASSIVE) {
            return List.of();
        }
        boolean plural = g.plural(s.at(g.nounPhrase(s, start) - 1));
        Draft draft = new Draft(s, g).part(start, stop);
        if (modal) {
            draft.part(verb, verb + 1).words(Tag.AUX, "be");
        } else if (perfect) {
            draft.words(Tag.AUX, s.at(verb).is("had") ? "had" : plural ? "have" : "has", "been");
        } else if (form == WordForm.PAST) {
            draft.words(Tag.AUX, plural ? "were" : "was");
        } else if (form == WordForm.THIRD_PERSON || form == WordForm.BASE) {
            draft.words(Tag.AUX, plural ? "are" : "is");
        } else {
            return List.of();
        }
        return List.of(draft.words(Tag.VERB, participle)
                .words(Tag.ADP, "by")
                .part(0, verb)
                .part(stop, s.size())
                .finish());
    }

    private static boolean objectCanLead(Sentence s, Grammar g, int start, int stop, int end) {
        Token head = s.at(g.nounPhrase(s, start) - 1);
        boolean closed =
                stop == end || s.at(stop).is(Tag.ADP) && !s.at(stop).is("of", "as", "like", "up", "out", "off", "over");
        return closed
                && head.is(Tag.NOUN)
                && !s.has(
                        start,
                        stop,
                        "his",
                        "her",
                        "its",
                        "their",
                        "my",
                        "our",
                        "your",
                        "own",
                        "himself",
                        "itself",
                        "themselves")
                && !s.at(start).is(Tag.PRON)
                && !g.field(head).equals("noun.time")
                && !g.field(head).equals("noun.quantity");
    }

    private static int seen(Grammar g, String participle) {
        return g.words().count("was " + participle)
                + g.words().count("were " + participle)
                + g.words().count("be " + participle)
                + g.words().count("been " + participle);
    }

    private static List<Sentence> toActive(Sentence s, Grammar g, int verb, int end) {
        int main = verb + 1;
        boolean modal = s.at(verb).is(MODALS) && s.at(main).is("be");
        boolean perfect = s.at(verb).is("has", "have", "had") && s.at(main).is("been");
        boolean plain = s.at(verb).is("was", "were", "is", "are");
        if (modal || perfect) {
            main++;
        } else if (!plain) {
            return List.of();
        }
        int by = main + 1;
        if (!s.at(main).is(Tag.VERB)
                || g.form(s, main) != WordForm.PAST_PARTICIPLE
                || !s.at(by).is("by")
                || g.longNounPhrase(s, by + 1) != end) {
            return List.of();
        }
        String lemma = g.lemma(s.at(main)).orElse("");
        Token head = s.at(g.nounPhrase(s, by + 1) - 1);
        boolean agent = head.is(Tag.PROPN)
                || g.field(head).equals("noun.person")
                || g.field(head).equals("noun.group");
        if (lemma.isEmpty() || !agent || s.at(0).is(Tag.PRON) || s.has(by, end, Tag.PRON)) {
            return List.of();
        }
        boolean plural = g.plural(head);
        Draft draft = new Draft(s, g).part(by + 1, end);
        if (modal) {
            draft.part(verb, verb + 1).words(Tag.VERB, lemma);
        } else if (perfect) {
            draft.words(Tag.AUX, s.at(verb).is("had") ? "had" : plural ? "have" : "has")
                    .words(Tag.VERB, g.inflector().verb(lemma, WordForm.PAST_PARTICIPLE));
        } else if (s.at(verb).is("was", "were")) {
            draft.words(Tag.VERB, g.inflector().verb(lemma, WordForm.PAST));
        } else {
            draft.words(Tag.VERB, plural ? lemma : g.inflector().verb(lemma, WordForm.THIRD_PERSON));
        }
        return List.of(draft.part(0, verb).part(end, s.size()).finish());
    }
}
