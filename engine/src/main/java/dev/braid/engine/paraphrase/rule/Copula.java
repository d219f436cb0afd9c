package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import java.util.ArrayList;
import java.util.List;

/** "The capital of France is Paris." becomes "Paris is the capital of France." or the line "Capital of France: Paris." */
final class Copula implements StructureRule {
    @Override
    public String id() {
        return "copula-inversion";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        List<Sentence> found = new ArrayList<>();
        int end = s.size() - 1;
        int verb = g.subject(s, 0);
        boolean definite = verb > 0
                && Grammar.statement(s)
                && s.at(verb).is("is", "was", "are", "were")
                && s.at(0).is("the")
                && !s.at(verb - 1).is(Tag.PRON)
                && s.at(verb + 1).is(Tag.DET, Tag.PROPN)
                && !s.at(verb + 1).is("a", "an", "no", "any", "some", "every", "all", "each", "both")
                && g.longNounPhrase(s, verb + 1) == end
                && g.plural(s.at(g.nounPhrase(s, 0) - 1)) == s.at(verb).is("are", "were")
                && g.plural(s.at(g.nounPhrase(s, verb + 1) - 1)) == s.at(verb).is("are", "were");
        if (!definite) {
            return found;
        }
        found.add(new Draft(s, g)
                .part(verb + 1, end)
                .part(verb, verb + 1)
                .part(0, verb)
                .part(end, s.size())
                .finish());
        if (s.at(verb).is("is") && s.at(verb + 1).is(Tag.PROPN)) {
            found.add(new Draft(s, g)
                    .part(1, verb)
                    .token(Token.mark(":"))
                    .part(verb + 1, s.size())
                    .finish());
        }
        return found;
    }
}
