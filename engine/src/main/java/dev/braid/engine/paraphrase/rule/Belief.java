package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import java.util.List;

/** "I believe that the people will agree." becomes "The people, I believe, will agree." */
final class Belief implements StructureRule {
    @Override
    public String id() {
        return "belief";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        int end = 2;
        if (!s.at(0).is("i", "we") || !Grammar.statement(s)) {
            return List.of();
        }
        if (s.at(1).is("am", "are") && s.at(2).is("sure", "confident", "convinced", "certain")) {
            end = 3;
        } else if (!s.at(1).is("believe", "think", "trust", "hope", "suppose", "presume", "know")) {
            return List.of();
        }
        int start = s.at(end).is("that") ? end + 1 : end;
        int verb = g.subject(s, start);
        if (verb < 0
                || s.at(start).is("that", "this", "there", "those", "these")
                || !Grammar.unbroken(s, 0, s.size())) {
            return List.of();
        }
        boolean helped =
                s.at(verb).is(Tag.AUX) && !s.at(verb + 1).is("not", "n't") && !Grammar.contracted(s.at(verb + 1));
        if (!helped && g.personal(s.at(start))) {
            return List.of();
        }
        int place = helped ? verb + 1 : verb;
        return List.of(new Draft(s, g)
                .part(start, place)
                .comma()
                .part(0, end)
                .comma()
                .part(place, s.size())
                .finish());
    }
}
