package dev.braid.engine.cli;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.paraphrase.AcceptanceReport;
import dev.braid.engine.paraphrase.CacheFolder;
import dev.braid.engine.paraphrase.English;
import dev.braid.engine.paraphrase.Outcome;
import dev.braid.engine.paraphrase.Paraphraser;
import dev.braid.engine.paraphrase.SentenceSource;
import dev.braid.engine.paraphrase.Technique;
import dev.braid.engine.paraphrase.TextParaphraser;
import dev.braid.engine.paraphrase.judge.Judge;
import dev.braid.engine.paraphrase.judge.ModelJudge;
import dev.braid.engine.paraphrase.source.Endpoint;
import dev.braid.engine.paraphrase.source.EndpointException;
import dev.braid.engine.paraphrase.source.OwnPairs;
import dev.braid.engine.paraphrase.source.PromptCache;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.text.Corpus;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code braid paraphrase}: a text in other words, and a report of what was accepted. */
@Command(
        name = "paraphrase",
        description = {
            "Say a text in other words, sentence by sentence; what cannot be said otherwise with certainty stays as it is.",
            "",
            "Names, numbers, quotations and fixed expressions are never changed. The same text and seed give the same"
                    + " paraphrase. An endpoint is asked only if you name one; its answers are kept and never asked for twice."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ParaphraseCommand extends Subcommand {
    private static final int LONGEST_BLOCK = 1 << 16;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A UTF-8 text of any size.")
    @Nullable
    Path file;

    @Option(
            names = "--corpus",
            paramLabel = "NAME",
            description = "A corpus of Braid's instead: sotu, moby-dick, factbook.")
    @Nullable
    String corpus;

    @Option(
            names = "--technique",
            paramLabel = "NAMES",
            description = "One or several of synonyms, structure, facts, endpoint, own-pairs, apart by commas (default:"
                    + " ${DEFAULT-VALUE}).")
    String technique = "synonyms,structure,facts";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the text there, or, if the name ends in .jsonl, the pairs of old and new sentences.")
    @Nullable
    Path out;

    @Option(names = "--report", description = "Show rates by rule and by reason, and samples to read.")
    boolean report;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Another seed gives other words (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--kilobytes",
            paramLabel = "N",
            description = "Only the first so many kilobytes (default: the whole text).")
    @Nullable
    Integer kilobytes;

    @Option(
            names = "--judge",
            paramLabel = "RUN",
            description =
                    "Rank by a model of bytes that was trained with Braid, the folder of its run, instead of by counted words;"
                            + " slower.")
    @Nullable
    Path judge;

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description = "For own-pairs: JSON lines {\"text\": \"...\", \"paraphrase\": \"...\"}.")
    @Nullable
    Path pairs;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "For endpoint: an OpenAI-compatible address, such as http://localhost:8080/v1.")
    @Nullable
    URI endpoint;

    @Option(names = "--model", paramLabel = "NAME", description = "The endpoint's model (default: ${DEFAULT-VALUE}).")
    String model = "default";

    @Option(
            names = "--key-variable",
            paramLabel = "NAME",
            description = "The environment variable that holds the endpoint's key; it is sent, and written nowhere.")
    @Nullable
    String keyVariable;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For an answer (default: ${DEFAULT-VALUE}).")
    int timeout = 60;

    @Override
    public Integer call() throws IOException {
        Set<Technique> techniques = techniques();
        require("--timeout", timeout, 1, 3600);
        Map<Technique, SentenceSource> sources = sources(techniques);
        try (InputStream text = text()) {
            English english = new English();
            Set<Technique> rules = EnumSet.copyOf(Technique.RULES);
            rules.retainAll(techniques);
            Optional<Paraphraser> byRules =
                    rules.isEmpty() ? Optional.empty() : Optional.of(new Paraphraser(english, judge(english), rules));
            AcceptanceReport counted = new AcceptanceReport();
            if (byRules.isPresent()) {
                english.load();
            }
            long start = System.nanoTime();
            write(text, new TextParaphraser(english, byRules, sources), counted);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (json) {
                print(toJson(counted, seconds));
            } else if (report || out != null) {
                print(counted, seconds);
            }
        }
        return 0;
    }

    private Judge judge(English english) throws IOException {
        if (judge == null) {
            return english.words();
        }
        TrainedRun trained = TrainedRun.read(judge);
        int longest = trained.longestContext();
        TrainedRun.Loaded loaded = trained.load(longest, 0);
        try {
            return new ModelJudge(loaded.model(), loaded.weights(), longest);
        } catch (DesignException | IllegalArgumentException e) {
            throw new BadInput("Option --judge: " + judge + " cannot be used: " + e.getMessage() + ".");
        }
    }

    private Set<Technique> techniques() {
        try {
            return Technique.parse(technique);
        } catch (IllegalArgumentException e) {
            throw new BadInput("Option --technique: " + e.getMessage());
        }
    }

    private Map<Technique, SentenceSource> sources(Set<Technique> techniques) {
        Map<Technique, SentenceSource> sources = new EnumMap<>(Technique.class);
        if (techniques.contains(Technique.OWN_PAIRS) != (pairs != null)) {
            throw new BadInput(
                    "The technique own-pairs and the option --pairs FILE belong together; give both or neither.");
        }
        if (techniques.contains(Technique.ENDPOINT) != (endpoint != null)) {
            throw new BadInput(
                    "The technique endpoint and the option --endpoint URL belong together; give both or neither.");
        }
        if (pairs != null) {
            OwnPairs own = OwnPairs.read(pairs);
            own.problems().forEach(problem -> err().println(problem));
            err().flush();
            if (own.size() == 0) {
                throw new BadInput("There is no pair to use in " + pairs + ".");
            }
            sources.put(Technique.OWN_PAIRS, own);
        }
        if (endpoint != null) {
            String scheme = String.valueOf(endpoint.getScheme());
            if (!scheme.equals("http") && !scheme.equals("https") || endpoint.getHost() == null) {
                throw new BadInput("Option --endpoint: expected an address such as http://localhost:8080/v1, got "
                        + endpoint + ".");
            }
            Endpoint.Settings settings = new Endpoint.Settings(endpoint, model, key(), Duration.ofSeconds(timeout));
            sources.put(
                    Technique.ENDPOINT,
                    new Endpoint(
                            settings, new PromptCache(CacheFolder.paraphrases().resolve("endpoint"))));
        }
        return sources;
    }

    private @Nullable String key() {
        if (keyVariable == null) {
            return null;
        }
        String key = System.getenv(keyVariable);
        if (key == null || key.isBlank()) {
            throw new BadInput(
                    "Option --key-variable: there is no environment variable " + keyVariable + ", or it is empty.");
        }
        return key.strip();
    }

    private InputStream text() throws IOException {
        if ((file == null) == (corpus == null)) {
            throw new BadInput("Name either a text file or one --corpus: sotu, moby-dick, factbook.");
        }
        if (file != null) {
            if (!Files.isRegularFile(file)) {
                throw new BadInput(file + " is no file.");
            }
            return Files.newInputStream(file);
        }
        Corpus found = Arrays.stream(Corpus.values())
                .filter(each -> each.id().equals(corpus))
                .findFirst()
                .orElseThrow(() -> new BadInput(
                        "Option --corpus: expected one of sotu, moby-dick, factbook, got " + corpus + "."));
        return new ByteArrayInputStream(found.text(Split.TRAIN));
    }

    /** Block by block, so that a text of any size takes the same memory. */
    private void write(InputStream text, TextParaphraser paraphraser, AcceptanceReport counted) throws IOException {
        long limit = kilobytes == null ? Long.MAX_VALUE : 1000L * kilobytes;
        int lines = 0;
        long length = 0;
        try (Writer writer = writer();
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()))) {
            StringBuilder block = new StringBuilder();
            try {
                for (String line = reader.readLine(); line != null && length < limit; line = reader.readLine()) {
                    lines++;
                    length += line.length() + 1L;
                    block.append(line).append('\n');
                    if (line.isBlank() || block.length() > LONGEST_BLOCK) {
                        write(block, writer, paraphraser, counted);
                    }
                }
            } catch (CharacterCodingException e) {
                write(block, writer, paraphraser, counted);
                throw new BadInput(file + ", after line " + lines
                        + ": this is not UTF-8 text; convert it to UTF-8. What stood before is done.");
            }
            write(block, writer, paraphraser, counted);
            if (counted.sentences() == 0) {
                throw new BadInput((file == null ? corpus : file) + " has no text in it.");
            }
        } catch (EndpointException e) {
            throw new RunFailed(e.getMessage() + " Everything up to there is written.");
        }
    }

    private void write(StringBuilder block, Writer writer, TextParaphraser paraphraser, AcceptanceReport counted)
            throws IOException {
        boolean lines = out != null && out.toString().endsWith(".jsonl");
        StringBuilder found = new StringBuilder();
        String text = paraphraser.paraphrase(block.toString(), seed, List.of(), outcome -> {
            counted.add(outcome);
            if (lines && outcome.paraphrase().isPresent()) {
                found.append(pair(outcome)).append('\n');
            }
        });
        block.setLength(0);
        writer.write(lines ? found.toString() : text);
    }

    private static String pair(Outcome outcome) {
        ObjectNode node = JSON.createObjectNode();
        node.put("text", outcome.original());
        node.put("paraphrase", outcome.text());
        return JSON.writeValueAsString(node);
    }

    private Writer writer() throws IOException {
        if (out == null) {
            return report || json
                    ? Writer.nullWriter()
                    : new Writer() {
                        @Override
                        public void write(char[] buffer, int offset, int length) {
                            out().write(buffer, offset, length);
                        }

                        @Override
                        public void flush() {
                            out().flush();
                        }

                        @Override
                        public void close() {
                            out().flush();
                        }
                    };
        }
        try {
            return Files.newBufferedWriter(out);
        } catch (IOException e) {
            throw new BadInput("Option --out: " + out + " cannot be written: " + e.getMessage());
        }
    }

    private void print(AcceptanceReport counted, double seconds) {
        out().println(String.format(
                Locale.ROOT,
                "%,d of %,d sentences said otherwise (%.0f %%), %,d of %,d words changed or moved; %,.0f words a second.",
                counted.accepted(),
                counted.sentences(),
                100.0 * counted.accepted() / Math.max(1, counted.sentences()),
                counted.changed(),
                counted.words(),
                counted.words() / seconds));
        if (report) {
            out().println();
            table("rule", "paraphrases", counted.rules(), counted.accepted());
            table(
                    "why a sentence stays as it is",
                    "sentences",
                    counted.refusals().entrySet().stream()
                            .collect(Collectors.toMap(entry -> entry.getKey().words(), Map.Entry::getValue)),
                    counted.sentences());
            for (Outcome sample : counted.samples()) {
                out().println("- " + sample.original());
                out().println("+ " + sample.text());
                out().println("  " + String.join(", ", sample.rules()));
                out().println();
            }
        }
        out().flush();
    }

    private void table(String first, String second, Map<String, Integer> counts, int of) {
        TextTable table = new TextTable(1, first, second, "share");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> table.row(
                        entry.getKey(),
                        String.format(Locale.ROOT, "%,d", entry.getValue()),
                        String.format(Locale.ROOT, "%.1f %%", 100.0 * entry.getValue() / Math.max(1, of))));
        out().println(table);
        out().println();
    }

    private ObjectNode toJson(AcceptanceReport counted, double seconds) {
        ObjectNode node = JSON.createObjectNode();
        node.put("sentences", counted.sentences());
        node.put("accepted", counted.accepted());
        node.put("words", counted.words());
        node.put("changed_words", counted.changed());
        node.put("words_per_second", counted.words() / seconds);
        ObjectNode rules = node.putObject("rules");
        counted.rules().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> rules.put(entry.getKey(), entry.getValue()));
        ObjectNode refusals = node.putObject("refusals");
        counted.refusals().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> refusals.put(entry.getKey().words(), entry.getValue()));
        ArrayNode samples = node.putArray("samples");
        for (Outcome sample : counted.samples()) {
            ObjectNode entry = samples.addObject();
            entry.put("text", sample.original());
            entry.put("paraphrase", sample.text());
            ArrayNode used = entry.putArray("rules");
            sample.rules().forEach(used::add);
        }
        return node;
    }
}
