package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Token;
import java.util.List;

/** "It rained; we stayed." and "It rained, and we stayed." become "It rained. We stayed." */
final class Division implements StructureRule {
    private static final String[] OPENERS = {
        "if", "when", "that", "because", "while", "although", "though", "as", "whether", "since"
    };

    @Override
    public String id() {
        return "division";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        if (!Grammar.statement(s) || g.subject(s, 0) < 0) {
            return List.of();
        }
        for (int i = 3; i < s.size() - 3; i++) {
            boolean pause = s.at(i).is(";") && !s.at(i + 1).is("and", "but", "or");
            boolean and = s.at(i).is(",", ";") && s.at(i + 1).is("and");
            int start = and ? i + 2 : i + 1;
            if ((pause || and)
                    && g.subject(s, start) > 0
                    && Grammar.unbroken(s, 0, i)
                    && !s.has(0, i, OPENERS)
                    && !(and && s.has(0, i, ","))) {
                Token next = s.at(start);
                return List.of(new Draft(s, g)
                        .part(0, i)
                        .token(Token.mark("."))
                        .token(next.withText(Draft.capital(next.text())))
                        .part(start + 1, s.size())
                        .finish());
            }
        }
        return List.of();
    }
}
