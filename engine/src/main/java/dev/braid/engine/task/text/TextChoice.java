package dev.braid.engine.task.text;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.token.BytePairTokenizer;
import dev.braid.engine.task.token.ByteTokenizer;
import dev.braid.engine.task.token.VocabularyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which text, in which tokens: what tasks on text have in common.
 *
 * @param source the text
 * @param tokenizer how it becomes tokens
 * @param separated whether a window holds one document only
 */
record TextChoice(TextSource source, Tokenization tokenizer, boolean separated) {
    private static final String CORPUS = "corpus";
    private static final String TEXT = "text";
    private static final String TOKENIZER = "tokenizer";
    private static final String VOCABULARY = "vocabulary";
    private static final String VOCABULARY_FILES = "vocabulary-files";
    private static final String DOCUMENTS = "documents";
    private static final String SEPARATED = "separated";

    /** How a text becomes tokens. */
    sealed interface Tokenization {
        /** Each byte is a token. */
        record Bytes() implements Tokenization {}

        /** Byte pairs that are found in the training split, that many tokens. */
        record Trained(int vocabulary) implements Tokenization {}

        /** Byte pairs of a folder with vocabulary files. */
        record Published(Path folder) implements Tokenization {}
    }

    private static final ConcurrentMap<String, BytePairTokenizer> READ = new ConcurrentHashMap<>();

    /** The parameters that choose a text, its tokens and its windows, in the order of the form. */
    static List<ParamSpec> parameters() {
        List<ParamSpec> all = new ArrayList<>(textParameters());
        all.add(new ParamSpec.Choice(
                DOCUMENTS,
                "Documents",
                "packed: windows go on into the next document; separated: a window holds one document only.",
                List.of("packed", SEPARATED)));
        return List.copyOf(all);
    }

    /** Those that choose a text and its tokens. */
    static List<ParamSpec> textParameters() {
        List<ParamSpec> all = new ArrayList<>(
                List.of(
                        new ParamSpec.Choice(
                                CORPUS,
                                "Corpus",
                                "sotu: State of the Union speeches, 11 MB; moby-dick: the novel, 1.2 MB; factbook: countries, 7 MB;"
                                        + " sotu-slice: 3 MB of the speeches and what follows them.",
                                List.of("sotu", "moby-dick", "factbook", "sotu-slice")),
                        new ParamSpec.FilePath(
                                TEXT,
                                "Own text",
                                "A text file in UTF-8, or a folder of such files, of any size; it takes the place of the corpus.")));
        all.addAll(tokenParameters());
        return List.copyOf(all);
    }

    /** Those that choose the tokens. */
    static List<ParamSpec> tokenParameters() {
        return List.of(
                new ParamSpec.Choice(
                        TOKENIZER,
                        "Tokens",
                        "bytes: every byte is a token; bpe: byte pairs that are found in the training text.",
                        List.of("bytes", "bpe")),
                new ParamSpec.Whole(
                        VOCABULARY,
                        "Vocabulary",
                        "Number of tokens of a bpe that is found in the training text.",
                        1024,
                        300,
                        1 << 16,
                        List.of(512L, 1024L, 4096L, 16384L)),
                new ParamSpec.FilePath(
                        VOCABULARY_FILES,
                        "BPE files",
                        "A folder with vocab.json and merges.txt in the form of GPT-2's; its bpe is used instead."));
    }

    /** What was chosen, of all parameters. */
    static TextChoice of(Settings settings) {
        String text = settings.text(TEXT);
        return new TextChoice(
                text.isEmpty() ? Corpus.of(settings.text(CORPUS)) : UserText.of(Path.of(text)),
                tokenization(settings),
                settings.text(DOCUMENTS).equals(SEPARATED));
    }

    /** What was chosen of the parameters of tokens. */
    static Tokenization tokenization(Settings settings) {
        String files = settings.text(VOCABULARY_FILES);
        if (!files.isEmpty()) {
            return new Tokenization.Published(Path.of(files).toAbsolutePath().normalize());
        }
        return settings.text(TOKENIZER).equals("bytes")
                ? new Tokenization.Bytes()
                : new Tokenization.Trained(settings.whole(VOCABULARY));
    }

    /** How many token ids there are; those of a published vocabulary that cannot be read count as bytes. */
    int vocabulary() {
        return switch (tokenizer) {
            case Tokenization.Bytes() -> ByteTokenizer.INSTANCE.vocabulary();
            case Tokenization.Trained(int vocabulary) -> vocabulary;
            case Tokenization.Published(Path folder) -> {
                try {
                    yield published(folder).vocabulary();
                } catch (IOException e) {
                    yield ByteTokenizer.INSTANCE.vocabulary();
                }
            }
        };
    }

    /** Why the text has no windows of that length, as far as can be seen at once. */
    List<String> problems(int contextLength) {
        Optional<String> problem = source.problem();
        if (problem.isPresent()) {
            return List.of(problem.get());
        }
        long shortest = Arrays.stream(Split.values())
                .mapToLong(split -> source.split(split).size())
                .min()
                .orElse(0);
        if (contextLength < 1 || contextLength >= shortest) {
            return List.of(
                    shortest < 2
                            ? source.title() + " is too short for three splits; choose a longer text."
                            : source.title() + " has no window of " + contextLength
                                    + " tokens: its shortest split has " + shortest
                                    + " bytes; use a context length from 1 to " + (shortest - 1) + ".");
        }
        return List.of();
    }

    /** Why its tokens cannot be had, in a sentence. */
    Optional<String> tokenizerProblem() {
        if (tokenizer instanceof Tokenization.Published(Path folder)) {
            try {
                published(folder);
            } catch (IOException e) {
                return Optional.of(e.getMessage() + ".");
            }
        }
        return Optional.empty();
    }

    /** Equal where the windows of equal parameters are equal. */
    String fingerprint() {
        return source.fingerprint() + tokenizerFingerprint();
    }

    /** Equal where equal parameters give equal tokens of one text; empty for bytes. */
    String tokenizerFingerprint() {
        return switch (tokenizer) {
            case Tokenization.Bytes() -> "";
            case Tokenization.Trained _ -> "+bpe";
            case Tokenization.Published(Path folder) -> {
                try {
                    yield "+" + published(folder).identity();
                } catch (IOException e) {
                    yield "+none";
                }
            }
        };
    }

    /** The tokenizer of a folder; read again when its files have changed. */
    static BytePairTokenizer published(Path folder) throws IOException {
        String key = folder + " " + written(folder.resolve(VocabularyFiles.VOCABULARY)) + " "
                + written(folder.resolve(VocabularyFiles.MERGES));
        BytePairTokenizer known = READ.get(key);
        if (known == null) {
            known = VocabularyFiles.read(folder);
            READ.put(key, known);
        }
        return known;
    }

    private static String written(Path file) throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file).toString() : "";
    }
}
