package dev.braid.engine.paraphrase.training;

import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.token.Tokenizer;
import java.util.Arrays;

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
    private static final String END = ". ";

    private final Tokenizer tokenizer;

    Needle(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** The least bytes, so in any tokenizer at least the least tokens, from the answer back to the fact: the fact must have ended before the question begins. */
    static int closest() {
        return DIGITS + END.length() + longestQuestion();
    }

    /** In bytes, of which there are never fewer than tokens. */
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
     * Puts fact and question over a text. Each digit is a token of its own, whatever the tokenizer makes of numbers, so that guessing gets
     * the same everywhere.
     *
     * @param window L + 1 tokens of any text; the answer will be the last seven
     * @param lookBack tokens from the answer back to the same digits in the fact
     */
    void hide(int[] window, int lookBack, RandomStream random) {
        int[] question = tokenizer.encode(question(CITIES[random.below(CITIES.length)]));
        int[] digits = new int[DIGITS];
        Arrays.setAll(digits, i -> tokenizer.encode(String.valueOf(random.below(10)))[0]);
        int[] end = tokenizer.encode(END);
        int answer = window.length - DIGITS;
        int fact = answer - lookBack;
        System.arraycopy(question, 0, window, fact - question.length, question.length);
        System.arraycopy(digits, 0, window, fact, DIGITS);
        System.arraycopy(end, 0, window, fact + DIGITS, end.length);
        System.arraycopy(question, 0, window, answer - question.length, question.length);
        System.arraycopy(digits, 0, window, answer, DIGITS);
    }
}
