package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.task.token.BytePairTokenizer;
import dev.braid.engine.task.token.VocabularyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The data-centric method on a trained model, as a user does it. */
class ContinualCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private String base(String task, String... more) throws IOException {
        Architecture design = Architecture.of(
                "Small Mamba",
                new GraphBuilder()
                        .block("embedding", "token-embedding", "width", 8)
                        .block("mamba", "mamba", "state-size", 4)
                        .wire("embedding", "mamba")
                        .block("head", "language-model-head")
                        .wire("mamba", "head")
                        .build());
        Path file = folder.resolve("mamba.json");
        DesignFile.write(file, design);
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                file.toString(),
                "--out=" + folder.resolve("base"),
                "--task=" + task,
                "--context-length=64",
                "--steps=3",
                "--batch=2",
                "--evaluation-examples=2",
                "--test-examples=2",
                "--threads=1",
                "--json"));
        arguments.addAll(List.of(more));
        Console run = Console.run(arguments.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return folder.resolve("base")
                .resolve(JSON.readTree(run.out()).get("run").asString())
                .toString();
    }

    private Console continual(String base, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "continual",
                base,
                "--out=" + folder.resolve("study"),
                "--kilobytes=2",
                "--chunk=32,64",
                "--context-length=320",
                "--steps=2",
                "--batch=2",
                "--test-examples=2",
                "--questions=4",
                "--workers=1",
                "--in-process"));
        arguments.addAll(List.of(more));
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--look-back"))) {
            arguments.add("--look-back=64,96");
        }
        return Console.run(arguments.toArray(String[]::new));
    }

    @Test
    void all_ways_on_are_measured_with_every_seed_and_compared_with_before() throws IOException {
        String base = base("language-modelling");
        Console study = continual(base, "--json");
        assertThat(study.err()).isEmpty();
        assertThat(study.code()).isZero();
        JsonNode result = JSON.readTree(study.out());
        assertThat(result.get("ways").valueStream().map(way -> way.get("name").asString()))
                .containsExactly(
                        "Before",
                        "Plain text",
                        "Repeated text",
                        "Paraphrases, C = 32",
                        "Paraphrases, C = 64",
                        "DeciMamba",
                        "LongMamba");
        for (JsonNode way : result.get("ways")) {
            assertThat(way.get("seeds").size()).isEqualTo(3);
            for (JsonNode seed : way.get("seeds")) {
                assertThat(seed.get("recall").propertyNames()).containsExactly("64", "96");
                assertThat(seed.get("answers").asDouble()).isBetween(0.0, 1.0);
                assertThat(seed.get("answers_shuffled").asDouble()).isBetween(0.0, 1.0);
                assertThat(seed.get("bits_per_byte").asDouble()).isBetween(4.0, 9.0);
                assertThat(seed.get("reasoning").asDouble()).isBetween(0.0, 1.0);
            }
        }
        String words = String.join(
                " ",
                result.get("words")
                        .valueStream()
                        .map(sentence -> sentence.asString())
                        .toList());
        assertThat(Pattern.compile("\\(difference |: raises |: lowers ")
                        .matcher(words)
                        .results())
                .as("six ways against before and five against the control, on each of four axes")
                .hasSize(4 * (6 + 5));
        assertThat(words)
                .containsPattern("(against|distinguishable from) Before")
                .containsPattern("(against|distinguishable from) Repeated text");
        assertThat(result.get("paraphrased_share").asDouble()).isBetween(0.01, 1.0);
        String csv = Files.readString(folder.resolve("study/continual.csv"));
        assertThat(csv).startsWith("way,seed,measure,distance,value\n\"Before\",0,recall,64,");

        Console again = continual(base);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("holds a study already", "--resume");
        Console resumed = continual(base, "--resume");
        assertThat(resumed.out())
                .contains("% of the text is said in other words", "Recall, mean over the distances:", "recall at 64");
        assertThat(Files.readString(folder.resolve("study/continual.csv"))).isEqualTo(csv);
    }

    @Test
    void a_training_that_changes_nothing_has_the_abilities_of_before() throws IOException {
        Console study = continual(base("language-modelling"), "--learning-rate=1e-12", "--json");
        assertThat(study.err()).isEmpty();
        JsonNode ways = JSON.readTree(study.out()).get("ways");
        assertThat(ways.get(0).get("name").asString()).isEqualTo("Before");
        for (int way = 1; way <= 4; way++) {
            assertThat(ways.get(way).get("seeds"))
                    .as(ways.get(way).get("name").asString())
                    .isEqualTo(ways.get(0).get("seeds"));
        }
    }

    @Test
    void a_model_of_byte_pairs_goes_on_in_its_own_tokens_on_another_text_and_own_pairs() throws IOException {
        Path own = folder.resolve("own.txt");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            text.append("The harbour of town ").append(i).append(" is deep, and ships lie in it. ");
        }
        Files.writeString(own, text);
        Path pairs = folder.resolve("pairs.jsonl");
        Files.writeString(
                pairs,
                "{\"text\": \"The harbour of town 3 is deep, and ships lie in it.\","
                        + " \"paraphrase\": \"Ships lie in town 3, whose harbour is deep.\"}\n");
        String base = base(
                "language-modelling",
                "--task-parameter=corpus=moby-dick",
                "--task-parameter=tokenizer=bpe",
                "--task-parameter=vocabulary=500");
        Console study =
                continual(base, "--text=" + own, "--technique=own-pairs", "--pairs=" + pairs, "--seeds=0", "--json");
        assertThat(study.err()).isEmpty();
        JsonNode result = JSON.readTree(study.out());
        assertThat(result.get("paraphrased_share").asDouble())
                .as("one sentence of two kilobytes")
                .isBetween(0.02, 0.03);
        for (JsonNode way : result.get("ways")) {
            assertThat(way.get("seeds").get(0).get("bits_per_byte").asDouble())
                    .as(way.get("name").asString())
                    .isBetween(2.0, 9.0);
        }
        Path kept = Path.of(base).resolve("tokens");
        BytePairTokenizer tokens = VocabularyFiles.read(kept);
        assertThat(tokens.vocabulary()).isEqualTo(500);
        assertThat(tokens.encode("The whale was white.").length)
                .as("the pairs of the novel")
                .isLessThan(13);
    }

    @Test
    void a_model_whose_text_is_gone_goes_on_in_the_tokens_that_were_kept() throws IOException {
        Path own = folder.resolve("own.txt");
        Files.writeString(own, "Ships lie in the harbour of the town. ".repeat(400));
        String base = base(
                "language-modelling",
                "--task-parameter=text=" + own,
                "--task-parameter=tokenizer=bpe",
                "--task-parameter=vocabulary=900");
        Files.writeString(own, "Boats lie in the harbour of the town. ".repeat(400));
        Console changed = continual(base, "--seeds=0");
        assertThat(changed.code()).isEqualTo(2);
        assertThat(changed.err()).contains("has changed since");

        Files.writeString(own, "Ships lie in the harbour of the town. ".repeat(400));
        Console study = continual(base, "--seeds=0", "--json");
        assertThat(study.err()).isEmpty();
        assertThat(VocabularyFiles.read(Path.of(base).resolve("tokens")).vocabulary())
                .as("as many as the model has, although the text has fewer pairs")
                .isEqualTo(900);
        JsonNode before = JSON.readTree(study.out()).get("ways").get(0);
        Files.delete(own);
        Files.move(folder.resolve("study"), folder.resolve("first"));
        Console again = continual(base, "--seeds=0", "--json");
        assertThat(JSON.readTree(again.out()).get("ways").get(0)).isEqualTo(before);
    }

    @Test
    void a_text_that_is_not_utf_8_is_refused_before_anything_is_trained() throws IOException {
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, "d\u00e9j\u00e0 vu. ".repeat(900).getBytes(StandardCharsets.ISO_8859_1));
        Console study = continual(base("language-modelling"), "--text=" + latin);
        assertThat(study.code()).isEqualTo(2);
        assertThat(study.err()).contains("latin.txt is not UTF-8").doesNotContain("defect of Braid");
        assertThat(folder.resolve("study")).doesNotExist();
    }

    @Test
    void a_model_that_reads_no_text_is_refused_before_anything_is_written() throws IOException {
        Console study = continual(base("mqar"));
        assertThat(study.code()).isEqualTo(2);
        assertThat(study.err()).contains("was trained on the task", "which is no text");
        assertThat(folder.resolve("study")).doesNotExist();
    }

    @Test
    void a_distance_that_does_not_fit_is_not_blamed_on_the_model() throws IOException {
        Console study = continual(base("language-modelling"), "--look-back=5000");
        assertThat(study.code()).isEqualTo(2);
        assertThat(study.err())
                .contains("A fact 5000 tokens back does not fit into 320")
                .doesNotContain("cannot be gone on with");
    }
}
