package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import java.util.List;

/** "I recommend that the law be changed." becomes "What I recommend is that the law be changed." */
final class Cleft implements StructureRule {
    @Override
    public String id() {
        return "cleft";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        boolean said = s.at(0).is("i", "we")
                && Grammar.statement(s)
                && (s.at(1).is("recommend", "propose", "suggest", "urge", "hope", "ask")
                                && s.at(2).is("that")
                        || s.at(1).is("need", "want", "seek")
                                && s.at(2).is(Tag.DET, Tag.ADJ)
                                && g.simpleClause(s, 0, s.size() - 1)
                                && !s.has(0, s.size(), "to", "and"));
        if (!said || !Grammar.unbroken(s, 0, s.size())) {
            return List.of();
        }
        return List.of(new Draft(s, g)
                .words(Tag.PRON, "what")
                .part(0, 2)
                .words(Tag.AUX, "is")
                .part(2, s.size())
                .finish());
    }
}
