package dev.braid.engine.cli;

import dev.braid.engine.continual.Ability;
import dev.braid.engine.continual.BeforeAndAfter;
import dev.braid.engine.continual.BeforeAndAfter.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of a trained model, as a table and as JSON. */
final class ContinualReport {
    private final BeforeAndAfter result;

    ContinualReport(BeforeAndAfter result) {
        this.result = result;
    }

    /** Means over the seeds with half the width of their 95 % interval. */
    String table() {
        List<Column> columns = result.columns();
        List<String> titles = new ArrayList<>(List.of("", "seeds"));
        columns.forEach(column -> titles.add(column.title()));
        TextTable table = new TextTable(1, titles.toArray(String[]::new));
        result.abilities().forEach((way, bySeed) -> {
            List<String> row = new ArrayList<>(List.of(way, String.valueOf(bySeed.size())));
            columns.forEach(column -> row.add(result.cell(way, column)));
            table.row(row.toArray(String[]::new));
        });
        return table + System.lineSeparator() + result.legend();
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
                put(one, "answers", entry.getValue().answers());
                put(one, "answers_shuffled", entry.getValue().shuffledAnswers());
                put(one, "bits_per_byte", entry.getValue().bitsPerByte());
                put(one, "reasoning", entry.getValue().reasoning());
            }
        });
        ArrayNode words = node.putArray("words");
        result.inWords().values().forEach(sentences -> sentences.forEach(words::add));
        ArrayNode failed = node.putArray("failures");
        failures.forEach(failed::add);
        return node;
    }

    /** JSON has no word for what is not a number. */
    private static void put(ObjectNode node, String name, double value) {
        if (!Double.isNaN(value)) {
            node.put(name, value);
        }
    }
}
