package dev.braid.app.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A block parameter that does not have the same number in all runs. Blocks whose values go together, as when all windows
 * are swept at once, count as one.
 *
 * @param names {@code block.parameter} of all that go together
 */
public record SweptParameter(List<String> names) {
    /** How a figure against a parameter comes about. */
    static final String HOW =
            "Right-click a window or chunk on the canvas and choose Sweep values: its points appear here.";

    private static final List<String> CHUNKS = List.of("window", "chunk");

    public SweptParameter {
        names = List.copyOf(names);
    }

    /** Those of some groups, windows and chunks first. */
    static List<SweptParameter> of(List<RunGroup> groups) {
        Map<List<String>, List<String>> byValues = new LinkedHashMap<>();
        for (String name : RunParameters.differing(
                groups.stream().map(RunGroup::parameters).toList())) {
            List<String> values = groups.stream()
                    .map(group -> group.parameters().getOrDefault(name, ""))
                    .toList();
            boolean numbers = values.stream()
                            .filter(value -> number(value).isPresent())
                            .distinct()
                            .count()
                    > 1;
            if (name.contains(".") && numbers) {
                String parameter = name.substring(name.lastIndexOf('.') + 1);
                List<String> key = new ArrayList<>(values);
                key.add(parameter);
                byValues.computeIfAbsent(key, values2 -> new ArrayList<>()).add(name);
            }
        }
        List<SweptParameter> all = new ArrayList<>();
        byValues.values().forEach(names -> all.add(new SweptParameter(names)));
        all.sort(java.util.Comparator.comparing(parameter -> !parameter.isChunk()));
        return all;
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private boolean isChunk() {
        return CHUNKS.stream().anyMatch(name()::contains);
    }

    /** The parameter's name, without its block. */
    public String name() {
        String first = names.getFirst();
        return first.substring(first.lastIndexOf('.') + 1);
    }

    /** For axes. */
    String title() {
        String words = words();
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** For titles and menus. */
    public String words() {
        String name = name().replace('-', ' ');
        return names.size() == 1
                ? name + " of " + names.getFirst().substring(0, names.getFirst().lastIndexOf('.'))
                : name;
    }

    String unit() {
        return isChunk() ? "tokens" : "";
    }

    /** Its value in a group, if that has it. */
    OptionalDouble of(RunGroup group) {
        return number(group.parameters().getOrDefault(names.getFirst(), ""));
    }

    /** What is left of a group's parameters without it. */
    Map<String, String> rest(RunGroup group) {
        Map<String, String> rest = new LinkedHashMap<>(group.parameters());
        names.forEach(rest::remove);
        rest.put(RunParameters.VARIANT, base(group));
        return rest;
    }

    /** What a curve over it is called: the variant's name without its value. */
    String base(RunGroup group) {
        String value = group.parameters().getOrDefault(names.getFirst(), "");
        return group.parameters()
                .getOrDefault(RunParameters.VARIANT, group.name())
                .replace(", " + name() + " " + value, "");
    }
}
