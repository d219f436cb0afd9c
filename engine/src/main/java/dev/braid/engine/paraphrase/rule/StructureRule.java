package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import java.util.List;

/** Says the same with the parts of a sentence in another order or relation. */
public interface StructureRule {
    /** Its name in reports, in kebab case. */
    String id();

    /** The sentence in other ways; empty where the rule is not certain that it applies. */
    List<Sentence> rewrite(Sentence sentence, Grammar grammar);
}
