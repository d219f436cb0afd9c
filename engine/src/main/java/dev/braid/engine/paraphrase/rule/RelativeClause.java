package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.WordForm;
import java.util.List;

/** "The law which was passed in 1985" becomes "the law passed in 1985". */
final class RelativeClause implements StructureRule {
    @Override
    public String id() {
        return "relative-clause";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        for (int i = 2; i < s.size() - 3; i++) {
            boolean applies = s.at(i).is("which", "that")
                    && s.at(i).is(Tag.PRON)
                    && s.at(i - 1).is(Tag.NOUN)
                    && s.at(i + 1).is("is", "are", "was", "were")
                    && s.at(i + 2).is(Tag.VERB)
                    && g.form(s, i + 2) == WordForm.PAST_PARTICIPLE
                    && s.at(i + 3)
                            .is("in", "on", "by", "at", "under", "during", "from", "for", "with", "between", "against")
                    && !s.has(i + 3, Math.min(s.size(), i + 12), "and", "or", "but");
            if (applies) {
                return List.of(new Draft(s, g).part(0, i).part(i + 2, s.size()).finish());
            }
        }
        return List.of();
    }
}
