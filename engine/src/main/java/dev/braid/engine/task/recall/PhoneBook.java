package dev.braid.engine.task.recall;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Phone book, letter by letter (the task of Jelassi et al., "Repeat After Me", arXiv 2402.01032, whose form for trained
 * language models is natural text): lines {@code name:number}, then {@code ?name:} and the digits of that name's
 * number. Names are syllables of a consonant and a vowel, different within a book; digits are uniform, so two names may
 * share a number. The first digit is asked at the last colon, each further one at the digit before it.
 *
 * <p>By default the book has as many lines as fit; line breaks fill the context up at the front. Every line is as
 * likely as any other to be asked for.
 */
public final class PhoneBook implements Task {
    private static final String LINES = "lines";
    private static final String SYLLABLES = "syllables";
    private static final String DIGITS = "digits";

    @Override
    public String id() {
        return "phone-book";
    }

    @Override
    public String title() {
        return "Phone book";
    }

    @Override
    public String explanation() {
        return """
                A list of names with telephone numbers, letter by letter, then one of the names again: the model \
                must give its number. Which one will be asked is not known in advance, so the whole book has to be \
                kept.

                It is recall as a reader knows it: keys and values of several tokens, with letters that many names \
                share. Attention reads the line; a state space model keeps as many lines as fit its state and then \
                starts to mix numbers up, getting some digits right by luck (one in ten).

                Source: Jelassi and others, "Repeat After Me: Transformers are Better than State Space Models at \
                Copying", arXiv 2402.01032, which asks it of trained language models.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        LINES,
                        "Lines",
                        "Number of lines in every book; 0 takes as many as the context holds.",
                        0,
                        0,
                        1 << 18,
                        List.of(0L, 5L, 10L, 20L, 50L)),
                new ParamSpec.Whole(
                        SYLLABLES,
                        "Syllables",
                        "A name has so many syllables of two letters.",
                        2,
                        1,
                        4,
                        List.of(2L, 3L)),
                new ParamSpec.Whole(DIGITS, "Digits", "A number has so many digits.", 4, 1, 16, List.of(4L, 7L)));
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(128, 256, 512, 1024);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings);
    }

    private static final class Bound extends SequenceTask {
        private static final String CONSONANTS = "bcdfghjklmnprstvwz";
        private static final String VOWELS = "aeiou";
        private static final String ALPHABET = "\n:?0123456789" + VOWELS + CONSONANTS;
        private static final int BREAK = 0;
        private static final int COLON = 1;
        private static final int QUESTION = 2;
        private static final int ZERO = 3;
        private static final int FIRST_VOWEL = ZERO + 10;
        private static final int FIRST_CONSONANT = FIRST_VOWEL + VOWELS.length();
        private static final int SYLLABLE_COUNT = CONSONANTS.length() * VOWELS.length();

        private final int fixedLines;
        private final int syllables;
        private final int digits;
        /** How many names there are. */
        private final int names;

        Bound(Task task, Settings settings) {
            super(task, settings, ALPHABET.length(), Slice.DISTANCE, Slice.ANSWER_TOKEN);
            fixedLines = settings.whole(LINES);
            syllables = settings.whole(SYLLABLES);
            digits = settings.whole(DIGITS);
            int count = 1;
            for (int i = 0; i < syllables; i++) {
                count *= SYLLABLE_COUNT;
            }
            names = count;
        }

        @Override
        public double chance(int contextLength) {
            return 0.1;
        }

        @Override
        public String symbol(int token) {
            return token == BREAK ? "⏎" : ALPHABET.substring(token, token + 1);
        }

        /** Name, colon, number, line break. */
        private int lineLength() {
            return 2 * syllables + digits + 2;
        }

        /** Question mark, name, colon, and the number without its last digit. */
        private int queryLength() {
            return 2 * syllables + digits + 1;
        }

        private int lines(int contextLength) {
            return fixedLines > 0 ? fixedLines : (contextLength - queryLength()) / lineLength();
        }

        @Override
        public List<String> problems(int contextLength) {
            List<String> problems = new ArrayList<>();
            long wanted = Math.max(1, fixedLines);
            long needed = wanted * lineLength() + queryLength();
            if (contextLength < needed) {
                problems.add("A phone book of " + wanted + (wanted == 1 ? " line" : " lines") + " with names of "
                        + 2 * syllables + " letters and numbers of " + digits
                        + " digits needs a context length of at least " + needed + ", got " + contextLength
                        + "; use a longer context or "
                        + (wanted > 1 ? "fewer lines." : "shorter names and numbers."));
            }
            if (2L * lines(contextLength) > names) {
                problems.add("A phone book of " + lines(contextLength) + " lines needs more different names than the "
                        + names + " of " + syllables + (syllables == 1 ? " syllable" : " syllables")
                        + "; use more syllables or at most " + names / 2 + " lines.");
            }
            return problems;
        }

        @Override
        Writer writer(int contextLength) {
            int lines = lines(contextLength);
            int padding = contextLength - queryLength() - lines * lineLength();
            return (row, random) -> {
                for (int position = 0; position < padding; position++) {
                    row.token(position, BREAK);
                }
                Set<Integer> taken = new HashSet<>();
                int position = padding;
                for (int line = 0; line < lines; line++) {
                    position = writeName(row, position, freeName(random, taken));
                    row.token(position++, COLON);
                    for (int i = 0; i < digits; i++) {
                        row.token(position++, ZERO + random.below(10));
                    }
                    row.token(position++, BREAK);
                }
                int asked = padding + random.below(lines) * lineLength();
                row.token(position++, QUESTION);
                // The query repeats the line from its name on, as far as the last digit but one.
                int distance = position - asked;
                int number = asked + 2 * syllables + 1;
                for (int source = asked; position < contextLength; source++, position++) {
                    row.token(position, row.token(source));
                    if (source + 1 >= number) {
                        row.label(position, row.token(source + 1), distance, source + 2 - number);
                    }
                }
            };
        }

        private int freeName(RandomStream random, Set<Integer> taken) {
            int name;
            do {
                name = random.below(names);
            } while (!taken.add(name));
            return name;
        }

        private int writeName(Row row, int start, int name) {
            int position = start;
            int rest = name;
            for (int i = 0; i < syllables; i++) {
                int syllable = rest % SYLLABLE_COUNT;
                rest /= SYLLABLE_COUNT;
                row.token(position++, FIRST_CONSONANT + syllable / VOWELS.length());
                row.token(position++, FIRST_VOWEL + syllable % VOWELS.length());
            }
            return position;
        }
    }
}
