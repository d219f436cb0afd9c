package dev.braid.engine.continual;

import dev.braid.engine.export.SafeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was found, as a table for other programs: CSV with one number a line, and read back from it. */
public final class AbilityFile {
    private static final String HEADER = "way,seed,measure,distance,value";
    private static final String RECALL = "recall";
    private static final String ANSWERS = "answers";
    private static final String SHUFFLED = "answers-shuffled";
    private static final String BITS = "bits-per-byte";
    private static final String REASONING = "reasoning";

    private AbilityFile() {}

    /** Writes the table. */
    public static void write(Path file, BeforeAndAfter result) throws IOException {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        result.abilities()
                .forEach((way, bySeed) -> bySeed.forEach((seed, ability) -> {
                    String start = "\"" + way.replace("\"", "\"\"") + "\"," + seed + ",";
                    ability.recall()
                            .forEach((distance, value) -> line(csv, start, RECALL, String.valueOf(distance), value));
                    line(csv, start, ANSWERS, "", ability.answers());
                    line(csv, start, SHUFFLED, "", ability.shuffledAnswers());
                    line(csv, start, BITS, "", ability.bitsPerByte());
                    line(csv, start, REASONING, "", ability.reasoning());
                }));
        SafeFile.write(file, csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder csv, String start, String measure, String distance, double value) {
        csv.append(start)
                .append(measure)
                .append(',')
                .append(distance)
                .append(',')
                .append(value)
                .append('\n');
    }

    /**
     * Reads the table.
     *
     * @throws IOException with a sentence that names file and line if it is not one
     */
    public static BeforeAndAfter read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IOException(file + ", line 1: expected the titles " + HEADER + "; measure anew to replace it");
        }
        Map<String, Map<Long, Map<String, SortedMap<Integer, Double>>>> numbers = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            int quote = line.lastIndexOf('"');
            String[] parts = line.substring(quote + 1).split(",", -1);
            try {
                boolean recall = parts[2].equals(RECALL);
                numbers.computeIfAbsent(line.substring(1, quote).replace("\"\"", "\""), way -> new TreeMap<>())
                        .computeIfAbsent(Long.parseLong(parts[1]), seed -> new LinkedHashMap<>())
                        .computeIfAbsent(parts[2], measure -> new TreeMap<>())
                        .put(recall ? Integer.parseInt(parts[3]) : 0, Double.parseDouble(parts[4]));
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new IOException(
                        file + ", line " + (i + 1) + ": expected \"way\",seed,measure,distance,value;"
                                + " measure anew to replace it",
                        e);
            }
        }
        if (numbers.isEmpty()) {
            throw new IOException(file + ": expected a number a line, there is none; measure anew to replace it");
        }
        Map<String, Map<Long, Ability>> abilities = new LinkedHashMap<>();
        numbers.forEach((way, bySeed) -> {
            Map<Long, Ability> own = new TreeMap<>();
            bySeed.forEach((seed, values) -> own.put(seed, ability(values)));
            abilities.put(way, own);
        });
        return new BeforeAndAfter(ContinualStudy.BEFORE, ContinualPlan.REPEATED, abilities);
    }

    private static Ability ability(Map<String, SortedMap<Integer, Double>> values) {
        return new Ability(
                values.getOrDefault(RECALL, new TreeMap<>()),
                one(values, ANSWERS),
                one(values, SHUFFLED),
                one(values, BITS),
                one(values, REASONING));
    }

    private static double one(Map<String, SortedMap<Integer, Double>> values, String measure) {
        return values.containsKey(measure) ? values.get(measure).firstEntry().getValue() : Double.NaN;
    }
}
