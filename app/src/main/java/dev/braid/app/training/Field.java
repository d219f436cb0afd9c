package dev.braid.app.training;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * One line of a form: the text as typed, the value it means, or why it means none.
 *
 * @param <T> what is asked for
 */
public final class Field<T> {
    /** What a text means. */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * The value.
         *
         * @throws IllegalArgumentException with what was expected and what was got, as half a sentence
         */
        T parse(String text);
    }

    private final String name;
    private final String title;
    private final String help;
    private final List<String> options;
    private final List<String> offers;
    private final Parser<T> parser;
    private final Function<T, String> format;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private @Nullable T value;

    /**
     * @param name in kebab case, as in files
     * @param title the label
     * @param help one sentence for the tool tip
     * @param options the only texts there are; empty if anything may be typed
     * @param offers texts worth offering
     */
    Field(
            String name,
            String title,
            String help,
            List<String> options,
            List<String> offers,
            T initial,
            Parser<T> parser,
            Function<T, String> format) {
        this.name = name;
        this.title = title;
        this.help = help;
        this.options = List.copyOf(options);
        this.offers = List.copyOf(offers);
        this.parser = parser;
        this.format = format;
        text.subscribe(this::read);
        set(initial);
    }

    /** A field into which anything may be typed. */
    static <T> Field<T> of(
            String name, String title, String help, T initial, Parser<T> parser, Function<T, String> format) {
        return new Field<>(name, title, help, List.of(), List.of(), initial, parser, format);
    }

    private void read(String typed) {
        try {
            value = parser.parse(typed.strip());
            problem.set("");
        } catch (IllegalArgumentException e) {
            value = null;
            problem.set(title + ": " + e.getMessage() + ".");
        }
    }

    /** The name in files. */
    public String name() {
        return name;
    }

    /** The label. */
    public String title() {
        return title;
    }

    /** One sentence for the tool tip. */
    public String help() {
        return help;
    }

    /** The only texts there are; empty if anything may be typed. */
    public List<String> options() {
        return options;
    }

    /** Texts worth offering. */
    public List<String> offers() {
        return offers;
    }

    /** The text as typed. */
    public StringProperty textProperty() {
        return text;
    }

    /** Why the text means nothing, in a sentence; "" if it means something. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What the text means. */
    public Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /** Puts a value in. */
    public void set(T other) {
        text.set(format.apply(other));
    }
}
