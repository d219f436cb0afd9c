package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import java.util.ArrayList;
import java.util.List;

/** "He gave me the book." becomes "He gave the book to me." */
final class Dative implements StructureRule {
    private static final String[] VERBS = {
        "give", "gives", "gave", "given", "giving", "send", "sends", "sent", "offer", "offers", "offered", "show",
        "shows", "showed", "shown", "grant", "grants", "granted", "hand", "handed", "lend", "lent"
    };

    @Override
    public String id() {
        return "dative";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        List<Sentence> found = new ArrayList<>();
        for (int verb = 0; verb < s.size() - 4; verb++) {
            int start = verb + 2;
            if (!s.at(verb).is(Tag.VERB)
                    || !s.at(verb).is(VERBS)
                    || !s.at(verb + 1).is("me", "him", "us", "them", "you")) {
                continue;
            }
            int stop = g.longNounPhrase(s, start);
            boolean closed = s.at(start).is("the", "this", "these", "our", "my", "your", "a", "an")
                    && stop > 0
                    && s.at(stop).is(".", ",", ";")
                    && stop - start <= 6;
            if (closed) {
                found.add(new Draft(s, g)
                        .part(0, verb + 1)
                        .part(start, stop)
                        .words(Tag.ADP, "to")
                        .part(verb + 1, verb + 2)
                        .part(stop, s.size())
                        .finish());
            }
        }
        return found;
    }
}
