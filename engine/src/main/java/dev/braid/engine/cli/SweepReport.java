package dev.braid.engine.cli;

import dev.braid.engine.export.SafeFile;
import dev.braid.engine.statistics.PairedComparison;
import dev.braid.engine.store.RunResult;
import dev.braid.engine.sweep.FolderRun.Outcome;
import dev.braid.engine.sweep.SweepPlan.Variant;
import dev.braid.engine.sweep.SweepProgress.Member;
import dev.braid.engine.sweep.SweepResult;
import dev.braid.engine.sweep.SweepResult.CurvePoint;
import dev.braid.engine.sweep.SweepResult.Measure;
import dev.braid.engine.train.event.PointResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a sweep has found: as words, as JSON, and as comma-separated values. */
final class SweepReport {
    /** The first line of {@code recall.csv} and {@code bits-per-byte.csv}; there is no chance of the latter. */
    static final String HEADER = "variant,context_length,mean,low,high,seeds,chance";

    private static final String RUNS_HEADER =
            "variant,context_length,point,learning_rate,seed,chosen,validation_accuracy,test_accuracy,test_exact_match,"
                    + "test_loss,test_bits_per_byte,test_perplexity,steps,seconds,run";

    private final SweepResult result;

    SweepReport(SweepResult result) {
        this.result = result;
    }

    /** What the files of a measure are called, without their ending. */
    static String fileName(Measure measure) {
        return measure == Measure.RECALL ? "recall" : "bits-per-byte";
    }

