package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.GraphBuilder;
import java.io.IOException;
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

    private String base(String task) throws IOException {
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
        Console run = Console.run(
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
                "--json");
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
                "--corpus=factbook",
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
    void a_model_that_reads_no_bytes_is_refused_before_anything_is_written() throws IOException {
        Console study = continual(base("mqar"));
        assertThat(study.code()).isEqualTo(2);
        assertThat(study.err()).contains("cannot be gone on with on bytes of text");
        assertThat(folder.resolve("study")).doesNotExist();
    }

    @Test
    void a_distance_that_does_not_fit_is_not_blamed_on_the_model() throws IOException {
        Console study = continual(base("language-modelling"), "--look-back=5000");
        assertThat(study.code()).isEqualTo(2);
        assertThat(study.err())
                .contains("A fact 5000 tokens back does not fit into 320")
                .doesNotContain("bytes of text");
    }
}
