package dev.braid.engine.paraphrase;

import dev.braid.engine.paraphrase.judge.Judge;
import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Token;
import dev.braid.engine.paraphrase.rule.Articles;
import dev.braid.engine.paraphrase.rule.Rules;
import dev.braid.engine.paraphrase.rule.StructureRule;
import dev.braid.engine.paraphrase.rule.WordRule;
import dev.braid.engine.paraphrase.rule.WordRule.Replacement;
import dev.braid.engine.task.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says sentences otherwise by rules: candidates are made, those that change too little or too much, other facts, or for worse English
 * are dropped, and a language model ranks the rest. The same sentence and seed give the same paraphrase, always. Not for several
 * threads.
 */
public final class Paraphraser {
    /** Changes with the rules: paraphrases that older ones made are made anew. */
    public static final String VERSION = "1";

    /** How much of a sentence changes, at least and at most. */
    static final double CLOSEST = 0.1;

    static final double FARTHEST = 0.6;
    static final int FEWEST_WORDS = 4;
    private static final int MOST_WORDS = 90;
    /** Bits that a word may be more surprising on average than before. */
    private static final double WORSE = 1.6;
    /** What a step of distance is worth in bits a word: a paraphrase that repeats the words is of little use. */
    private static final double WORTH_OF_DISTANCE = 2.0;

    /** So many bits a word are left to the seed, so that several seeds give several paraphrases. */
    private static final double CHANCE = 0.5;

    private static final double SHARE_OF_WORDS = 0.9;

    private final English english;
    private final Judge judge;
    private final Set<Technique> techniques;
    private final List<StructureRule> global;
    private final List<StructureRule> local = new ArrayList<>();
    private final List<WordRule> words;

    /** Uses some of the techniques that are rules, and a judge to rank by. */
    public Paraphraser(English english, Judge judge, Set<Technique> techniques) {
        this.english = english;
        this.judge = judge;
        this.techniques = EnumSet.copyOf(techniques);
        global = techniques.contains(Technique.STRUCTURE) ? Rules.structure() : List.of();
        if (techniques.contains(Technique.STRUCTURE)) {
            local.addAll(Rules.local());
        }
        if (techniques.contains(Technique.FACTS)) {
            local.addAll(Rules.facts());
        }
        words = techniques.contains(Technique.SYNONYMS) ? Rules.words() : List.of();
    }

    /** Whether a technique is used. */
    boolean uses(Technique technique) {
        return techniques.contains(technique);
    }

    /** A sentence on its way to a paraphrase. */
    private record Candidate(Sentence sentence, List<String> rules) {
        Candidate then(Sentence next, String rule) {
            List<String> all = new ArrayList<>(rules);
            all.add(rule);
            return new Candidate(next, all);
        }
    }

    /**
     * A sentence said otherwise, or why not.
     *
     * @param text one sentence
     * @param seed another seed may give another paraphrase
     * @param answers texts in it that must stay as they are
     */
    public Outcome paraphrase(String text, long seed, Collection<String> answers) {
        int length = Distance.words(text).size();
        if (length < FEWEST_WORDS || length > MOST_WORDS) {
            return Outcome.refused(text, length < FEWEST_WORDS ? Refusal.SHORT : Refusal.LONG);
        }
        Sentence sentence = english.protection().protect(english.tagger().sentence(text), answers);
        RandomStream random = RandomStream.named(seed, text.hashCode(), length);
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate built : structures(new Candidate(sentence, List.of()))) {
            candidates.add(built);
            Candidate worded = worded(built, random);
            if (worded != built) {
                candidates.add(worded);
            }
        }
        return best(text, sentence, candidates, answers, random);
    }

    private List<Candidate> structures(Candidate start) {
        List<Candidate> wholes = new ArrayList<>(List.of(start));
        for (StructureRule rule : global) {
            for (Sentence next : rule.rewrite(start.sentence, english.grammar())) {
                wholes.add(start.then(next, rule.id()));
            }
        }
        List<Candidate> all = new ArrayList<>(wholes);
        for (Candidate whole : wholes) {
            Candidate current = whole;
            for (StructureRule rule : local) {
                List<Sentence> next = rule.rewrite(current.sentence, english.grammar());
                if (!next.isEmpty()) {
                    current = current.then(next.getFirst(), rule.id());
                    all.add(current);
                }
            }
        }
        return all;
    }

    /** With as many replaced words as do not overlap, a few left to chance. */
    private Candidate worded(Candidate candidate, RandomStream random) {
        record Found(Replacement replacement, String rule) {}
        List<Found> found = new ArrayList<>();
        for (WordRule rule : words) {
            for (Replacement replacement : rule.replacements(candidate.sentence, english.grammar())) {
                found.add(new Found(replacement, rule.id()));
            }
        }
        List<Found> chosen = new ArrayList<>();
        boolean[] taken = new boolean[candidate.sentence.size()];
        List<Found> rest = new ArrayList<>(found);
        while (!rest.isEmpty()) {
            Found next = rest.remove(random.below(rest.size()));
            boolean free = random.unit() < SHARE_OF_WORDS;
            for (int i = next.replacement.from(); i < next.replacement.to(); i++) {
                free &= !taken[i];
            }
            if (free) {
                Arrays.fill(taken, next.replacement.from(), next.replacement.to(), true);
                chosen.add(next);
            }
        }
        chosen.sort(
                Comparator.comparingInt((Found each) -> each.replacement.from()).reversed());
        Candidate result = candidate;
        for (Found each : chosen) {
            result = result.then(
                    result.sentence.with(each.replacement.from(), each.replacement.to(), each.replacement.tokens()),
                    each.rule);
        }
        return result;
    }

    private Outcome best(
            String text,
            Sentence original,
            List<Candidate> candidates,
            Collection<String> answers,
            RandomStream random) {
        double bits = judge.bits(text);
        Refusal why = Refusal.NO_RULE;
        Optional<Outcome> best = Optional.empty();
        double lowest = Double.POSITIVE_INFINITY;
        for (Candidate candidate : candidates) {
            if (candidate.rules.isEmpty()) {
                continue;
            }
            String other = Articles.repaired(candidate.sentence, original).text();
            double distance = Distance.between(text, other);
            double more = (judge.bits(other) - bits) / Distance.words(other).size();
            double rank = more - WORTH_OF_DISTANCE * distance + CHANCE * random.unit();
            if (distance < CLOSEST) {
                why = why == Refusal.NO_RULE ? Refusal.TOO_CLOSE : why;
            } else if (distance > FARTHEST) {
                why = Refusal.TOO_FAR;
            } else if (!sameFacts(original, candidate.sentence)
                    || !answers.stream().allMatch(other::contains)) {
                why = Refusal.NAMES_OR_NUMBERS;
            } else if (more > WORSE) {
                why = Refusal.UNLIKELY;
            } else if (rank < lowest) {
                lowest = rank;
                best = Optional.of(Outcome.accepted(text, other, candidate.rules));
            }
        }
        return best.orElse(Outcome.refused(text, why));
    }

    private static boolean sameFacts(Sentence a, Sentence b) {
        return Facts.of(a).equals(Facts.of(b)) && kept(a).equals(kept(b));
    }

    private static List<String> kept(Sentence sentence) {
        return sentence.tokens().stream()
                .filter(Token::kept)
                .map(Token::lower)
                .filter(word -> Character.isLetterOrDigit(word.charAt(0)))
                .sorted()
                .toList();
    }
}
