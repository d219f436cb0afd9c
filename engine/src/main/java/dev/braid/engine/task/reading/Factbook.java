package dev.braid.engine.task.reading;

import dev.braid.engine.task.Split;
import dev.braid.engine.task.reading.Country.Field;
import dev.braid.engine.task.text.Corpus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The countries of one split of the factbook, and for every key the fields that bear it. */
final class Factbook {
    private static final String BETWEEN_COUNTRIES = "\n\n\n";
    private static final String AFTER_KEY = ": ";
    private static final Map<Split, Factbook> READ = new ConcurrentHashMap<>();

    private final List<Country> countries;
    private final Map<String, List<Field>> byKey = new HashMap<>();

    private Factbook(List<Country> countries) {
        this.countries = List.copyOf(countries);
        for (Country country : countries) {
            for (Field field : country.fields()) {
                if (field.answerable()) {
                    byKey.computeIfAbsent(field.key(), key -> new ArrayList<>()).add(field);
                }
            }
        }
    }

    /** The countries of a split; read when first asked for, and kept. */
    static Factbook of(Split split) {
        return READ.computeIfAbsent(split, Factbook::read);
    }

    private static Factbook read(Split split) {
        List<Country> countries = new ArrayList<>();
        String text = new String(Corpus.FACTBOOK.text(split), StandardCharsets.UTF_8);
        for (String document : text.split(BETWEEN_COUNTRIES, -1)) {
            List<String> lines = document.lines().toList();
            List<Field> fields = new ArrayList<>();
            for (String line : lines) {
                int colon = line.indexOf(AFTER_KEY);
                if (colon > 0) {
                    fields.add(Field.of(line.substring(0, colon), line.substring(colon + AFTER_KEY.length())));
                }
            }
            if (!fields.isEmpty()) {
                countries.add(new Country(lines.getFirst(), fields));
            }
        }
        return new Factbook(countries);
    }

    List<Country> countries() {
        return countries;
    }

    /** All fields of that key that can be asked, of all countries of the split. */
    List<Field> fields(String key) {
        return byKey.getOrDefault(key, List.of());
    }
}
