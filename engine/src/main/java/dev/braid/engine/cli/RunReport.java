package dev.braid.engine.cli;

import dev.braid.engine.store.RunResult;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.train.event.PointResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What one run has found, for people and for machines. */
final class RunReport {
    private RunReport() {}

    /** Prints a result; {@code before} tells that it was there already. */
    static void print(RunSpec spec, Path folder, RunResult result, boolean before, PrintWriter out, boolean json) {
        if (json) {
            out.println(
                    Subcommand.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(toJson(spec, folder, result)));
        } else {
            out.println(inWords(spec, folder, result, before));
        }
        out.flush();
    }

    private static String inWords(RunSpec spec, Path folder, RunResult result, boolean before) {
        boolean longAnswers =
                result.test().stream().anyMatch(point -> point.exactMatch().isPresent());
        List<String> columns = new ArrayList<>(List.of("context length", "accuracy", "loss", "chance"));
        if (longAnswers) {
            columns.add(2, "exact match");
        }
        boolean text = result.test().stream().anyMatch(point -> point.bytes() > 0);
        if (text) {
            columns.addAll(columns.indexOf("loss") + 1, List.of("bits a byte", "perplexity"));
        }
        TextTable table = new TextTable(0, columns.toArray(String[]::new));
        for (PointResult point : result.test()) {
            List<String> row = new ArrayList<>(
                    List.of(RunProgress.label(point), fourDigits(point.accuracy()), fourDigits(point.loss())));
            if (text) {
                row.add(
                        point.bitsPerByte().isPresent()
                                ? fourDigits(point.bitsPerByte().getAsDouble())
                                : "");
                row.add(String.format(Locale.ROOT, "%.3f", point.perplexity()));
            }
            row.add(fourDigits(point.chance()));
            if (longAnswers) {
                // of answers of one token the accuracy is the share of exact matches
                row.add(2, fourDigits(point.exactMatch().orElse(point.accuracy())));
            }
            table.row(row.toArray(String[]::new));
        }
        String end = switch (result.why()) {
            case "goal" -> "stopped early, for the goal on validation was reached";
            case "patience" -> "stopped early, for validation got no better";
            default -> "all steps done";
        };
        List<String> lines = new ArrayList<>();
        lines.add((before ? "This run was finished before; nothing is computed twice." : "Done")
                + String.format(
                        Locale.ROOT,
                        "%s %s, learning rate %s, seed %d: %d steps in %s, %s.",
                        before ? "" : ":",
                        spec.variant(),
                        spec.settings().learningRate(),
                        spec.settings().seed(),
                        result.steps(),
                        Durations.inWords(result.seconds()),
                        end));
        lines.add("On test, with the weights of step " + result.bestStep() + ":");
        lines.addAll(table.lines());
        if (text) {
            ngram(spec)
                    .ifPresent(
                            bits -> lines.add("An order-6 n-gram (Witten-Bell) that has counted the same training text"
                                    + " takes " + fourDigits(bits) + " bits a byte on this test split."));
            lines.add("The loss is in nats a token; by position in the context:");
            lines.addAll(byPosition(result.test()));
        }
        lines.add("Run folder: " + folder);
        return String.join(System.lineSeparator(), lines);
    }

    private static OptionalDouble ngram(RunSpec spec) {
        return TaskCatalog.task(spec.task()).bind(spec.taskParameters()).ngramBitsPerByte();
    }

    /** The loss by position, a row for each power of two and a column for each point. */
    private static List<String> byPosition(List<PointResult> points) {
        List<String> columns = new ArrayList<>(List.of("from token"));
        points.forEach(point -> columns.add("loss at " + RunProgress.label(point)));
        TextTable table = new TextTable(0, columns.toArray(String[]::new));
        TreeMap<Integer, String[]> rows = new TreeMap<>();
        for (int i = 0; i < points.size(); i++) {
            for (PointResult.SliceResult slice : points.get(i).slices()) {
                if (slice.slice().equals(Slice.POSITION.id()) && Double.isFinite(slice.loss())) {
                    String[] row = rows.computeIfAbsent(slice.value(), value -> {
                        String[] fresh = new String[points.size() + 1];
                        Arrays.fill(fresh, "");
                        fresh[0] = Integer.toString(value);
                        return fresh;
                    });
                    row[i + 1] = fourDigits(slice.loss());
                }
            }
        }
        rows.values().forEach(table::row);
        return table.lines();
    }

    private static String fourDigits(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }

    private static ObjectNode toJson(RunSpec spec, Path folder, RunResult result) {
        ObjectNode node = head(spec, folder);
        node.put("end", result.why());
        node.put("steps", result.steps());
        node.put("best_step", result.bestStep());
        node.put("seconds", result.seconds());
        node.put("parameters", result.parameters());
        ngram(spec).ifPresent(bits -> node.put("ngram_bits_per_byte", bits));
        points(node.putArray("validation"), result.validation());
        points(node.putArray("test"), result.test());
        return node;
    }

    private static ObjectNode head(RunSpec spec, Path folder) {
        ObjectNode node = Subcommand.JSON.createObjectNode();
        node.put("run", spec.id());
        node.put("folder", folder.toString());
        node.put("variant", spec.variant());
        node.put("learning_rate", spec.settings().learningRate());
        node.put("seed", spec.settings().seed());
        return node;
    }

    /** A run that was stopped before its end. */
    static String stopped(RunSpec spec, Path folder, long step) {
        ObjectNode node = head(spec, folder);
        node.put("end", "stopped");
        node.put("steps", step);
        return node.toPrettyString();
    }

    private static void points(ArrayNode array, List<PointResult> points) {
        for (PointResult point : points) {
            ObjectNode node = array.addObject();
            node.put("point", point.name());
            node.put("context_length", point.contextLength());
            node.put("accuracy", point.accuracy());
            point.exactMatch().ifPresent(share -> node.put("exact_match", share));
            node.put("loss", point.loss());
            point.bitsPerByte().ifPresent(bits -> {
                node.put("bits_per_byte", bits);
                node.put("perplexity", point.perplexity());
                node.put("bytes", point.bytes());
            });
            node.put("labels", point.labels());
            node.put("chance", point.chance());
            if (point.bytes() > 0) {
                ArrayNode positions = node.putArray("loss_by_position");
                for (PointResult.SliceResult slice : point.slices()) {
                    if (slice.slice().equals(Slice.POSITION.id()) && Double.isFinite(slice.loss())) {
                        ObjectNode entry = positions.addObject();
                        entry.put("from_token", slice.value());
                        entry.put("loss", slice.loss());
                        entry.put("labels", slice.labels());
                    }
                }
            }
        }
    }
}
