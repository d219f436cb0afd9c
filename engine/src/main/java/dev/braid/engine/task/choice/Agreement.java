package dev.braid.engine.task.choice;

import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.question.Question.Choice;
import java.util.List;

/** Pairs of sentences that differ in one word, of which one is grammatical; in the manner of BLiMP. */
final class Agreement {
    private static final List<String> PEOPLE = List.of(
            "teacher",
            "farmer",
            "doctor",
            "sailor",
            "painter",
            "singer",
            "driver",
            "writer",
            "lawyer",
            "guest",
            "friend",
            "neighbour",
            "king",
            "soldier",
            "senator",
            "visitor");
    private static final List<String> THINGS = List.of(
            "table", "chair", "ship", "letter", "house", "garden", "picture", "lamp", "window", "field", "hat",
            "bridge", "clock", "door", "ladder", "river");
    private static final List<String> PLACES = List.of("near", "behind", "beside", "in front of", "next to");
    private static final List<String> VERBS = List.of(
            "sleep", "sing", "wait", "work", "laugh", "listen", "dance", "smile", "sit", "travel", "eat", "speak");
    private static final List<String> TRANSITIVE =
            List.of("see", "like", "know", "remember", "help", "describe", "admire", "trust");
    private static final List<String> WOMEN = List.of("queen", "mother", "sister", "woman", "girl", "daughter");
    private static final List<String> MEN = List.of("king", "father", "brother", "man", "boy", "uncle");
    private static final List<String> DOES = List.of("hurt", "admired", "described", "helped", "trusted", "saw");

    private Agreement() {}

    /** One pair; the first is the right one, as in the files of BLiMP. */
    static Choice question(RandomStream random) {
        boolean plural = random.below(2) == 0;
        return switch (random.below(5)) {
            case 0 -> subject(random, plural);
            case 1 -> acrossPhrase(random, plural);
            case 2 -> acrossClause(random, plural);
            case 3 -> determiner(random, plural);
            default -> reflexive(random);
        };
    }

    private static Choice pair(String before, String right, String wrong, String after) {
        return Choice.after("", List.of(before + right + after, before + wrong + after), 0);
    }

    private static Choice subject(RandomStream random, boolean plural) {
        String verb = Draw.one(random, VERBS);
        String noun = Draw.one(random, PEOPLE);
        return pair("The " + number(noun, plural), verb(verb, plural), verb(verb, !plural), ".");
    }

    private static Choice acrossPhrase(RandomStream random, boolean plural) {
        String verb = Draw.one(random, VERBS);
        String before = "The " + number(Draw.one(random, PEOPLE), plural) + " " + Draw.one(random, PLACES) + " the "
                + number(Draw.one(random, THINGS), !plural);
        return pair(before, verb(verb, plural), verb(verb, !plural), ".");
    }

    private static Choice acrossClause(RandomStream random, boolean plural) {
        String verb = Draw.one(random, VERBS);
        List<String> two = Draw.some(random, PEOPLE, 2);
        String before = "The " + number(two.get(0), plural) + " that the " + number(two.get(1), !plural)
                + verb(Draw.one(random, TRANSITIVE), !plural);
        return pair(before, verb(verb, plural), verb(verb, !plural), ".");
    }

    private static Choice determiner(RandomStream random, boolean plural) {
        boolean near = random.below(2) == 0;
        String one = near ? "this " : "that ";
        String many = near ? "these " : "those ";
        String after = number(Draw.one(random, THINGS), plural) + ".";
        String before = "The " + number(Draw.one(random, PEOPLE), random.below(2) == 0) + " could see ";
        return pair(before, plural ? many : one, plural ? one : many, after);
    }

    private static Choice reflexive(RandomStream random) {
        boolean woman = random.below(2) == 0;
        String before = "The " + Draw.one(random, woman ? WOMEN : MEN) + " " + Draw.one(random, DOES) + " ";
        return pair(before, woman ? "herself" : "himself", woman ? "himself" : "herself", ".");
    }

    private static String number(String noun, boolean plural) {
        return plural ? noun + "s" : noun;
    }

    private static String verb(String verb, boolean plural) {
        return " " + (plural ? verb : verb + "s");
    }
}
