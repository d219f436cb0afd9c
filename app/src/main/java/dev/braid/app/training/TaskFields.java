package dev.braid.app.training;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.ParamValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Fields made from parameter descriptions. */
final class TaskFields {
    private TaskFields() {}

    /** A field for one parameter. */
    static Field<ParamValue> field(ParamSpec spec, ParamValue initial) {
        List<String> options = switch (spec) {
            case ParamSpec.Flag _ -> List.of("false", "true");
            case ParamSpec.Choice choice -> choice.options();
            default -> List.of();
        };
        List<String> offers = spec.sweep().stream().map(TaskFields::words).toList();
        return new Field<>(
                spec.name(),
                spec.title(),
                spec.help(),
                options,
                options.isEmpty() ? offers : List.of(),
                initial,
                text -> value(spec, text),
                TaskFields::words);
    }

    /** What a text means for a parameter. */
    static ParamValue value(ParamSpec spec, String text) {
        ParamValue value = switch (spec) {
            case ParamSpec.Whole whole -> new ParamValue.Whole(Numbers.whole(text, whole.minimum(), whole.maximum()));
            case ParamSpec.Real real -> new ParamValue.Real(Numbers.real(text, real.minimum(), real.maximum()));
            case ParamSpec.Flag _ -> new ParamValue.Flag(text.equals("true"));
            case ParamSpec.Choice _ -> new ParamValue.Text(text);
            case ParamSpec.Name _ -> new ParamValue.Text(text);
            case ParamSpec.FilePath _ -> new ParamValue.Text(absolute(text.strip()));
        };
        Optional<String> refusal = spec.refusal(value);
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.get());
        }
        return value;
    }

    /** Plans outlive the folder that the program was started in. */
    private static String absolute(String path) {
        String home = System.getProperty("user.home", "");
        return path.isEmpty()
                ? ""
                : Path.of(path.startsWith("~/") ? home + path.substring(1) : path)
                        .toAbsolutePath()
                        .normalize()
                        .toString();
    }

    /** A value as text. */
    static String words(ParamValue value) {
        return value instanceof ParamValue.Real(double real) ? Numbers.words(real) : value.toString();
    }
}
