package dev.braid.engine.sweep;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.catalog.TaskCatalog;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What runs read beside their specification, and how a specification names it. */
public final class RunInputs {
    private RunInputs() {}

    /** The same run with a digest of what its task reads, so that its id says that too. */
    public static RunSpec noted(RunSpec spec) {
        return spec.withData(data(spec));
    }

    /** The digest of what the task of a run reads now; empty if it reads nothing. */
    static String data(RunSpec spec) {
        Optional<Task> task = task(spec.task());
        if (task.isEmpty()) {
            return "";
        }
        Set<String> prints = new LinkedHashSet<>();
        List<Length> lengths = new ArrayList<>(spec.train());
        lengths.addAll(spec.evaluate());
        for (Map<String, ParamValue> own :
                lengths.stream().map(Length::taskParameters).distinct().toList()) {
            Map<String, ParamValue> parameters = new LinkedHashMap<>(spec.taskParameters());
            parameters.putAll(own);
            if (task.get().problems(parameters).isEmpty()) {
                prints.add(task.get().bind(parameters).fingerprint());
            }
        }
        prints.remove("");
        return String.join(" ", prints);
    }

    /** Parameters whose paths count from a folder. */
    public static Map<String, ParamValue> absolute(String task, Map<String, ParamValue> parameters, Path folder) {
        Map<String, ParamValue> absolute = new LinkedHashMap<>(parameters);
        Set<String> paths = paths(task);
        absolute.replaceAll((name, value) -> paths.contains(name) ? absolute(value, folder) : value);
        return absolute;
    }

    private static ParamValue absolute(ParamValue value, Path folder) {
        String text = value.toString();
        try {
            return text.isEmpty()
                    ? value
                    : new ParamValue.Text(
                            folder.resolve(text).toAbsolutePath().normalize().toString());
        } catch (InvalidPathException e) {
            return value; // refused by the task, with a sentence
        }
    }

    /** Parameters without paths: what the files hold counts, not where they lie. */
    static Map<String, ParamValue> withoutPaths(String task, Map<String, ParamValue> parameters) {
        Map<String, ParamValue> others = new LinkedHashMap<>(parameters);
        others.keySet().removeAll(paths(task));
        return others;
    }

    private static Set<String> paths(String task) {
        return task(task).stream()
                .flatMap(known -> known.parameters().stream())
                .filter(ParamSpec.FilePath.class::isInstance)
                .map(ParamSpec::name)
                .collect(Collectors.toSet());
    }

    private static Optional<Task> task(String id) {
        return TaskCatalog.tasks().stream().filter(task -> task.id().equals(id)).findFirst();
    }
}
