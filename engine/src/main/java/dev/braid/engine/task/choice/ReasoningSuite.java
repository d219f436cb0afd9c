package dev.braid.engine.task.choice;

import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.question.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The sets of questions on reasoning that come with Braid; each a pure function of a seed. */
public final class ReasoningSuite {
    private static final String ONE_HOP = "inheritance-1";
    private static final String TWO_HOPS = "inheritance-2";
    private static final String CONTINUATION = "continuation";
    private static final String LAST_WORD = "last-word";
    private static final String WINOGRAD = "winograd";
    private static final String CAUSE_EFFECT = "cause-effect";
    private static final String AFFORDANCE = "affordance";
    private static final String AGREEMENT = "agreement";

    /** So many questions in a row that were there already end a set: it has no more. */
    private static final int PATIENCE = 200;

    private ReasoningSuite() {}

    /** The names of all sets. */
    public static List<String> names() {
        return Stream.concat(
                        Arrays.stream(Relation.values()).map(Relation::id),
                        Stream.of(
                                ONE_HOP,
                                TWO_HOPS,
                                CONTINUATION,
                                LAST_WORD,
                                WINOGRAD,
                                CAUSE_EFFECT,
                                AFFORDANCE,
                                AGREEMENT))
                .toList();
    }

    /**
     * Questions of a set, no two alike; fewer where the set has no more.
     *
     * @param longest characters that a context from real texts has at most
     */
    public static List<Question> questions(String name, long seed, int count, int longest) {
        RandomStream random = RandomStream.named(seed, name.hashCode());
        Optional<Relation> relation = Relation.named(name);
        if (relation.isPresent()) {
            return List.copyOf(RelationQuestions.questions(relation.get(), random, count));
        }
        Set<Question> known = new HashSet<>();
        List<Question> questions = new ArrayList<>();
        for (int again = 0; questions.size() < count && again < PATIENCE; ) {
            Optional<? extends Question> question = one(name, random, longest);
            if (question.isPresent() && known.add(question.get())) {
                questions.add(question.get());
                again = 0;
            } else {
                again++;
            }
        }
        return questions;
    }

    private static Optional<? extends Question> one(String name, RandomStream random, int longest) {
        return switch (name) {
            case ONE_HOP -> Optional.of(Inheritance.question(random, 1));
            case TWO_HOPS -> Optional.of(Inheritance.question(random, 2));
            case CONTINUATION -> FromTexts.get().continuation(random, longest);
            case LAST_WORD -> FromTexts.get().lastWord(random, longest);
            case WINOGRAD -> Optional.of(Stories.winograd(random));
            case CAUSE_EFFECT -> Optional.of(Stories.causeAndEffect(random));
            case AFFORDANCE -> Optional.of(Stories.affordance(random));
            case AGREEMENT -> Optional.of(Agreement.question(random));
            default -> throw new IllegalArgumentException("there is no set " + name);
        };
    }

    /**
     * Sentences from which the relations of WordNet can be learnt, in random order. Of every second pair the words of the
     * question are left out; the questions ask for these.
     */
    public static List<String> statements(long seed) {
        List<String> statements = new ArrayList<>();
        RandomStream random = RandomStream.named(seed, -1);
        for (Relation relation : Relation.values()) {
            statements.addAll(RelationQuestions.statements(relation, random));
        }
        Draw.shuffle(random, statements);
        return statements;
    }
}
