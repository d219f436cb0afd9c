package dev.braid.engine.cli;

import dev.braid.engine.evaluate.Outcome;
import dev.braid.engine.evaluate.Outcome.Cell;
import dev.braid.engine.evaluate.Outcome.Form;
import dev.braid.engine.evaluate.Share;
import dev.braid.engine.task.reading.PassageTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model answered, for people, for machines and for spreadsheets.
 *
 * @param run what was asked
 * @param contextLengths at which recall was asked
 * @param outcomes set by set
 * @param refused the sets that could not be asked, with a sentence each
 */
record EvaluationReport(Path run, List<Integer> contextLengths, List<Outcome> outcomes, Map<String, String> refused) {

    /** Tables: free answers, depth by length where there are depths, choices; then what was left out. */
    String inWords() {
        List<String> parts = new ArrayList<>();
        parts.add(run + ", best weights");
        List<Outcome> written = outcomes.stream()
                .filter(outcome -> outcome.form() == Form.COMPLETION)
                .toList();
        List<Outcome> chosen = outcomes.stream()
                .filter(outcome -> outcome.form() != Form.COMPLETION)
                .toList();
        if (!written.isEmpty()) {
            parts.add(writtenTable(written));
        }
        written.stream()
                .filter(EvaluationReport::isGrid)
                .map(EvaluationReport::grid)
                .forEach(parts::add);
        if (!chosen.isEmpty()) {
            parts.add(chosenTable(chosen));
        }
        List<String> notes = notes();
        if (!notes.isEmpty()) {
            parts.add(String.join(System.lineSeparator(), notes));
        }
        return String.join(System.lineSeparator() + System.lineSeparator(), parts);
    }

    private static String writtenTable(List<Outcome> outcomes) {
        TextTable table = new TextTable(1, "recall", "questions", "contains the answer", "", "answers shuffled");
        for (Outcome outcome : outcomes) {
            Share share = outcome.main();
            Share shuffled = outcome.shares().get(Outcome.CONTAINS_SHUFFLED);
            table.row(
                    outcome.set(),
                    String.valueOf(outcome.questions()),
                    number(share.value()),
                    interval(share),
                    shuffled == null ? "–" : number(shuffled.value()));
            Map<Integer, Share> byLength = byLength(outcome);
            if (byLength.size() > 1) {
                byLength.forEach((length, part) -> table.row(
                        "  at " + length, String.valueOf(part.all()), number(part.value()), interval(part), ""));
            }
        }
        return table.toString();
    }

    private static String chosenTable(List<Outcome> outcomes) {
        TextTable table =
                new TextTable(1, "choice", "questions", "acc", "", "acc_norm", "", "chance", "choice-only", "unigram");
        for (Outcome outcome : outcomes) {
            Share accuracy = outcome.main();
            Share normalised = outcome.shares().get(Outcome.NORMALISED);
            table.row(
                    outcome.set(),
                    String.valueOf(outcome.questions()),
                    number(accuracy.value()),
                    interval(accuracy),
                    normalised == null ? "–" : number(normalised.value()),
                    normalised == null ? "" : interval(normalised),
                    Double.isNaN(outcome.chance()) ? "–" : number(outcome.chance()),
                    baseline(outcome, Outcome.CHOICE_ONLY, Outcome.CHOICE_ONLY_NORMALISED),
                    baseline(outcome, Outcome.UNIGRAM, Outcome.UNIGRAM_NORMALISED));
        }
        return table.toString();
    }

    /** The two figures of a baseline, as for acc and acc_norm. */
    private static String baseline(Outcome outcome, String metric, String normalisedMetric) {
        Share plain = outcome.shares().get(metric);
        Share normalised = outcome.shares().get(normalisedMetric);
        return plain == null || normalised == null ? "–" : number(plain.value()) + " / " + number(normalised.value());
    }

    private static boolean isGrid(Outcome outcome) {
        return outcome.set().endsWith("needles");
    }

    private static Map<Integer, Share> byLength(Outcome outcome) {
        Map<Integer, Share> shares = new TreeMap<>();
        for (Cell cell : outcome.cells()) {
            shares.merge(
                    cell.groups().getOrDefault(PassageTask.CONTEXT_LENGTH, 0),
                    cell.share(),
                    (a, b) -> new Share(a.right() + b.right(), a.all() + b.all()));
        }
        return shares;
    }

