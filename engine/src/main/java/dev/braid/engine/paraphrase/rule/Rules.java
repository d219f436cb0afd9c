package dev.braid.engine.paraphrase.rule;

import java.util.List;
import java.util.Set;

/** All rules there are. */
public final class Rules {
    private static final PhraseTable PHRASES = new PhraseTable();

    private Rules() {}

    /** Rules that rebuild a whole sentence; one at a time. */
    public static List<StructureRule> structure() {
        return List.of(
                new FrontedAdverbial(),
                new Parenthesis(),
                new FinalAdverbial(),
                new SubordinateClause(),
                new Concession(),
                new Voice(),
                new Copula(),
                new Extraposition(),
                new Belief(),
                new Cleft(),
                new Division());
    }

    /** Rules of structure that change a few places and go together with any other. */
    public static List<StructureRule> local() {
        return List.of(new Possessive(), new Dative(), new AdverbShift(), new RelativeClause());
    }

    /** Rules that change the order of facts. */
    public static List<StructureRule> facts() {
        return List.of(new OrderOfPhrases(), new OrderOfItems());
    }

    /** Rules that replace words. */
    public static List<WordRule> words() {
        return List.of(PHRASES, new Synonyms());
    }

    /** Phrases that a rule replaces as a whole, in lower case: a protection of set phrases must leave them to it. */
    public static Set<String> replacedPhrases() {
        return PHRASES.sources();
    }
}
