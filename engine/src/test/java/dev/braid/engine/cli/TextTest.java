package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.store.EventJson;
import dev.braid.engine.store.RunResult;
import dev.braid.engine.train.event.PointResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Training on text, and going on from a checkpoint, as a user does it. */
class TextTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private Console train(String design, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                design,
                "--out=" + folder.resolve("runs"),
                "--task=language-modelling",
                "--context-length=16",
                "--steps=4",
                "--batch=2",
                "--evaluation-examples=4",
                "--test-examples=4",
                "--threads=1"));
        for (String option : more) {
            String name = option.replaceAll("=.*", "=");
            arguments.removeIf(given -> name.endsWith("=") && given.startsWith(name));
        }
        arguments.addAll(Arrays.asList(more));
        return Console.run(arguments.toArray(String[]::new));
    }

    private Path text() throws IOException {
        return Files.writeString(folder.resolve("text.txt"), "She sells sea shells by the sea shore.\n".repeat(200));
    }

    @Test
    void a_text_of_the_users_is_trained_on_in_byte_pairs_of_its_own() throws IOException {
        Path text = text();
        Path vocabulary = folder.resolve("vocabulary");
        Console made =
                Console.run("tokenizer", "train", text.toString(), "--vocabulary=280", "--out=" + vocabulary, "--json");
        assertThat(made.err()).isEmpty();
        assertThat(JSON.readTree(made.out()).get("bytes_per_token").asDouble()).isGreaterThan(2);
        String design = Samples.attention(folder, 8).toString();
        String[] options = {
            "--evaluate=16,32", "--task-parameter=text=" + text, "--task-parameter=vocabulary-files=" + vocabulary
        };
        List<String> json = new ArrayList<>(List.of(options));
        json.add("--json");
        Console run = train(design, json.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        JsonNode point = JSON.readTree(run.out()).get("test").get(1);
        double loss = point.get("loss").asDouble();
        long labels = point.get("labels").asLong();
        assertThat(point.get("perplexity").asDouble()).isEqualTo(Math.exp(loss));
        assertThat(point.get("bits_per_byte").asDouble())
                .isEqualTo(loss * labels / point.get("bytes").asLong() / Math.log(2));
        assertThat(point.get("bytes").asLong()).isGreaterThan(2 * labels);
        double byPosition = 0;
        for (JsonNode position : point.get("loss_by_position")) {
            byPosition +=
                    position.get("loss").asDouble() * position.get("labels").asLong();
        }
        assertThat(byPosition / labels).isCloseTo(loss, within(1e-5));

        Console again = train(design, options);
        assertThat(again.out()).contains("finished before", "bits a byte", "perplexity", "from token");
    }

    @Test
    void the_floor_of_a_corpus_stands_beside_the_result() throws IOException {
        Console run = train(Samples.attention(folder, 8).toString(), "--task-parameter=corpus=moby-dick");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("n-gram").contains("bits a byte on this test split");
    }

    @Test
    void training_goes_on_from_the_weights_of_another_run() throws IOException {
        String design = Samples.attention(folder, 8).toString();
        String text = "--task-parameter=text=" + text();
        JsonNode base = JSON.readTree(train(design, text, "--json").out());
        JsonNode more = JSON.readTree(train(
                        design,
                        text,
                        "--json",
                        "--from=" + base.get("folder").asString(),
                        "--steps=1",
                        "--learning-rate=1e-12")
                .out());
        assertThat(more.get("steps").asInt()).isEqualTo(1);
        assertThat(more.get("run")).isNotEqualTo(base.get("run"));
        assertThat(more.get("test").get(0).get("loss").asDouble())
                .isCloseTo(base.get("test").get(0).get("loss").asDouble(), within(1e-6));
    }

    @Test
    void a_sweep_on_text_compares_bits_a_byte_of_which_less_is_better() throws IOException {
        Samples.attention(folder, 8);
        Samples.attention(folder, 16);
        Path plan = Files.writeString(folder.resolve("plan.json"), """
                {
                  "format": "braid-sweep", "version": 1, "question": "Does training help?",
                  "variants": [
                    {"name": "hardly trained", "design": "attention-8.json", "learning-rates": [0.0000001]},
                    {"name": "trained", "design": "attention-16.json"}
                  ],
                  "task": "language-modelling", "task-parameters": {"corpus": "factbook"},
                  "train": [16], "evaluate": [16, 32],
                  "learning-rates": [0.01], "seeds": [1, 2, 3],
                  "settings": {"steps": 40, "batch": 8, "evaluate-every": 20, "evaluation-examples": 8, "test-examples": 8}
                }
                """);
        Path out = folder.resolve("sweep");
        Console sweep = Console.run("sweep", plan.toString(), "--out=" + out, "--in-process", "--workers=1", "--json");
        assertThat(sweep.err()).isEmpty();
        JsonNode result = JSON.readTree(sweep.out());
        assertThat(result.get("curve")).isEmpty();
        JsonNode point = result.get("text_curve").get(0);
        assertThat(point.get("mean").asDouble()).isBetween(7.0, 9.0); // 8 bits a byte before anything is learnt
        assertThat(point.get("bits_per_byte").size()).isEqualTo(3);
        JsonNode pair = result.get("text_comparisons").get(0);
        assertThat(pair.get("first").asString()).isEqualTo("hardly trained");
        assertThat(pair.get("difference").asDouble()).isLessThan(-0.5);
        assertThat(pair.get("text").asString()).startsWith("hardly trained is worse than trained by");
        assertThat(out.resolve("recall.csv")).doesNotExist();
        assertThat(out.resolve("bits-per-byte.png")).hasContent("figure");
        assertThat(Files.readAllLines(out.resolve("bits-per-byte.csv"))).hasSize(1 + 2 * 2);

        Console words = Console.run("sweep", plan.toString(), "--out=" + out, "--in-process", "--resume");
        assertThat(words.out()).contains("Bits a byte, less is better, on test: mean over 3 seeds");
    }

    @Test
    void an_option_given_twice_is_refused_and_never_resets_the_others() throws IOException {
        Console run =
                Console.run("train", Samples.attention(folder, 8).toString(), "--steps=4", "--batch=2", "--steps=1");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--steps").contains("only once");
    }

    @Test
    void weights_that_do_not_fit_are_explained() throws IOException {
        String text = "--task-parameter=text=" + text();
        JsonNode base = JSON.readTree(
                train(Samples.attention(folder, 8).toString(), text, "--json").out());
        String from = "--from=" + base.get("folder").asString();
        Console wider = train(Samples.attention(folder, 16).toString(), text, from);
        assertThat(wider.code()).isEqualTo(2);
        assertThat(wider.err())
                .contains("does not fit the design Small attention")
                .containsPattern(
                        "tensor \\S+ of block \\S+ has the shape \\[\\d+, 8\\S* there and \\[\\d+, 16\\S* here");
        Console none = train(Samples.attention(folder, 8).toString(), text, "--from=" + folder.resolve("none"));
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("Option --from: There is no");
    }

    @Test
    void a_text_that_is_none_is_explained() throws IOException {
        Path bad = folder.resolve("bad.txt");
        Files.write(bad, "no umlauts: Grüße\n".repeat(100).getBytes(StandardCharsets.ISO_8859_1));
        Console run = train(Samples.attention(folder, 8).toString(), "--task-parameter=text=" + bad);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().strip())
                .isEqualTo(
                        bad + " is not UTF-8: at byte 14 there is no character; convert it, or choose another text.");
        Console tokenizer = Console.run("tokenizer", "train", bad.toString(), "--out=" + folder.resolve("v"));
        assertThat(tokenizer.code()).isEqualTo(2);
        assertThat(tokenizer.err()).contains("is not UTF-8: at byte 14");
    }

    @Test
    void a_result_of_an_older_version_can_be_read() {
        RunResult old = Objects.requireNonNull(EventJson.readResult("""
                {"run": "0a", "why": "steps", "steps": 4, "best-step": 4, "seconds": 1.0, "parameters": 8, "validation": [],
                 "test": [{"name": "", "context-length": 16, "accuracy": 0.5, "loss": 0.7, "labels": 8, "chance": 0.1,
                   "slices": [{"slice": "position", "value": 4, "accuracy": 0.5, "labels": 8}]}]}"""));
        PointResult point = old.test().getFirst();
        assertThat(point.bitsPerByte()).isEmpty();
        assertThat(point.slices().getFirst().loss()).isNaN();
        PointResult now = new PointResult(
                "", 16, 0.5, 0.7, 8, 12, 0.1, List.of(new PointResult.SliceResult("position", 4, 0.5, 0.7, 8)));
        RunResult written = new RunResult("0a", "steps", 4, 4, 1, 8, List.of(), List.of(now));
        assertThat(EventJson.readResult(EventJson.write(written))).isEqualTo(written);
    }
}