    /** Writes the curves to {@code recall.csv} and {@code bits-per-byte.csv}, and every run to {@code runs.csv}; returns what is written. */
    List<Path> writeTables(Path folder) throws IOException {
        List<Path> written = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            List<String> lines = new ArrayList<>(List.of(HEADER));
            for (CurvePoint point : result.curve(measure)) {
                lines.add(String.join(
                        ",",
                        quoted(point.label()),
                        Integer.toString(point.contextLength()),
                        Double.toString(point.summary().mean()),
                        Double.toString(point.summary().low()),
                        Double.toString(point.summary().high()),
                        Integer.toString(point.summary().count()),
                        measure == Measure.RECALL ? Double.toString(point.chance()) : ""));
            }
            if (lines.size() > 1) {
                written.add(write(folder.resolve(fileName(measure) + ".csv"), lines));
            }
        }
        written.add(write(folder.resolve("runs.csv"), runs()));
        return written;
    }

    private List<String> runs() {
        List<String> lines = new ArrayList<>(List.of(RUNS_HEADER));
        result.outcomes().forEach((member, outcome) -> {
            if (outcome instanceof Outcome.Done(RunResult run)) {
                OptionalDouble chosen = result.chosenLearningRate(member.variant(), member.group());
                for (int i = 0; i < run.test().size(); i++) {
                    PointResult point = run.test().get(i);
                    lines.add(String.join(
                            ",",
                            quoted(variant(member).name()),
                            Integer.toString(point.contextLength()),
                            quoted(point.name()),
                            Double.toString(member.learningRate()),
                            Long.toString(member.seed()),
                            Boolean.toString(chosen.isPresent() && chosen.getAsDouble() == member.learningRate()),
                            i < run.validation().size()
                                    ? Double.toString(run.validation().get(i).accuracy())
                                    : "",
                            Double.toString(point.accuracy()),
                            orNothing(point.exactMatch()),
                            Double.toString(point.loss()),
                            orNothing(point.bitsPerByte()),
                            point.bytes() > 0 ? Double.toString(point.perplexity()) : "",
                            Long.toString(run.steps()),
                            String.format(Locale.ROOT, "%.1f", run.seconds()),
                            run.run()));
                }
            }
        });
        return lines;
    }

    private static String orNothing(OptionalDouble number) {
        return number.isPresent() ? Double.toString(number.getAsDouble()) : "";
    }

    private Variant variant(Member member) {
        return result.plan().variants().get(member.variant());
    }

    private static Path write(Path file, List<String> lines) throws IOException {
        SafeFile.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /** As a field of comma-separated values (RFC 4180). */
    static String quoted(String text) {
        return text.matches("(?s).*[\",\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** The results for people. */
    List<String> inWords() {
        List<String> lines = new ArrayList<>();
        if (!result.plan().question().isEmpty()) {
            lines.add(result.plan().question());
        }
        boolean any = false;
        for (Measure measure : Measure.values()) {
            List<CurvePoint> curve = result.curve(measure);
            if (!curve.isEmpty()) {
                any = true;
                lines.addAll(inWords(measure, curve));
            }
        }
        if (any) {
            lines.addAll(learningRates());
        }
        Map<Member, String> failures = result.failures();
        if (!failures.isEmpty()) {
            lines.add("");
            lines.add(failures.size() + (failures.size() == 1 ? " run failed:" : " runs failed:"));
            failures.forEach(
                    (member, reason) -> lines.add("  " + variant(member).name() + ", learning rate "
                            + member.learningRate() + ", seed " + member.seed() + ": " + reason));
        }
        return lines;
    }

    private List<String> inWords(Measure measure, List<CurvePoint> curve) {
        int seeds =
                curve.stream().mapToInt(point -> point.summary().count()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add((measure == Measure.RECALL ? "Recall" : "Bits a byte, less is better,") + " on test: mean over "
                + seeds + (seeds == 1 ? " seed." : " seeds, with the lowest and the highest seed in brackets."));
        lines.add("");
        lines.addAll(table(measure, curve).lines());
        lines.add("");
        List<PairedComparison> comparisons = result.comparisons(measure);
        if (!comparisons.isEmpty()) {
            lines.add("Over all points of the curve (paired t-test over shared seeds, Holm's correction):");
            PairedComparison.inWords(comparisons).forEach(sentence -> lines.add("  " + sentence));
            lines.add("");
        }
        return lines;
    }

    private static TextTable table(Measure measure, List<CurvePoint> curve) {
        TreeSet<Integer> lengths = new TreeSet<>();
        curve.forEach(point -> lengths.add(point.contextLength()));
        List<String> titles = new ArrayList<>(List.of(measure.words()));
        lengths.forEach(length -> titles.add("L " + length));
        TextTable table = new TextTable(1, titles.toArray(String[]::new));
        for (String label : curve.stream().map(CurvePoint::label).distinct().toList()) {
            List<String> cells = new ArrayList<>(List.of(label));
            lengths.forEach(length -> cells.add(curve.stream()
                    .filter(point -> point.label().equals(label) && point.contextLength() == length)
                    .map(point -> String.format(
                            Locale.ROOT,
                            "%.3f [%.3f, %.3f]",
                            point.summary().mean(),
                            point.summary().low(),
                            point.summary().high()))
                    .findFirst()
                    .orElse("")));
            table.row(cells.toArray(String[]::new));
        }
        if (measure == Measure.BITS_PER_BYTE) {
            return table; // nobody guesses a text
        }
        List<String> chance = new ArrayList<>(List.of("chance"));
        lengths.forEach(length -> chance.add(curve.stream()
                .filter(point -> point.contextLength() == length)
                .map(point -> String.format(Locale.ROOT, "%.3f                ", point.chance()))
                .findFirst()
                .orElse("")));
        return table.row(chance.toArray(String[]::new));
    }

    private List<String> learningRates() {
        List<String> lines = new ArrayList<>();
        lines.add("Learning rates, chosen on validation"
                + (result.plan().gridOnFirstSeed() ? " with the first seed only:" : ":"));
        for (int v = 0; v < result.plan().variants().size(); v++) {
            Variant variant = result.plan().variants().get(v);
            List<String> chosen = new ArrayList<>();
            for (int group = 0; group < result.plan().train().size(); group++) {
                result.chosenLearningRate(v, group).ifPresent(rate -> chosen.add(Double.toString(rate)));
            }
            lines.add("  " + variant.name() + ": "
                    + (chosen.isEmpty() ? "none" : String.join(", ", chosen)) + " of "
                    + String.join(
                            ", ",
                            result.plan().learningRates(variant).stream()
                                    .map(String::valueOf)
                                    .toList()));
        }
        return lines;
    }

    /** The results for machines. */
    ObjectNode toJson() {
        ObjectNode node = Subcommand.JSON.createObjectNode();
        node.put("question", result.plan().question());
        node.put("cancelled", result.cancelled());
        node.put("runs", result.plan().runs());
        put(node, Measure.RECALL, "curve", "accuracies", "comparisons");
        put(node, Measure.BITS_PER_BYTE, "text_curve", "bits_per_byte", "text_comparisons");
        ArrayNode failed = node.putArray("failed");
        result.failures().forEach((member, reason) -> {
            ObjectNode entry = failed.addObject();
            entry.put("variant", variant(member).name());
            entry.put("learning_rate", member.learningRate());
            entry.put("seed", member.seed());
            entry.put("run", member.spec().id());
            entry.put("reason", reason);
        });
        return node;
    }

    private void put(ObjectNode node, Measure measure, String curve, String values, String pairs) {
        ArrayNode points = node.putArray(curve);
        for (CurvePoint point : result.curve(measure)) {
            ObjectNode entry = points.addObject();
            entry.put("variant", point.variant());
            entry.put("point", point.point());
            entry.put("context_length", point.contextLength());
            entry.put("mean", point.summary().mean());
            entry.put("low", point.summary().low());
            entry.put("high", point.summary().high());
            entry.put("standard_error", point.summary().standardError());
            entry.put("seeds", point.summary().count());
            if (measure == Measure.RECALL) {
                entry.put("chance", point.chance());
            }
            entry.put("learning_rate", point.learningRate());
            ArrayNode numbers = entry.putArray(values);
            point.values().forEach(numbers::add);
            ArrayNode runs = entry.putArray("run_ids");
            point.runs().forEach(runs::add);
        }
        ArrayNode comparisons = node.putArray(pairs);
        for (PairedComparison comparison : result.comparisons(measure)) {
            ObjectNode entry = comparisons.addObject();
            entry.put("first", comparison.first());
            entry.put("second", comparison.second());
            entry.put("difference", comparison.difference());
            entry.put("standard_error", comparison.standardError());
            entry.put("p", comparison.p());
            entry.put("seeds", comparison.seeds());
            entry.put("further_seeds", comparison.furtherSeeds());
            entry.put("text", comparison.inWords());
        }
    }
}
