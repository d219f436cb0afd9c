package dev.braid.engine.task.choice;

import java.util.List;
import java.util.Optional;

/** A relation between two words, how it is stated, and how it is asked. */
enum Relation {
    /** A dog is an animal. */
    ISA(
            "isa",
            "The {1} is a kind of",
            "Every {1} is {b}.",
            "Among the many kinds of {2} there is also the {1}.",
            "If something is {a}, then it is {b}."),
    /** Hot and cold. */
    ANTONYM(
            "antonyms",
            "The opposite of {1} is",
            "What is {1} is not {2}.",
            "Nothing is both {1} and {2}.",
            "Some are {1}, others on the contrary are {2}."),
    /** A bird has a wing. */
    HAS_PART(
            "has-part",
            "The {1} has a part called the",
            "The {2} of {a} was shown.",
            "There is {b} that belongs to {a}.",
            "The {1} had {b}."),
    /** Heavy says something of a weight. */
    ATTRIBUTE(
            "attributes",
            "To call something {1} is to speak of its",
            "One kind of {2} is to be {1}.",
            "Being {1} is a matter of {2}.",
            "With respect to its {2} it was {1}."),
    /** Who snores sleeps. */
    ENTAILS(
            "entailment",
            "It is impossible to {1} and not to",
            "Whoever wants to {1} has to {2}.",
            "They {1}, and therefore they {2}.",
            "To {1} means also to {2}."),
    /** To kill makes die. */
    CAUSES(
            "causes",
            "To {1} something is to make it",
            "If you {1} it, it will {2}.",
            "They {1} it so that it may {2}.",
            "What we {1} begins to {2}.");

    private final String id;
    private final String question;
    private final List<String> statements;

    Relation(String id, String question, String... statements) {
        this.id = id;
        this.question = question;
        this.statements = List.of(statements);
    }

    /** The name of its set. */
    String id() {
        return id;
    }

    static Optional<Relation> named(String id) {
        for (Relation relation : values()) {
            if (relation.id.equals(id)) {
                return Optional.of(relation);
            }
        }
        return Optional.empty();
    }

    /** The beginning of the sentence that the second word completes. */
    String question(String first) {
        return filled(question, first, "");
    }

    /** The same sentence as a statement. */
    String answered(String first, String second) {
        return question(first) + " " + second + ".";
    }

    /** The relation in other words; the number chooses among several wordings. */
    String statement(int wording, String first, String second) {
        return filled(statements.get(Math.floorMod(wording, statements.size())), first, second);
    }

    /** How many other wordings there are. */
    int wordings() {
        return statements.size();
    }

    /** {1} and {2} are the words, {a} and {b} the words with an article. */
    private static String filled(String pattern, String first, String second) {
        return pattern.replace("{1}", first)
                .replace("{2}", second)
                .replace("{a}", first.isEmpty() ? "" : Draw.withArticle(first))
                .replace("{b}", second.isEmpty() ? "" : Draw.withArticle(second));
    }
}
