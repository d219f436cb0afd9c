package dev.braid.app.training;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.catalog.TaskCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A parameter of a block, or of the task, that does not have the same number in all runs. Blocks whose values go together, as when
 * all windows are swept at once, count as one.
 *
 * @param names {@code block.parameter} of all that go together, or the one name of a task's parameter
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
        List<List<String>> joined = new ArrayList<>();
        Set<String> ofTask = groups.stream()
                .flatMap(group -> task(group).stream())
                .flatMap(task -> task.parameters().stream())
                .map(ParamSpec::name)
                .collect(Collectors.toSet());
        for (String name : RunParameters.differing(
                groups.stream().map(RunGroup::parameters).toList())) {
            long values = groups.stream()
                    .map(group -> group.parameters().getOrDefault(name, ""))
                    .filter(value -> number(value).isPresent())
                    .distinct()
                    .count();
            if ((name.contains(".") || ofTask.contains(name)) && values > 1) {
                joined.stream()
                        .filter(names -> goTogether(names.getFirst(), name, groups))
                        .findFirst()
                        .orElseGet(() -> {
                            joined.add(new ArrayList<>());
                            return joined.getLast();
                        })
                        .add(name);
            }
        }
        List<SweptParameter> all = new ArrayList<>();
        joined.forEach(names -> all.add(new SweptParameter(names)));
        all.sort(java.util.Comparator.comparing(parameter -> !parameter.isChunk()));
        return all;
    }

    /** Whether two blocks have the same value of the same parameter wherever both are; other designs may have only one of them. */
    private static boolean goTogether(String one, String other, List<RunGroup> groups) {
        List<RunGroup> both = groups.stream()
                .filter(group -> group.parameters().containsKey(one)
                        && group.parameters().containsKey(other))
                .toList();
        return last(one).equals(last(other))
                && !both.isEmpty()
                && both.stream()
                        .allMatch(group -> Objects.equals(
                                group.parameters().get(one), group.parameters().get(other)));
    }

    private static Optional<Task> task(RunGroup group) {
        String id = group.parameters().getOrDefault(RunParameters.TASK, "");
        return TaskCatalog.tasks().stream().filter(task -> task.id().equals(id)).findFirst();
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
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
        return last(names.getFirst());
    }

    /** For axes. */
    String title() {
        String words = words();
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** For titles and menus. */
    public String words() {
        String name = name().replace('-', ' ');
        boolean ofTask = names.size() == 1 && !names.getFirst().contains(".");
        return ofTask
                ? ofTask(name)
                : names.size() == 1
                        ? name + " of "
                                + names.getFirst().substring(0, names.getFirst().lastIndexOf('.'))
                        : name;
    }

    /** What the method calls its chunk, so that nobody takes it for one of the other two. */
    private static String ofTask(String name) {
        return name.equals("chunk") ? "data chunk C" : name;
    }

    String unit() {
        return isChunk() ? "tokens" : "";
    }

    /** Its value in a group, if that has it. */
    OptionalDouble of(RunGroup group) {
        return number(value(group));
    }

    private String value(RunGroup group) {
        return names.stream()
                .map(name -> group.parameters().getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
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
        return group.parameters()
                .getOrDefault(RunParameters.VARIANT, group.name())
                .replace(", " + name() + " " + value(group), "");
    }
}
