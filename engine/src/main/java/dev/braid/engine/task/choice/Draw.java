package dev.braid.engine.task.choice;

import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.question.Question.Choice;
import java.util.ArrayList;
import java.util.List;

/** Random choices among lists. */
final class Draw {
    private Draw() {}

    static <T> void shuffle(RandomStream random, List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = random.below(i + 1);
            T value = list.get(i);
            list.set(i, list.get(j));
            list.set(j, value);
        }
    }

    static <T> T one(RandomStream random, List<T> list) {
        return list.get(random.below(list.size()));
    }

    /** Some different elements in random order. */
    static <T> List<T> some(RandomStream random, List<T> list, int count) {
        List<T> copy = new ArrayList<>(list);
        shuffle(random, copy);
        return copy.subList(0, count);
    }

    /** The right choice among wrong ones at a random place. */
    static Choice question(RandomStream random, String context, String right, List<String> wrong) {
        List<String> choices = new ArrayList<>(wrong);
        int answer = random.below(wrong.size() + 1);
        choices.add(answer, right);
        return Choice.after(context, choices, answer);
    }

    /** With a capital letter in front. */
    static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }

    /** With "a" or "an". */
    static String withArticle(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }
}
