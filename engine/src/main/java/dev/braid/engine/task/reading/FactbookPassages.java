package dev.braid.engine.task.reading;

import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.reading.Country.Field;
import dev.braid.engine.task.reading.Passage.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes passages on a country: facts that stand side by side in the factbook, as many as there is room for, and questions on
 * those whose answer stands nowhere else in the passage. In a counterfactual passage every value has been exchanged with
 * that of another country of the same split, so that nobody can know the answer beforehand.
 *
 * @param style how facts are written and asked
 * @param counterfactual whether values are exchanged
 */
record FactbookPassages(PassageStyle style, boolean counterfactual) {
    /** No fact is shorter, so that nothing more is looked for. */
    private static final int SHORTEST_FACT = 24;
    /** So many passages are tried before one with fewer questions is taken. */
    private static final int TRIES = 5;

    private static final int MOST_TRIES = 10_000;
    private static final int DONORS_TRIED = 8;

    /** Bytes with which a passage of so many questions can always be written; usually there are many more. */
    static int shortest(int questions) {
        return 32 + 56 * questions;
    }

    /** A passage of at most that many bytes, its questions and answers included, with up to that many questions. */
    Passage write(RandomStream random, Split split, int bytes, int questions) {
        Factbook factbook = Factbook.of(split);
        for (int tried = 1; tried < MOST_TRIES; tried++) {
            Country country =
                    factbook.countries().get(random.below(factbook.countries().size()));
            Passage passage = onCountry(random, factbook, country, bytes, questions);
            if (passage.queries().size() == questions
                    || tried >= TRIES && !passage.queries().isEmpty()) {
                return passage;
            }
        }
        throw new IllegalArgumentException("no passage of " + bytes + " bytes can be asked a question");
    }

    private Passage onCountry(RandomStream random, Factbook factbook, Country country, int bytes, int questions) {
        String title = style.title(country);
        List<Field> facts = facts(random, factbook, country, bytes - length(title));
        String lower = text(country, facts).toLowerCase(Locale.ROOT);
        List<Field> candidates = new ArrayList<>(facts);
        shuffle(random, candidates);
        int left = bytes - length(title);
        List<Field> asked = new ArrayList<>();
        for (Field field : candidates) {
            int cost = length(style.fact(country, field))
                    + length(style.prompt(country, field))
                    + 1
                    + length(field.answer());
            if (asked.size() < questions && cost <= left && field.answerable() && once(lower, field.answer())) {
                asked.add(field);
                left -= cost;
            }
        }
        // what is asked must stand there; the other facts as far as there is room beside the questions
        List<Field> kept = new ArrayList<>();
        for (Field field : facts) {
            int cost = length(style.fact(country, field));
            if (asked.contains(field)) {
                kept.add(field);
            } else if (cost <= left) {
                kept.add(field);
                left -= cost;
            }
        }
        if (style.shuffled()) {
            shuffle(random, kept);
        }
        String text = text(country, kept);
        String lowerText = text.toLowerCase(Locale.ROOT);
        return new Passage(
                text,
                asked.stream()
                        .map(field -> new Query(
                                style.prompt(country, field),
                                field.answer(),
                                lowerText.indexOf(field.answer().toLowerCase(Locale.ROOT))))
                        .toList());
    }

    private String text(Country country, List<Field> facts) {
        StringBuilder text = new StringBuilder(style.title(country));
        facts.forEach(field -> text.append(style.fact(country, field)));
        return text.toString();
    }

    /** Facts from a random one on, as many as there is room for; those that are too long are left out. */
    private List<Field> facts(RandomStream random, Factbook factbook, Country country, int room) {
        List<Field> fields = country.fields();
        List<Field> facts = new ArrayList<>();
        int start = random.below(fields.size());
        int left = room;
        for (int i = 0; i < fields.size() && left >= SHORTEST_FACT; i++) {
            Field field = fields.get((start + i) % fields.size());
            if (!counterfactual && field.value().length() > left) {
                continue; // long ones are many, and need not be written to see that
            }
            if (counterfactual) {
                field = exchanged(random, factbook, field).orElse(new Field(field.key(), field.value(), ""));
            }
            int cost = length(style.fact(country, field));
            if (cost <= left) {
                facts.add(field);
                left -= cost;
            }
        }
        return facts;
    }

    /** The field with the value of another country; empty where no other value is found. */
    private static Optional<Field> exchanged(RandomStream random, Factbook factbook, Field field) {
        List<Field> donors = factbook.fields(field.key());
        for (int tried = 0; field.answerable() && tried < DONORS_TRIED && !donors.isEmpty(); tried++) {
            Field donor = donors.get(random.below(donors.size()));
            if (!donor.answer().equalsIgnoreCase(field.answer())) {
                return Optional.of(donor);
            }
        }
        return Optional.empty();
    }

    private static boolean once(String lowerText, String answer) {
        String lower = answer.toLowerCase(Locale.ROOT);
        int at = lowerText.indexOf(lower);
        return at >= 0 && lowerText.indexOf(lower, at + 1) < 0;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static <T> void shuffle(RandomStream random, List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = random.below(i + 1);
            T value = list.get(i);
            list.set(i, list.get(j));
            list.set(j, value);
        }
    }
}
