package dev.braid.engine.paraphrase.training;

import dev.braid.engine.task.RandomStream;
import java.nio.charset.StandardCharsets;

/** A fact in the midst of a text, and at the end of the text the question for it: seven digits that nobody can guess. */
final class Needle {
    static final int DIGITS = 7;
    private static final String[] CITIES = {
        "Paris", "London", "Berlin", "Madrid", "Rome", "Vienna", "Prague", "Warsaw", "Lisbon", "Dublin", "Oslo",
                "Athens", "Cairo",
        "Lagos", "Nairobi", "Tokyo", "Seoul", "Delhi", "Lima", "Bogota", "Quito", "Sydney", "Toronto", "Chicago",
                "Boston", "Denver"
    };
    private static final String QUESTION = " The special magic %s number is: ";

    private Needle() {}

    /** The least bytes from the answer back to the fact: the fact must have ended before the question begins. */
    static int closest() {
        return DIGITS + 2 + longestQuestion();
    }

    static int longestQuestion() {
        int longest = 0;
        for (String city : CITIES) {
            longest = Math.max(longest, question(city).length());
        }
        return longest;
    }

    private static String question(String city) {
        return String.format(QUESTION, city);
    }

    /**
     * Puts fact and question over a text.
     *
     * @param window L + 1 bytes of any text; the answer will be the last seven
     * @param lookBack bytes from the answer back to the same digits in the fact
     */
    static void hide(byte[] window, int lookBack, RandomStream random) {
        String city = CITIES[random.below(CITIES.length)];
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < DIGITS; i++) {
            digits.append((char) ('0' + random.below(10)));
        }
        byte[] question = (question(city) + digits).getBytes(StandardCharsets.UTF_8);
        byte[] fact = (question(city) + digits + ". ").getBytes(StandardCharsets.UTF_8);
        int answer = window.length - DIGITS;
        int start = answer - lookBack + DIGITS + 2 - fact.length;
        System.arraycopy(fact, 0, window, start, fact.length);
        System.arraycopy(question, 0, window, window.length - question.length, question.length);
    }
}
