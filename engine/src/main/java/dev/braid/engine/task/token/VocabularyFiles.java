package dev.braid.engine.task.token;

import dev.braid.engine.export.SafeFile;
import dev.braid.engine.task.token.BytePairTokenizer.Merge;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two files in which GPT-2's vocabulary is published: {@code vocab.json} gives every token its id, {@code merges.txt} the
 * pairs by rank. What is written here can be read by others, and the other way round.
 */
public final class VocabularyFiles {
    /** The file of the ids. */
    public static final String VOCABULARY = "vocab.json";

    /** The file of the merges. */
    public static final String MERGES = "merges.txt";

    private static final String VERSION = "#version: 0.2";
    private static final long LARGEST = 256L << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private VocabularyFiles() {}

    /**
     * Writes both files into a folder, which is made if need be; others of these names are replaced.
     *
     * @param vocabulary how many ids a model has for tokens, at least as many as there are; the others are named as unused
     */
    public static void write(BytePairTokenizer tokenizer, int vocabulary, Path folder) throws IOException {
        ObjectNode ids = JSON.createObjectNode();
        for (int token = 0; token < tokenizer.vocabulary(); token++) {
            ids.put(ByteAlphabet.letters(tokenizer.bytes(token)), token);
        }
        for (int token = tokenizer.vocabulary(); token < vocabulary; token++) {
            ids.put("<|unused " + token + "|>", token);
        }
        StringBuilder lines = new StringBuilder(VERSION).append('\n');
        for (Merge merge : tokenizer.merges()) {
            lines.append(ByteAlphabet.letters(tokenizer.bytes(merge.left())))
                    .append(' ')
                    .append(ByteAlphabet.letters(tokenizer.bytes(merge.right())))
                    .append('\n');
        }
        SafeFile.makeFolder(folder);
        SafeFile.write(folder.resolve(VOCABULARY), ids.toString().getBytes(StandardCharsets.UTF_8));
        SafeFile.write(folder.resolve(MERGES), lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads both files from a folder. Tokens that are neither a byte nor a merge, such as {@code <|endoftext|>}, keep their ids;
     * no text is encoded with them.
     *
     * @throws IOException with one sentence that names the file, the line where there is one, and what was expected
     */
    public static BytePairTokenizer read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder + " is no folder; expected one with " + VOCABULARY + " and " + MERGES + " in it");
        }
        Path file = folder.resolve(VOCABULARY);
        Map<String, Integer> ids = ids(file);
        List<byte[]> bytes = new ArrayList<>();
        for (int id = 0; id < ids.size(); id++) {
            bytes.add(new byte[0]);
        }
        ids.forEach((letters, id) ->
                bytes.set(id, ByteAlphabet.bytes(letters).orElseGet(() -> letters.getBytes(StandardCharsets.UTF_8))));
        int[] single = new int[ByteAlphabet.SIZE];
        for (int value = 0; value < single.length; value++) {
            String letter = ByteAlphabet.letters(new byte[] {(byte) value});
            Integer id = ids.get(letter);
            if (id == null) {
                throw new IOException(file + " has no token for the byte " + value + ", \"" + letter
                        + "\"; expected a vocabulary of bytes, as GPT-2's is");
            }
            single[value] = id;
        }
        return new BytePairTokenizer(bytes, single, merges(folder.resolve(MERGES), ids));
    }

    private static Map<String, Integer> ids(Path file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(text(file));
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new IOException(
                    file + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr())
                            + ": this is not JSON",
                    e);
        }
        if (root == null || !root.isObject()) {
            throw new IOException(file + ": expected a JSON object that gives every token its id");
        }
        Map<String, Integer> ids = new HashMap<>();
        boolean[] taken = new boolean[root.size()];
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            JsonNode id = entry.getValue();
            if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0 || id.intValue() >= taken.length) {
                throw new IOException(file + ", token \"" + entry.getKey() + "\": expected an id from 0 to "
                        + (taken.length - 1) + ", got " + id);
            }
            if (taken[id.intValue()]) {
                throw new IOException(file + ", token \"" + entry.getKey() + "\": the id " + id
                        + " belongs to another token already");
            }
            taken[id.intValue()] = true;
            ids.put(entry.getKey(), id.intValue());
        }
        return ids;
    }

    private static List<Merge> merges(Path file, Map<String, Integer> ids) throws IOException {
        List<Merge> merges = new ArrayList<>();
        String[] lines = text(file).split("\r?\n");
        PairRanks known = new PairRanks(lines.length);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (line.isEmpty() || i == 0 && line.startsWith("#version")) {
                continue;
            }
            int blank = line.indexOf(' ');
            if (blank <= 0 || blank != line.lastIndexOf(' ') || blank == line.length() - 1) {
                throw new IOException(
                        file + ", line " + (i + 1) + ": expected two tokens with a blank between, got " + quoted(line));
            }
            int left = id(file, i, ids, line.substring(0, blank));
            int right = id(file, i, ids, line.substring(blank + 1));
            int merged = id(file, i, ids, line.substring(0, blank) + line.substring(blank + 1));
            if (!known.put(left, right, i)) {
                throw new IOException(file + ", line " + (i + 1) + ": this pair stands there before: " + quoted(line));
            }
            merges.add(new Merge(left, right, merged));
        }
        return merges;
    }

    private static int id(Path file, int line, Map<String, Integer> ids, String token) throws IOException {
        Integer id = ids.get(token);
        if (id == null) {
            throw new IOException(
                    file + ", line " + (line + 1) + ": " + VOCABULARY + " beside it has no token " + quoted(token));
        }
        return id;
    }

    private static String quoted(String text) {
        return '"' + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + '"';
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "There is no file " + file + "; a tokenizer's folder holds " + VOCABULARY + " and " + MERGES);
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than " + (LARGEST >> 20) + " MiB; is it another kind of file?");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8", e);
        }
    }
}
