package dev.braid.app.training;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.train.Schedule;
import dev.braid.engine.train.TrainingSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything by which two runs may differ, as names and values. */
public final class RunParameters {
    /** What the curves call the design. */
    public static final String VARIANT = "variant";

    /** The task's id. */
    public static final String TASK = "task";

    /** The learning rate. */
    public static final String LEARNING_RATE = "learning rate";

    /** The seed. */
    public static final String SEED = "seed";

    private RunParameters() {}

    /** All of them; those of blocks are named {@code block.parameter}, defaults included. */
    public static Map<String, String> of(RunSpec spec, BlockCatalog catalog) {
        Map<String, String> all = new LinkedHashMap<>();
        TrainingSettings settings = spec.settings();
        all.put(VARIANT, spec.variant());
        all.put(TASK, spec.task());
        all.put("trained at", lengths(spec.train()));
        all.put("measured at", lengths(spec.evaluate()));
        all.put(LEARNING_RATE, Numbers.words(settings.learningRate()));
        all.put(SEED, Long.toString(settings.seed()));
        all.put("steps", Integer.toString(settings.steps()));
        all.put("batch", Integer.toString(settings.sequences()));
        all.put("accumulation", Integer.toString(settings.accumulation()));
        all.put("training set", Integer.toString(settings.examples()));
        all.put("schedule", schedule(settings.schedule()));
        all.put("weight decay", Numbers.words(settings.weightDecay()));
        all.put("clip", Numbers.words(settings.clip()));
        all.put("measured every", Integer.toString(settings.evaluateEvery()));
        all.put("validation size", Integer.toString(settings.evaluationExamples()));
        all.put("test size", Integer.toString(settings.testExamples()));
        all.put("stop at", Numbers.words(settings.stopAt()));
        all.put("patience", Integer.toString(settings.patience()));
        for (Task task : TaskCatalog.tasks()) {
            if (task.id().equals(spec.task())) {
                put(all, "", task.parameters(), spec.taskParameters());
            }
        }
        Architecture design = spec.design();
        blocks(all, "", design.graph(), catalog);
        design.subGraphs().forEach((name, inner) -> blocks(all, name + "/", inner.graph(), catalog));
        return all;
    }

    private static void blocks(Map<String, String> all, String prefix, Graph graph, BlockCatalog catalog) {
        for (BlockNode block : graph.blocks()) {
            String path = prefix + block.id();
            all.put(path, block.type());
            List<ParamSpec> specs =
                    catalog.find(block.type()).map(BlockType::parameters).orElse(List.of());
            put(all, path + ".", specs, block.parameters());
            block.parameters().forEach((name, value) -> all.putIfAbsent(path + "." + name, TaskFields.words(value)));
        }
        all.put(
                prefix + "wires",
                graph.wires().stream()
                        .map(wire -> wire.from() + "→" + wire.to())
                        .sorted()
                        .collect(Collectors.joining(" ")));
    }

    private static void put(
            Map<String, String> all, String prefix, List<ParamSpec> specs, Map<String, ParamValue> given) {
        for (ParamSpec spec : specs) {
            ParamValue value = given.getOrDefault(spec.name(), spec.defaultValue());
            all.put(prefix + spec.name(), TaskFields.words(value));
        }
    }

    private static String lengths(List<Length> lengths) {
        return lengths.stream()
                .map(length -> length.contextLength()
                        + (length.taskParameters().isEmpty() ? "" : " " + length.taskParameters()))
                .collect(Collectors.joining(", "));
    }

    private static String schedule(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Constant _ -> "constant";
            case Schedule.WarmUpCosine(double rise, double floor) ->
                String.format(Locale.ROOT, "cosine, warm-up %.2g, floor %.2g", rise, floor);
            case Schedule.Trapezoid(double rise, double fall) ->
                String.format(Locale.ROOT, "trapezoid, warm-up %.2g, cool-down %.2g", rise, fall);
        };
    }

    /** The names whose values are not the same everywhere, in order; a missing one counts as a value of its own. */
    public static List<String> differing(Collection<Map<String, String>> several) {
        Set<String> names = new LinkedHashSet<>();
        several.forEach(parameters -> names.addAll(parameters.keySet()));
        List<String> differing = new ArrayList<>();
        for (String name : names) {
            long values = several.stream()
                    .map(parameters -> parameters.getOrDefault(name, "–"))
                    .distinct()
                    .count();
            if (values > 1 && !name.endsWith("wires")) {
                differing.add(name);
            }
        }
        return differing;
    }
}
