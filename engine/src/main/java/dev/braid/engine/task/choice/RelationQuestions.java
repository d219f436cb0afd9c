package dev.braid.engine.task.choice;

import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.choice.WordNet.Pair;
import dev.braid.engine.task.question.Question.Choice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Questions on the relations of WordNet, and the statements from which a model can learn their answers. Every second pair is
 * held out: the statements tell it in other words, but never in those of the question.
 */
final class RelationQuestions {
    private static final int CHOICES = 4;
    /** Wrong answers are drawn from so many that come closest to the right one in frequency and length. */
    private static final int ALIKE = 12;

    private static final int HELD_OUT_ONE_IN = 2;

    private RelationQuestions() {}

    /** Questions on held-out pairs. */
    static List<Choice> questions(Relation relation, RandomStream random, int count) {
        List<Pair> pairs = WordNet.get().pairs(relation);
        List<Pair> heldOut = new ArrayList<>(
                pairs.stream().filter(RelationQuestions::heldOut).toList());
        Draw.shuffle(random, heldOut);
        List<Choice> questions = new ArrayList<>();
        for (Pair pair : heldOut) {
            if (questions.size() == count) {
                break;
            }
            List<String> wrong = distractors(random, pairs, pair);
            if (wrong.size() == CHOICES - 1) {
                questions.add(Draw.question(random, relation.question(pair.first()), pair.second(), wrong));
            }
        }
        return questions;
    }

    /** Every pair in words, in random order; those that are not held out also in the words of the question. */
    static List<String> statements(Relation relation, RandomStream random) {
        List<String> statements = new ArrayList<>();
        for (Pair pair : WordNet.get().pairs(relation)) {
            for (int wording = 0; wording < relation.wordings(); wording++) {
                statements.add(relation.statement(wording, pair.first(), pair.second()));
            }
            if (!heldOut(pair)) {
                statements.add(relation.answered(pair.first(), pair.second()));
            }
        }
        Draw.shuffle(random, statements);
        return statements;
    }

    /** Decided by the words alone, so that statements and questions of all seeds agree. */
    private static boolean heldOut(Pair pair) {
        return Math.floorMod((pair.first() + " " + pair.second()).hashCode(), HELD_OUT_ONE_IN) == 0;
    }

    /**
     * Second words of other pairs, about as frequent and as long, related to neither word; from the same lexical file, or from any
     * where that is too small.
     */
    private static List<String> distractors(RandomStream random, List<Pair> pairs, Pair pair) {
        Set<String> taken = new HashSet<>(pair.related());
        pairs.stream().filter(other -> other.first().equals(pair.first())).forEach(other -> taken.add(other.second()));
        List<Pair> all =
                pairs.stream().filter(other -> taken.add(other.second())).toList();
        List<Pair> near =
                all.stream().filter(other -> other.file().equals(pair.file())).toList();
        List<Pair> candidates = new ArrayList<>(near.size() >= CHOICES - 1 ? near : all);
        candidates.sort(Comparator.comparingDouble(other -> unlike(pair, other)));
        List<String> words = new ArrayList<>(
                candidates.stream().limit(ALIKE).map(Pair::second).toList());
        Draw.shuffle(random, words);
        return words.subList(0, Math.min(CHOICES - 1, words.size()));
    }

    private static double unlike(Pair pair, Pair other) {
        return Math.abs(Math.log((1.0 + pair.uses()) / (1.0 + other.uses())))
                + 0.5 * Math.abs(pair.second().length() - other.second().length());
    }
}
