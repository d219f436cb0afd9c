package dev.braid.engine.task.reading;

import dev.braid.engine.task.reading.Country.Field;
import java.util.Arrays;

/** How the facts of a country are written down and asked for. */
enum PassageStyle {
    /** Lines "Key: value" in any order, then a key; after the web pages of SWDE. */
    SWDE("swde") {
        @Override
        String fact(Country country, Field field) {
            return "\n" + field.key() + ": " + field.value();
        }

        @Override
        String prompt(Country country, Field field) {
            return "\n" + field.key() + ":";
        }

        @Override
        boolean shuffled() {
            return true;
        }

        @Override
        String title(Country country) {
            return country.name();
        }
    },
    /** Prose, then a key; after the reports of the FDA. */
    FDA("fda") {
        @Override
        String prompt(Country country, Field field) {
            return "\n " + Phrases.of(field.key()) + ":";
        }
    },
    /** Prose, then a sentence to be completed; after SQuAD. */
    SQUAD("squad") {
        @Override
        String prompt(Country country, Field field) {
            return "\nThe " + Phrases.of(field.key()) + " of " + country.name() + " is";
        }
    };

    private final String id;

    PassageStyle(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    static PassageStyle of(String id) {
        return Arrays.stream(values())
                .filter(style -> style.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no style " + id));
    }

    /** A fact as it stands in the passage, with what separates it from the one before. */
    String fact(Country country, Field field) {
        // the factbook separates paragraphs by ++
        String value = field.value().replaceFirst("^\\+\\+ ", "").replace(" ++ ", "; ");
        String end = value.endsWith(".") ? "" : ".";
        return " The " + Phrases.of(field.key()) + " of " + country.name() + " is " + value + end;
    }

    /** What asks for a fact. */
    abstract String prompt(Country country, Field field);

    /** Whether facts stand in any order. */
    boolean shuffled() {
        return false;
    }

    /** What stands before the facts. */
    String title(Country country) {
        return country.name() + ".";
    }
}
