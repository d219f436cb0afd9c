package dev.braid.engine.block;

import dev.braid.engine.graph.ParamValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One parameter of a block or a task: its form in the inspector, sweep menu, file format and validation come from here. */
public sealed interface ParamSpec {
    /** The name in files and on the command line, in kebab case. */
    String name();

    /** The label in forms. */
    String title();

    /** One sentence for the tool tip. */
    String help();

    /** The value where none was set. */
    ParamValue defaultValue();

    /** Values that a sweep menu offers. */
    List<? extends ParamValue> sweep();

    /** Why the value cannot be taken, in words that say what was expected, or empty if it can. */
    Optional<String> refusal(ParamValue value);

    /** A whole number within inclusive bounds. */
    record Whole(String name, String title, String help, long initial, long minimum, long maximum, List<Long> offers)
            implements ParamSpec {
        public Whole {
            offers = List.copyOf(offers);
        }

        @Override
        public ParamValue defaultValue() {
            return new ParamValue.Whole(initial);
        }

        @Override
        public List<ParamValue.Whole> sweep() {
            return offers.stream().map(ParamValue.Whole::new).toList();
        }

        @Override
        public Optional<String> refusal(ParamValue value) {
            return value instanceof ParamValue.Whole(long v) && v >= minimum && v <= maximum
                    ? Optional.empty()
                    : Optional.of("expected a whole number from " + minimum + " to " + maximum + ", got " + value);
        }
    }

    /** A finite real number within inclusive bounds; a whole number is taken as well. */
    record Real(
            String name, String title, String help, double initial, double minimum, double maximum, List<Double> offers)
            implements ParamSpec {
        public Real {
            offers = List.copyOf(offers);
        }

        @Override
        public ParamValue defaultValue() {
            return new ParamValue.Real(initial);
        }

        @Override
        public List<ParamValue.Real> sweep() {
            return offers.stream().map(ParamValue.Real::new).toList();
        }

        @Override
        public Optional<String> refusal(ParamValue value) {
            double v = switch (value) {
                case ParamValue.Real(double real) -> real;
                case ParamValue.Whole(long whole) -> whole;
                default -> Double.NaN;
            };
            return v >= minimum && v <= maximum
                    ? Optional.empty()
                    : Optional.of("expected a number from " + minimum + " to " + maximum + ", got " + value);
        }
    }

    /** Yes or no. */
    record Flag(String name, String title, String help, boolean initial) implements ParamSpec {
        @Override
        public ParamValue defaultValue() {
            return new ParamValue.Flag(initial);
        }

        @Override
        public List<ParamValue.Flag> sweep() {
            return List.of(new ParamValue.Flag(false), new ParamValue.Flag(true));
        }

        @Override
        public Optional<String> refusal(ParamValue value) {
            return value instanceof ParamValue.Flag
                    ? Optional.empty()
                    : Optional.of("expected true or false, got " + value);
        }
    }

    /** One word of a list; the first is the default. */
    record Choice(String name, String title, String help, List<String> options) implements ParamSpec {
        public Choice {
            options = List.copyOf(options);
        }

        @Override
        public ParamValue defaultValue() {
            return new ParamValue.Text(options.getFirst());
        }

        @Override
        public List<ParamValue.Text> sweep() {
            return options.stream().map(ParamValue.Text::new).toList();
        }

        @Override
        public Optional<String> refusal(ParamValue value) {
            return value instanceof ParamValue.Text(String text) && options.contains(text)
                    ? Optional.empty()
                    : Optional.of("expected one of " + String.join(", ", options) + ", got " + value);
        }
    }

    /** A name that something else gives a meaning to, such as a sub-graph's. */
    record Name(String name, String title, String help) implements ParamSpec {
        @Override
        public ParamValue defaultValue() {
            return new ParamValue.Text("");
        }

        @Override
        public List<ParamValue.Text> sweep() {
            return List.of();
        }

        @Override
        public Optional<String> refusal(ParamValue value) {
            return value instanceof ParamValue.Text ? Optional.empty() : Optional.of("expected a name, got " + value);
        }
    }

    /** A file or folder of the user's; empty: none. */
    record FilePath(String name, String title, String help) implements ParamSpec {
        @Override
        public ParamValue defaultValue() {
            return new ParamValue.Text("");
        }

        @Override
        public List<ParamValue.Text> sweep() {
            return List.of();
        }

        @Override
        public Optional<String> refusal(ParamValue value) {
            if (!(value instanceof ParamValue.Text(String text))) {
                return Optional.of("expected the path of a file or folder, got " + value);
            }
            try {
                Path unused = Path.of(text);
                return Optional.empty();
            } catch (InvalidPathException e) {
                return Optional.of("this can be no path: " + text);
            }
        }
    }
}
