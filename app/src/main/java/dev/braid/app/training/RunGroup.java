package dev.braid.app.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Runs that differ in their seed and learning rate only: one curve.
 *
 * @param id stays the same while runs come in
 * @param name what the legend calls it
 * @param parameters what all of them have in common
 * @param runs all of them
 * @param learningRate the rate that is best on validation so far; its runs are shown
 */
record RunGroup(String id, String name, Map<String, String> parameters, List<RunData> runs, double learningRate) {
    RunGroup {
        runs = List.copyOf(runs);
    }

    /** Groups runs; groups of one name get what tells them apart behind it. */
    static List<RunGroup> of(List<RunData> runs, Workbench bench) {
        Map<Map<String, String>, List<RunData>> byParameters = new LinkedHashMap<>();
        for (RunData run : runs) {
            Map<String, String> parameters = new LinkedHashMap<>(bench.parameters(run));
            parameters.remove(RunParameters.SEED);
            parameters.remove(RunParameters.LEARNING_RATE);
            byParameters.computeIfAbsent(parameters, key -> new ArrayList<>()).add(run);
        }
        Map<String, List<Map<String, String>>> byName = new HashMap<>();
        byParameters
                .keySet()
                .forEach(parameters -> byName.computeIfAbsent(name(parameters), name -> new ArrayList<>())
                        .add(parameters));
        List<RunGroup> groups = new ArrayList<>();
        byParameters.forEach((parameters, own) -> {
            List<Map<String, String>> namesakes = Objects.requireNonNull(byName.get(name(parameters)));
            String name = name(parameters) + apart(parameters, namesakes);
            groups.add(new RunGroup(
                    Integer.toHexString(parameters.hashCode()) + " " + name(parameters),
                    name,
                    parameters,
                    own,
                    bestLearningRate(own)));
        });
        return groups;
    }

    private static String name(Map<String, String> parameters) {
        return parameters.getOrDefault(RunParameters.VARIANT, "");
    }

    /** What tells parameters from others of the same name, to stand behind the name; "" if there are no others. */
    static String apart(Map<String, String> parameters, List<Map<String, String>> namesakes) {
        if (namesakes.size() == 1) {
            return "";
        }
        StringBuilder words = new StringBuilder();
        List<String> differing = RunParameters.differing(namesakes);
        for (String name : differing.subList(0, Math.min(2, differing.size()))) {
            words.append(", ").append(name).append(' ').append(parameters.getOrDefault(name, "without"));
        }
        return words.isEmpty() ? " (" + (namesakes.indexOf(parameters) + 1) + ")" : words.toString();
    }

    private static double bestLearningRate(List<RunData> runs) {
        Map<Double, List<RunData>> byRate = new TreeMap<>();
        runs.forEach(run -> byRate.computeIfAbsent(run.spec().settings().learningRate(), rate -> new ArrayList<>())
                .add(run));
        return byRate.entrySet().stream()
                .max(Comparator.comparingDouble(entry -> entry.getValue().stream()
                        .mapToDouble(run -> run.bestScore().orElse(-Double.MAX_VALUE))
                        .average()
                        .orElse(-Double.MAX_VALUE)))
                .map(Map.Entry::getKey)
                .orElse(Double.NaN);
    }

    /** The runs at the best learning rate. */
    List<RunData> shown() {
        return runs.stream()
                .filter(run -> run.spec().settings().learningRate() == learningRate)
                .toList();
    }

    /** Whether all runs that are shown have been tested. */
    boolean tested() {
        return shown().stream().allMatch(run -> run.result() != null);
    }

    /** Whether more is to come. */
    boolean goesOn() {
        return runs.stream().anyMatch(run -> run.state().goesOn());
    }

    /** How many learning rates there are. */
    int learningRates() {
        return (int) runs.stream()
                .mapToDouble(run -> run.spec().settings().learningRate())
                .distinct()
                .count();
    }
}
