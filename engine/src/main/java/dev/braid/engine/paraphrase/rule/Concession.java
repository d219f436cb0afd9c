package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import java.util.List;

/** "It rained, but we went." becomes "Although it rained, we went.", and the other way round; "because" and "so" likewise. */
final class Concession implements StructureRule {
    @Override
    public String id() {
        return "concession";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        if (!Grammar.statement(s)) {
            return List.of();
        }
        int comma = s.find(0, ",");
        if (comma < 3) {
            return List.of();
        }
        boolean pair = s.at(comma + 1).is("but") && g.subject(s, 0) > 0 && g.subject(s, comma + 2) > 0;
        if (pair && g.simpleClause(s, 0, comma) && !s.has(0, comma, "not", "only", "nothing") && second(s, comma + 2)) {
            return List.of(new Draft(s, g)
                    .words(Tag.SCONJ, "although")
                    .part(0, comma + 1)
                    .part(comma + 2, s.size())
                    .finish());
        }
        boolean although = s.at(0).is("although", "though");
        boolean because = s.at(0).is("because");
        if ((although || because)
                && g.subject(s, 1) > 0
                && g.simpleClause(s, 1, comma)
                && g.subject(s, comma + 1) > 0
                && second(s, comma + 1)) {
            return List.of(new Draft(s, g)
                    .part(1, comma + 1)
                    .words(Tag.CCONJ, although ? "but" : "so")
                    .part(comma + 1, s.size())
                    .finish());
        }
        return List.of();
    }

    private static boolean second(Sentence s, int from) {
        return Grammar.unbroken(s, from, s.size()) && !s.has(from, s.size(), "nevertheless", "yet", "still", "but");
    }
}
