package dev.braid.engine.cli;

import dev.braid.engine.continual.Ability;
import dev.braid.engine.continual.BeforeAndAfter;
import dev.braid.engine.statistics.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of a trained model, as a table, as CSV and as JSON. */
final class ContinualReport {
    private final BeforeAndAfter result;
    private final SortedSet<Integer> distances = new TreeSet<>();

    ContinualReport(BeforeAndAfter result) {
        this.result = result;
        result.abilities()
                .values()
                .forEach(bySeed -> bySeed.values()
                        .forEach(ability -> distances.addAll(ability.recall().keySet())));
    }

    /** Means over the seeds with half the width of their 95 % interval. */
    String table() {
        List<String> titles = new ArrayList<>(List.of("", "seeds"));
        distances.forEach(distance -> titles.add("recall at " + distance));
        titles.addAll(List.of("recall", "bits a byte", "perplexity", "reasoning"));
        TextTable table = new TextTable(1, titles.toArray(String[]::new));
        result.abilities().forEach((way, bySeed) -> {
            Collection<Ability> all = bySeed.values();
            List<String> row = new ArrayList<>(List.of(way, String.valueOf(all.size())));
            distances.forEach(distance ->
                    row.add(cell(all, ability -> ability.recall().getOrDefault(distance, Double.NaN))));
            row.add(cell(all, Ability::meanRecall));
            row.add(cell(all, Ability::bitsPerByte));
            row.add(cell(all, Ability::perplexity));
            row.add(cell(all, Ability::reasoning));
            table.row(row.toArray(String[]::new));
        });
        return table + System.lineSeparator()
                + "Means over the seeds ± half of their 95 % interval (bootstrap). Recall: guessing gets 0.100 of the digits"
                + " right. Reasoning: mean over the sets.";
    }

    private static String cell(Collection<Ability> all, ToDoubleFunction<Ability> number) {
        Summary summary = summary(all, number);
        return String.format(Locale.ROOT, "%.3f ± %.3f", summary.mean(), (summary.high() - summary.low()) / 2);
    }

    private static Summary summary(Collection<Ability> all, ToDoubleFunction<Ability> number) {
        return Summary.bootstrap(all.stream().mapToDouble(number).toArray());
    }

    /** One number a line. */
    String csv() {
        StringBuilder csv = new StringBuilder("way,seed,measure,distance,value\n");
        result.abilities()
                .forEach((way, bySeed) -> bySeed.forEach((seed, ability) -> {
                    String start = "\"" + way + "\"," + seed + ",";
                    ability.recall()
                            .forEach((distance, value) -> csv.append(start)
                                    .append("recall,")
                                    .append(distance)
                                    .append(',')
                                    .append(value)
                                    .append('\n'));
                    csv.append(start)
                            .append("bits-per-byte,,")
                            .append(ability.bitsPerByte())
                            .append('\n');
                    csv.append(start)
                            .append("reasoning,,")
                            .append(ability.reasoning())
                            .append('\n');
                }));
        return csv.toString();
    }

    ObjectNode toJson(Path folder, Collection<String> failures) {
        ObjectNode node = Subcommand.JSON.createObjectNode();
        node.put("folder", folder.toString());
        ArrayNode ways = node.putArray("ways");
        result.abilities().forEach((way, bySeed) -> {
            ObjectNode each = ways.addObject();
            each.put("name", way);
            ArrayNode seeds = each.putArray("seeds");
            for (Map.Entry<Long, Ability> entry : bySeed.entrySet()) {
                ObjectNode one = seeds.addObject();
                one.put("seed", entry.getKey());
                ObjectNode recall = one.putObject("recall");
                entry.getValue().recall().forEach((distance, value) -> recall.put(String.valueOf(distance), value));
                one.put("bits_per_byte", entry.getValue().bitsPerByte());
                one.put("reasoning", entry.getValue().reasoning());
            }
        });
        ArrayNode words = node.putArray("words");
        result.inWords().values().forEach(sentences -> sentences.forEach(words::add));
        ArrayNode failed = node.putArray("failures");
        failures.forEach(failed::add);
        return node;
    }
}
