package dev.braid.engine.paraphrase.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.Dictionary;
import org.jspecify.annotations.Nullable;

/**
 * WordNet with a guard on senses: a word gives way only to one that means the same in the sense that both are nearly always used
 * in, as counted in SemCor. Not for several threads.
 */
public final class Thesaurus {
    /** The share of a word's uses that its first sense must have. */
    private static final double DOMINANT = 0.75;
    /** The share of a word's uses that its part of speech must have: "even" is hardly ever a noun. */
    private static final double MOSTLY = 0.7;
    /** Fewer uses say nothing about shares. */
    private static final int FEWEST_USES = 4;

    private final Dictionary dictionary;
    private final Map<String, Optional<String>> lemmas = new HashMap<>();
    private final Map<String, List<String>> synonyms = new HashMap<>();
    private final Map<String, String> fields = new HashMap<>();

    /** Loads WordNet. */
    public Thesaurus() {
        try {
            dictionary = Dictionary.getDefaultResourceInstance();
        } catch (JWNLException e) {
            throw new IllegalStateException("WordNet cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** The dictionary form of a noun, verb, adjective or adverb; empty if WordNet does not know it. */
    public Optional<String> lemma(String word, Tag tag) {
        POS pos = pos(tag);
        return pos == null
                ? Optional.empty()
                : lemmas.computeIfAbsent(tag + " " + word.toLowerCase(Locale.ROOT), key -> {
                    try {
                        IndexWord found = dictionary
                                .getMorphologicalProcessor()
                                .lookupBaseForm(pos, word.toLowerCase(Locale.ROOT));
                        return found == null ? Optional.empty() : Optional.of(found.getLemma());
                    } catch (JWNLException e) {
                        return Optional.empty();
                    }
                });
    }

    /** Words that mean the same as a lemma in the sense that both nearly always have; single words in lower case. */
    public List<String> synonyms(String lemma, Tag tag) {
        return synonyms.computeIfAbsent(tag + " " + lemma, key -> findSynonyms(lemma, tag));
    }

    /** What a word is mostly about, in WordNet's division: noun.person, noun.group, noun.time, verb.stative and so on; or "". */
    public String field(String lemma, Tag tag) {
        return fields.computeIfAbsent(tag + " " + lemma, key -> {
            List<Synset> senses = senses(lemma, pos(tag));
            return senses.isEmpty() ? "" : senses.getFirst().getLexFileName();
        });
    }

    private List<String> findSynonyms(String lemma, Tag tag) {
        POS pos = pos(tag);
        Synset sense = pos != null && mostly(lemma, pos) ? onlySense(lemma, pos) : null;
        List<String> found = new ArrayList<>();
        if (sense == null || pos == null) {
            return found;
        }
        for (Word word : sense.getWords()) {
            String other = word.getLemma();
            if (!other.equals(lemma) && other.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
                Synset others = onlySense(other, pos);
                if (others != null && others.getOffset() == sense.getOffset() && mostly(other, pos)) {
                    found.add(other);
                }
            }
        }
        return found;
    }

    /** Whether a word nearly always has that part of speech. */
    private boolean mostly(String lemma, POS pos) {
        int all = 0;
        int these = 0;
        for (POS each : POS.getAllPOS()) {
            for (Synset sense : senses(lemma, each)) {
                all += uses(sense, lemma);
                these += each == pos ? uses(sense, lemma) : 0;
            }
        }
        return these >= MOSTLY * all;
    }

    /** The sense that a word has always, or nearly always. */
    private @Nullable Synset onlySense(String lemma, @Nullable POS pos) {
        List<Synset> senses = senses(lemma, pos);
        if (senses.isEmpty()) {
            return null;
        }
        Synset first = senses.getFirst();
        if (senses.size() == 1) {
            return first;
        }
        int total = 0;
        for (Synset sense : senses) {
            total += uses(sense, lemma);
        }
        return total >= FEWEST_USES && uses(first, lemma) >= DOMINANT * total ? first : null;
    }

    private static int uses(Synset sense, String lemma) {
        for (Word word : sense.getWords()) {
            if (word.getLemma().equals(lemma)) {
                return word.getUseCount();
            }
        }
        return 0;
    }

    private List<Synset> senses(String lemma, @Nullable POS pos) {
        if (pos == null) {
            return List.of();
        }
        try {
            IndexWord word = dictionary.getIndexWord(pos, lemma);
            // a copy: that list of theirs loads its elements when some methods are called, and not when others are
            return word == null ? List.of() : List.copyOf(word.getSenses());
        } catch (JWNLException e) {
            return List.of();
        }
    }

    private static @Nullable POS pos(Tag tag) {
        return switch (tag) {
            case NOUN -> POS.NOUN;
            case VERB, AUX -> POS.VERB;
            case ADJ -> POS.ADJECTIVE;
            case ADV -> POS.ADVERB;
            default -> null;
        };
    }
}
