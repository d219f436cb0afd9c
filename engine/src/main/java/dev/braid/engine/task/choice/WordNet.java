package dev.braid.engine.task.choice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.Dictionary;

/**
 * Pairs of words that WordNet 3.1 relates. Both must have been seen in SemCor, the texts whose words its makers sorted by sense,
 * and be meant in their first sense (of verbs in one of the first two), so that the relation holds for what a reader understands.
 */
final class WordNet {
    private static final Set<String> FILES_OF_THINGS =
            Set.of("noun.animal", "noun.artifact", "noun.food", "noun.object", "noun.person", "noun.plant");
    /** Verbs have many senses, of which the second is often as common as the first. */
    private static final int USUAL_SENSES_OF_VERBS = 2;

    private static final Pattern PLAIN = Pattern.compile("[a-z]{2,}");

    private final Map<Relation, List<Pair>> pairs = new EnumMap<>(Relation.class);
    private final Dictionary dictionary;

    private WordNet(Dictionary dictionary) throws JWNLException {
        this.dictionary = dictionary;
        for (Relation relation : Relation.values()) {
            pairs.put(relation, new ArrayList<>());
        }
        for (POS pos : List.of(POS.NOUN, POS.VERB, POS.ADJECTIVE)) {
            Iterator<Synset> synsets = dictionary.getSynsetIterator(pos);
            while (synsets.hasNext()) {
                collect(synsets.next());
            }
        }
        pairs.values()
                .forEach(list -> list.sort(Comparator.comparing(Pair::first).thenComparing(Pair::second)));
    }

    /**
     * Two related words.
     *
     * @param first what the sentence is about
     * @param second what completes it
     * @param file the lexical file of the second word, such as {@code noun.animal}
     * @param uses how often the second word was seen in SemCor in this sense
     * @param related all words that stand above or below either of the two, and the two: none of them may be offered as wrong
     */
    record Pair(String first, String second, String file, int uses, Set<String> related) {}

    private static final class Loaded {
        private static final WordNet WORD_NET = load();

        private static WordNet load() {
            try {
                return new WordNet(Dictionary.getDefaultResourceInstance());
            } catch (JWNLException e) {
                throw new IllegalStateException("WordNet cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** WordNet; it takes seconds to be read when it is first asked for. */
    static WordNet get() {
        return Loaded.WORD_NET;
    }

    /** All pairs of a relation, in alphabetical order. */
    List<Pair> pairs(Relation relation) {
        return List.copyOf(pairs.getOrDefault(relation, List.of()));
    }

    private void collect(Synset synset) throws JWNLException {
        Optional<Word> word = best(synset);
        if (synset.getPOS() == POS.ADJECTIVE) {
            antonyms(synset);
        }
        if (word.isEmpty()) {
            return;
        }
        switch (synset.getPOS()) {
            case NOUN -> {
                if (FILES_OF_THINGS.contains(synset.getLexFileName())) {
                    kinds(synset);
                }
                relate(Relation.HAS_PART, word.get(), synset, PointerType.PART_MERONYM);
            }
            case ADJECTIVE -> relate(Relation.ATTRIBUTE, word.get(), synset, PointerType.ATTRIBUTE);
            case VERB -> {
                relate(Relation.ENTAILS, word.get(), synset, PointerType.ENTAILMENT);
                relate(Relation.CAUSES, word.get(), synset, PointerType.CAUSE);
            }
            default -> {}
        }
    }

    private void relate(Relation relation, Word first, Synset synset, PointerType type) throws JWNLException {
        for (Pointer pointer : synset.getPointers(type)) {
            Synset target = pointer.getTargetSynset();
            Optional<Word> second = best(target);
            if (second.isPresent()) {
                add(relation, first, second.get());
            }
        }
    }

    /** Every word of a synset, and the nearest one above that has a word. */
    private void kinds(Synset synset) throws JWNLException {
        Optional<Word> above = above(synset);
        if (above.isPresent()) {
            for (Word word : synset.getWords()) {
                if (meant(word)) {
                    add(Relation.ISA, word, above.get());
                }
            }
        }
    }

    private Optional<Word> above(Synset synset) throws JWNLException {
        for (Pointer pointer : synset.getPointers(PointerType.HYPERNYM)) {
            Synset target = pointer.getTargetSynset();
            Optional<Word> word = FILES_OF_THINGS.contains(target.getLexFileName()) ? best(target) : Optional.empty();
            if (word.isEmpty()) {
                word = above(target);
            }
            if (word.isPresent()) {
                return word;
            }
        }
        return Optional.empty();
    }

    /** Antonyms hold between words, not between what they mean. */
    private void antonyms(Synset synset) throws JWNLException {
        for (Pointer pointer : synset.getPointers(PointerType.ANTONYM)) {
            if (pointer.getSource() instanceof Word first
                    && pointer.getTarget() instanceof Word second
                    && meant(first)
                    && meant(second)) {
                add(Relation.ANTONYM, first, second);
            }
        }
    }

    private void add(Relation relation, Word first, Word second) throws JWNLException {
        String one = first.getLemma();
        String other = second.getLemma();
        if (!one.equals(other)) {
            pairs.getOrDefault(relation, List.of())
                    .add(new Pair(
                            one,
                            other,
                            second.getSynset().getLexFileName(),
                            second.getUseCount(),
                            related(first.getSynset(), second.getSynset())));
        }
    }

    /** The most used of the words of a synset that are plain, were seen in SemCor, and usually mean this. */
    private Optional<Word> best(Synset synset) throws JWNLException {
        Word best = null;
        for (Word word : synset.getWords()) {
            if (meant(word) && (best == null || word.getUseCount() > best.getUseCount())) {
                best = word;
            }
        }
        return Optional.ofNullable(best);
    }

    private boolean meant(Word word) throws JWNLException {
        if (word.getUseCount() < 1 || !PLAIN.matcher(word.getLemma()).matches()) {
            return false;
        }
        IndexWord entry = dictionary.getIndexWord(word.getPOS(), word.getLemma());
        long[] senses = entry == null ? new long[0] : entry.getSynsetOffsets();
        int usual = word.getPOS() == POS.VERB ? USUAL_SENSES_OF_VERBS : 1;
        return Arrays.stream(senses)
                .limit(usual)
                .anyMatch(sense -> sense == word.getSynset().getOffset());
    }

    private static Set<String> related(Synset first, Synset second) throws JWNLException {
        Set<Synset> seen = new HashSet<>();
        follow(first, PointerType.HYPONYM, seen);
        seen.remove(first); // its ancestors are still to be followed
        for (Synset start : List.of(first, second)) {
            follow(start, PointerType.HYPERNYM, seen);
            for (PointerType type : List.of(
                    PointerType.HYPONYM,
                    PointerType.PART_MERONYM,
                    PointerType.ATTRIBUTE,
                    PointerType.ANTONYM,
                    PointerType.ENTAILMENT,
                    PointerType.CAUSE,
                    PointerType.SIMILAR_TO)) {
                for (Pointer pointer : start.getPointers(type)) {
                    seen.add(pointer.getTargetSynset());
                }
            }
        }
        Set<String> words = new LinkedHashSet<>();
        seen.forEach(synset -> synset.getWords().forEach(word -> words.add(word.getLemma())));
        return words;
    }

    private static void follow(Synset synset, PointerType type, Set<Synset> seen) throws JWNLException {
        if (seen.add(synset)) {
            for (Pointer pointer : synset.getPointers(type)) {
                follow(pointer.getTargetSynset(), type, seen);
            }
        }
    }
}
