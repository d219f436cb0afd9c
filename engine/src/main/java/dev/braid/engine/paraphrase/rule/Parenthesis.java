package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import java.util.List;

/** "The measure, however, has failed." becomes "However, the measure has failed."; so do phrases such as "in the meantime". */
final class Parenthesis implements StructureRule {
    @Override
    public String id() {
        return "parenthesis";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        int subject = g.longNounPhrase(s, 0);
        if (subject < 0 || !Grammar.statement(s) || s.at(0).is("nor", "neither", "so", "yet", "then", "thus")) {
            return List.of();
        }
        int first = s.at(subject).is(Tag.AUX) ? subject + 1 : subject;
        if (!s.at(first).is(",")) {
            return List.of();
        }
        int second = s.find(first + 1, ",");
        if (second < 0
                || !s.at(second + 1).is(Tag.AUX, Tag.VERB)
                || s.at(second + 1).lower().endsWith("ing")
                || !FrontedAdverbial.adverbial(s, first + 1, second, g)) {
            return List.of();
        }
        return List.of(new Draft(s, g)
                .part(first + 1, second)
                .comma()
                .part(0, first)
                .part(second + 1, s.size())
                .finish());
    }
}
