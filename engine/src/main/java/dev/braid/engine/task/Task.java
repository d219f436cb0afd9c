package dev.braid.engine.task;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.graph.ParamValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One kind of question a model can be trained on and measured by. Stateless; everything about it is in one class. */
public interface Task {
    /** The id in files and on the command line, in kebab case, for ever. */
    String id();

    /** The name in menus. */
    String title();

    /** One screen in plain sentences: what it asks, what it shows about a model, where it comes from. */
    String explanation();

    /** Its parameters, in the order of the form. */
    List<ParamSpec> parameters();

    /** Context lengths worth offering, that of the published training first; any other may be asked for. */
    List<Integer> contextLengths();

    /**
     * The task with its parameters chosen. Never fails: what cannot go together is reported by
     * {@link BoundTask#problems}, which knows the context length as well.
     */
    BoundTask bind(Settings settings);

    /** What is wrong with parameters as given, one sentence each: unknown names, wrong types, out of range. */
    default List<String> problems(Map<String, ParamValue> given) {
        List<String> problems = new ArrayList<>();
        List<String> names = parameters().stream().map(ParamSpec::name).toList();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                problems.add("Task " + id() + " has no parameter '" + name + "'; it has "
                        + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
            }
        }
        for (ParamSpec spec : parameters()) {
            ParamValue value = given.get(spec.name());
            if (value != null) {
                spec.refusal(value)
                        .ifPresent(why ->
                                problems.add("Task " + id() + ", parameter '" + spec.name() + "': " + why + "."));
            }
        }
        return problems;
    }

    /** The task with some parameters set and the published value for the others; ask {@link #problems(Map)} first. */
    default BoundTask bind(Map<String, ParamValue> given) {
        return bind(Settings.of(parameters(), given));
    }

    /** The task with its default parameters. */
    default BoundTask bind() {
        return bind(Map.of());
    }
}
