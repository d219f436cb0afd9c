package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Token;
import java.util.List;

/** Says a few words of a sentence otherwise and leaves the rest as it is. */
public interface WordRule {
    /** Its name in reports, in kebab case. */
    String id();

    /** What can be replaced; none of it kept words. */
    List<Replacement> replacements(Sentence sentence, Grammar grammar);

    /**
     * Other words for some.
     *
     * @param from the first place
     * @param to past the last place
     * @param tokens what is to stand there
     */
    record Replacement(int from, int to, List<Token> tokens) {
        public Replacement {
            tokens = List.copyOf(tokens);
        }
    }
}