    /** A line for each depth, a column for each context length. */
    private static String grid(Outcome outcome) {
        TreeSet<Integer> depths = new TreeSet<>();
        Map<List<Integer>, Share> shares = new TreeMap<>((a, b) -> {
            int first = Integer.compare(a.getFirst(), b.getFirst());
            return first == 0 ? Integer.compare(a.getLast(), b.getLast()) : first;
        });
        for (Cell cell : outcome.cells()) {
            int depth = cell.groups().getOrDefault(PassageTask.DEPTH, 0);
            depths.add(depth);
            shares.put(List.of(depth, cell.groups().getOrDefault(PassageTask.CONTEXT_LENGTH, 0)), cell.share());
        }
        List<Integer> lengths = List.copyOf(byLength(outcome).keySet());
        List<String> titles = new ArrayList<>(List.of(outcome.set() + ": depth"));
        lengths.forEach(length -> titles.add("at " + length));
        TextTable table = new TextTable(0, titles.toArray(String[]::new));
        for (int depth : depths) {
            List<String> row = new ArrayList<>(List.of(depth + " %"));
            for (int length : lengths) {
                Share share = shares.get(List.of(depth, length));
                row.add(share == null ? "–" : String.format(Locale.ROOT, "%.2f", share.value()));
            }
            table.row(row.toArray(String[]::new));
        }
        return table.toString();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.cut() > 0) {
                notes.add(outcome.set() + ": " + outcome.cut() + " contexts were too long and lost their beginning;"
                        + " --context-length allows more.");
            }
            if (outcome.leftOut() > 0) {
                notes.add(outcome.set() + ": " + outcome.leftOut()
                        + (outcome.leftOut() == 1 ? " entry was" : " entries were") + " left out:");
                outcome.problems().forEach(problem -> notes.add("  " + problem));
            }
        }
        refused.forEach((set, why) -> notes.add(set + " was not asked: " + why));
        return notes;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String interval(Share share) {
        return String.format(Locale.ROOT, "[%.3f, %.3f]", share.low(), share.high());
    }

    /** Everything, for machines. */
    ObjectNode toJson() {
        ObjectNode node = Subcommand.JSON.createObjectNode();
        node.put("run", run.toString());
        ArrayNode lengths = node.putArray("context_lengths");
        contextLengths.forEach(lengths::add);
        ArrayNode sets = node.putArray("sets");
        for (Outcome outcome : outcomes) {
            ObjectNode set = sets.addObject();
            set.put("set", outcome.set());
            set.put("form", outcome.form().name().toLowerCase(Locale.ROOT));
            set.put("questions", outcome.questions());
            if (!Double.isNaN(outcome.chance())) {
                set.put("chance", outcome.chance());
            }
            ObjectNode metrics = set.putObject("metrics");
            outcome.shares().forEach((metric, share) -> put(metrics.putObject(metric), share));
            ArrayNode cells = set.putArray("cells");
            for (Cell cell : outcome.cells()) {
                ObjectNode entry = cells.addObject();
                cell.groups().forEach((name, value) -> entry.put(name.replace('-', '_'), value));
                put(entry, cell.share());
            }
            set.put("cut", outcome.cut());
            set.put("left_out", outcome.leftOut());
            ArrayNode problems = set.putArray("problems");
            outcome.problems().forEach(problems::add);
        }
        ObjectNode refusals = node.putObject("not_asked");
        refused.forEach(refusals::put);
        return node;
    }

    private static void put(ObjectNode node, Share share) {
        node.put("value", share.value());
        node.put("low", share.low());
        node.put("high", share.high());
        node.put("right", share.right());
        node.put("of", share.all());
    }

    /** A line for each metric of each set, and for each cell of the first metric. */
    String toCsv() {
        StringBuilder csv = new StringBuilder("set,metric,context_length,depth,value,low,high,right,of,chance\n");
        for (Outcome outcome : outcomes) {
            String chance = Double.isNaN(outcome.chance()) ? "" : number(outcome.chance());
            outcome.shares().forEach((metric, share) -> row(csv, outcome.set(), metric, Map.of(), share, chance));
            String first = outcome.shares().keySet().iterator().next();
            for (Cell cell : outcome.cells()) {
                row(csv, outcome.set(), first, cell.groups(), cell.share(), chance);
            }
        }
        return csv.toString();
    }

    private static void row(
            StringBuilder csv, String set, String metric, Map<String, Integer> groups, Share share, String chance) {
        Integer length = groups.get(PassageTask.CONTEXT_LENGTH);
        Integer depth = groups.get(PassageTask.DEPTH);
        csv.append(SweepReport.quoted(set))
                .append(',')
                .append(metric)
                .append(',')
                .append(length == null ? "" : length)
                .append(',')
                .append(depth == null ? "" : depth)
                .append(',')
                .append(String.format(Locale.ROOT, "%.6f,%.6f,%.6f", share.value(), share.low(), share.high()))
                .append(',')
                .append(share.right())
                .append(',')
                .append(share.all())
                .append(',')
                .append(chance)
                .append('\n');
    }
}
