package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import java.util.List;

/** "It is necessary to act." becomes "To act is necessary." */
final class Extraposition implements StructureRule {
    private static final int LONGEST = 14;
    private static final String[] JUDGEMENTS = {
        "necessary", "unnecessary", "essential", "important", "possible", "impossible", "difficult", "easy", "hard",
                "wise", "unwise",
        "proper", "desirable", "right", "wrong", "useful", "useless", "vain", "dangerous", "pleasant", "imperative",
                "advisable"
    };

    @Override
    public String id() {
        return "extraposition";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        int end = s.size() - 1;
        boolean applies = Grammar.statement(s)
                && s.at(0).is("it")
                && s.at(1).is("is", "was")
                && s.at(2).is(JUDGEMENTS)
                && s.at(3).is("to")
                && s.at(4).is(Tag.VERB, Tag.AUX)
                && end <= LONGEST
                && !s.has(0, end, ",")
                && g.plain(s, 4, end);
        if (!applies) {
            return List.of();
        }
        Token is = s.at(1);
        return List.of(new Draft(s, g)
                .part(3, end)
                .token(is)
                .part(2, 3)
                .part(end, s.size())
                .finish());
    }
}
