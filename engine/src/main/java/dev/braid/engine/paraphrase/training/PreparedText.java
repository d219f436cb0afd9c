package dev.braid.engine.paraphrase.training;

import dev.braid.engine.export.SafeFile;
import dev.braid.engine.paraphrase.CacheFolder;
import dev.braid.engine.paraphrase.English;
import dev.braid.engine.paraphrase.Paraphraser;
import dev.braid.engine.paraphrase.Piece;
import dev.braid.engine.paraphrase.Technique;
import dev.braid.engine.paraphrase.TextParaphraser;
import dev.braid.engine.paraphrase.source.OwnPairs;
import dev.braid.engine.paraphrase.source.PromptCache;
import dev.braid.engine.task.token.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * A text cut into pieces beside their paraphrases, as bytes, and how many tokens these are. It is made once and kept on disk under the hash of all it was made from,
 * so that batches are the same whenever and wherever they are drawn.
 */
final class PreparedText {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, PreparedText> LOADED = new ConcurrentHashMap<>();
    private static final long SEED = 1;

    private final byte[][] originals;
    private final byte[][] paraphrases;
    private final int[] ends; // ends[i] is how many bytes pieces 0 to i have together
    private final Map<String, Counts> counts = new ConcurrentHashMap<>(); // by the tokenizer's identity

    /** How many tokens the pieces are, and their paraphrases. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Counts(int[] originals, int[] paraphrases) {}

    PreparedText(List<Piece> pieces) {
        originals = new byte[pieces.size()][];
        paraphrases = new byte[pieces.size()][];
        ends = new int[pieces.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            originals[i] = pieces.get(i).original().getBytes(StandardCharsets.UTF_8);
            paraphrases[i] = pieces.get(i).paraphrase().getBytes(StandardCharsets.UTF_8);
            end += originals[i].length;
            ends[i] = end;
        }
    }

    /** The beginning of a text, prepared; from memory, else from the disk, else made now, which takes a while. */
    static PreparedText of(byte[] text, int bytes, Set<Technique> techniques, Optional<Path> pairs) {
        String part = beginning(text, bytes);
        String key = PromptCache.hash(Paraphraser.VERSION + "\n" + techniques + "\n"
                + pairs.map(PreparedText::hash).orElse("") + "\n" + part);
        return LOADED.computeIfAbsent(key, hash -> {
            try {
                return load(hash, part, techniques, pairs);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Up to the last line or sentence that is whole; where there is none, to the last word or character. */
    private static String beginning(byte[] text, int bytes) {
        if (text.length <= bytes) {
            return new String(text, StandardCharsets.UTF_8);
        }
        int end = bytes;
        while (end > 1 && text[end - 1] != '\n' && !(text[end - 1] == ' ' && text[end - 2] == '.')) {
            end--;
        }
        return new String(text, 0, end > 1 ? end : lastWord(text, bytes), StandardCharsets.UTF_8);
    }

    private static int lastWord(byte[] text, int bytes) {
        int character = bytes;
        while ((text[character] & 0xc0) == 0x80) {
            character--;
        }
        int word = character;
        while (word > 0 && text[word - 1] != ' ') {
            word--;
        }
        return word > 0 ? word : character;
    }

    /** Of what a file holds, whatever that is. */
    static String hash(Path file) {
        try {
            return PromptCache.hash(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return "unreadable"; // which is said before anything begins
        }
    }

    /** Several processes of a sweep may want the same text at once: one makes it, the others wait. */
    private static PreparedText load(String hash, String part, Set<Technique> techniques, Optional<Path> pairs)
            throws IOException {
        Path folder = CacheFolder.paraphrases().resolve("texts");
        SafeFile.makeFolder(folder);
        Path file = folder.resolve(hash + ".json");
        try (FileChannel channel = FileChannel.open(
                        folder.resolve(hash + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Optional<List<Piece>> known = lock.isValid() ? read(file) : Optional.empty();
            if (known.isPresent()) {
                return new PreparedText(known.get());
            }
            List<Piece> made = make(part, techniques, pairs);
            write(file, made);
            return new PreparedText(made);
        }
    }

    private static List<Piece> make(String part, Set<Technique> techniques, Optional<Path> pairs) {
        English english = new English();
        Set<Technique> rules = EnumSet.copyOf(Technique.RULES);
        rules.retainAll(techniques);
        TextParaphraser paraphraser = new TextParaphraser(
                english,
                rules.isEmpty() ? Optional.empty() : Optional.of(new Paraphraser(english, english.words(), rules)),
                pairs.isEmpty() ? Map.of() : Map.of(Technique.OWN_PAIRS, OwnPairs.read(pairs.get())));
        return paraphraser.pieces(part, SEED, outcome -> {});
    }

    private static Optional<List<Piece>> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            List<Piece> pieces = new ArrayList<>();
            for (JsonNode pair : JSON.readTree(Files.readString(file)).values()) {
                pieces.add(new Piece(pair.get(0).asString(), pair.get(1).asString()));
            }
            return pieces.isEmpty() ? Optional.empty() : Optional.of(pieces);
        } catch (JacksonException | NullPointerException e) {
            return Optional.empty(); // broken: it is made anew
        }
    }

    private static void write(Path file, List<Piece> pieces) throws IOException {
        ArrayNode array = JSON.createArrayNode();
        for (Piece piece : pieces) {
            array.addArray().add(piece.original()).add(piece.paraphrase());
        }
        SafeFile.write(file, JSON.writeValueAsString(array).getBytes(StandardCharsets.UTF_8));
    }

    /** How many pieces. */
    int size() {
        return ends.length;
    }

    /** How many bytes the text itself has. */
    int bytes() {
        return ends[ends.length - 1];
    }

    /** The share of the text, in bytes, that is said in other words; the rest comes again as it is. */
    double changed() {
        long changed = 0;
        for (int i = 0; i < originals.length; i++) {
            changed += Arrays.equals(originals[i], paraphrases[i]) ? 0 : originals[i].length;
        }
        return (double) changed / bytes();
    }

    /** The piece that a byte of the text lies in. */
    int piece(int position) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    byte[] original(int piece) {
        return originals[piece % originals.length];
    }

    byte[] paraphrase(int piece) {
        return paraphrases[piece % paraphrases.length];
    }

    /** How many tokens a piece is amid the text. */
    int originalTokens(int piece, Tokenizer tokenizer) {
        return counts(tokenizer).originals[piece % originals.length];
    }

    /** How many tokens its paraphrase is. */
    int paraphraseTokens(int piece, Tokenizer tokenizer) {
        return counts(tokenizer).paraphrases[piece % paraphrases.length];
    }

    private Counts counts(Tokenizer tokenizer) {
        return counts.computeIfAbsent(
                tokenizer.identity(),
                identity -> new Counts(count(originals, tokenizer), count(paraphrases, tokenizer)));
    }

    private static int[] count(byte[][] pieces, Tokenizer tokenizer) {
        int[] counts = new int[pieces.length];
        Arrays.setAll(counts, i -> {
            byte[] piece = pieces[i].clone();
            int last = piece.length - 1;
            // words are encoded with the blank before them, so each piece gets that of the one before
            if (last > 0 && piece[last] == ' ') {
                System.arraycopy(piece, 0, piece, 1, last);
                piece[0] = ' ';
            }
            return tokenizer.encode(piece, 0, piece.length).length;
        });
        return counts;
    }
}
