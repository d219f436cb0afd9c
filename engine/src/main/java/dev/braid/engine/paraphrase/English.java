package dev.braid.engine.paraphrase;

import dev.braid.engine.paraphrase.judge.WordModel;
import dev.braid.engine.paraphrase.language.Expressions;
import dev.braid.engine.paraphrase.language.Inflector;
import dev.braid.engine.paraphrase.language.Protection;
import dev.braid.engine.paraphrase.language.Tagger;
import dev.braid.engine.paraphrase.language.Thesaurus;
import dev.braid.engine.paraphrase.rule.Grammar;
import dev.braid.engine.paraphrase.rule.Rules;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.text.Corpus;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the rules know of English: models, WordNet, and the words of the corpora that come with Braid. Each part is loaded
 * when it is first asked for, all together within a few seconds. Not for several threads.
 */
public final class English {
    private @Nullable Tagger tagger;
    private @Nullable Protection protection;
    private @Nullable WordModel words;
    private @Nullable Grammar grammar;

    /** Loads every part at once, so that what comes after can be timed. */
    public void load() {
        tagger();
        protection();
        grammar();
    }

    Tagger tagger() {
        if (tagger == null) {
            tagger = new Tagger();
        }
        return tagger;
    }

    Protection protection() {
        if (protection == null) {
            Set<String> expressions = new HashSet<>(Expressions.all());
            expressions.removeAll(Rules.replacedPhrases());
            protection = new Protection(expressions);
        }
        return protection;
    }

    /** Counted words of the corpora, the judge that is always there. */
    public WordModel words() {
        if (words == null) {
            words = new WordModel();
            for (Corpus corpus : List.of(Corpus.SOTU, Corpus.MOBY_DICK, Corpus.FACTBOOK)) {
                words.learn(new String(corpus.text(Split.TRAIN), StandardCharsets.UTF_8));
            }
        }
        return words;
    }

    Grammar grammar() {
        if (grammar == null) {
            grammar = new Grammar(new Thesaurus(), new Inflector(), words());
        }
        return grammar;
    }
}
