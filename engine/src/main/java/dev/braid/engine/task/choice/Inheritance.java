package dev.braid.engine.task.choice;

import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.question.Question.Choice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Properties that are inherited, told in invented words so that only reading helps: every wug is a dax, every dax is green, so a
 * wug is green. As many other kinds with other properties are told of as there are wrong choices, each choice once.
 */
final class Inheritance {
    private static final int KINDS = 4;
    private static final String CONSONANTS = "bdfgklmnprstvwz";
    private static final String VOWELS = "aeiou";
    private static final List<List<String>> PROPERTIES = List.of(
            List.of("green", "red", "blue", "white", "black", "brown", "grey", "yellow"),
            List.of("heavy", "light", "soft", "hard", "thin", "thick", "smooth", "rough"),
            List.of("loud", "calm", "quick", "slow", "brave", "shy", "wild", "tame"));

    private Inheritance() {}

    /**
     * One question.
     *
     * @param hops 1: the kind has the property; 2: the kind belongs to another that has it
     */
    static Choice question(RandomStream random, int hops) {
        Set<String> taken = new HashSet<>();
        List<String> properties = Draw.some(random, Draw.one(random, PROPERTIES), KINDS);
        List<String> members = new ArrayList<>();
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < KINDS; i++) {
            String member = word(random, taken);
            members.add(member);
            String kind = member;
            for (int hop = 0; hop < hops; hop++) {
                String above = word(random, taken);
                facts.add("Every " + kind + " is " + Draw.withArticle(above) + ".");
                kind = above;
            }
            facts.add("Every " + kind + " is " + properties.get(i) + ".");
        }
        Draw.shuffle(random, facts);
        String context = String.join(" ", facts) + " So every " + members.getFirst() + " is";
        return Draw.question(random, context, properties.getFirst(), properties.subList(1, KINDS));
    }

    private static String word(RandomStream random, Set<String> taken) {
        String word;
        do {
            word = letter(random, CONSONANTS) + letter(random, VOWELS) + letter(random, CONSONANTS);
            if (random.below(2) == 0) {
                word += letter(random, VOWELS) + letter(random, CONSONANTS);
            }
        } while (!taken.add(word));
        return word;
    }

    private static String letter(RandomStream random, String letters) {
        int at = random.below(letters.length());
        return letters.substring(at, at + 1);
    }
}
