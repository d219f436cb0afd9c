package dev.braid.engine.paraphrase.source;

import dev.braid.engine.paraphrase.SentenceSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A user's own pairs, from a file of JSON lines {"text": "...", "paraphrase": "..."}. Broken lines are left out and named.
 */
public final class OwnPairs implements SentenceSource {
    private static final JsonMapper JSON = new JsonMapper();
    /** More of them help nobody. */
    private static final int MOST_PROBLEMS = 20;

    private final Map<String, String> pairs = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int broken;

    private OwnPairs() {}

    /** Reads a file as far as it goes; ask {@link #problems()} what could not be read. */
    public static OwnPairs read(Path file) {
        OwnPairs result = new OwnPairs();
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    result.add(file + ", line " + number, line);
                }
            }
            if (number == 0) {
                result.problem(file + " is empty: expected JSON lines {\"text\": \"...\", \"paraphrase\": \"...\"}.");
            }
        } catch (CharacterCodingException e) {
            result.problem(file + ", after line " + number + ": this is not UTF-8 text; convert the file to UTF-8.");
        } catch (NoSuchFileException e) {
            result.problem(file + " does not exist.");
        } catch (IOException e) {
            result.problem(file + " cannot be read: " + e.getMessage());
        }
        return result;
    }

    private void add(String place, String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException e) {
            problem(place + ": this is not JSON.");
            return;
        }
        for (String field : List.of("text", "paraphrase")) {
            JsonNode value = node.get(field);
            if (value == null || !value.isString() || value.asString().isBlank()) {
                problem(place + ", field \"" + field + "\": expected a text that is not empty"
                        + (value == null ? ", and there is no such field." : "."));
                return;
            }
        }
        pairs.put(
                normal(node.get("text").asString()),
                node.get("paraphrase").asString().strip());
    }

    private void problem(String sentence) {
        broken++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(sentence);
        }
    }

    /** What could not be read, a sentence each. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (broken > problems.size()) {
            all.add("And " + (broken - problems.size()) + " further broken lines.");
        }
        return all;
    }

    /** How many pairs there are. */
    public int size() {
        return pairs.size();
    }

    @Override
    public Optional<String> paraphrase(String sentence) {
        return Optional.ofNullable(pairs.get(normal(sentence)));
    }

    private static String normal(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
