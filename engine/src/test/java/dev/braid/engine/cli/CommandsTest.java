package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @Test
    void help_names_every_command_but_the_hidden_one() {
        Console help = Console.run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains(
                        "check",
                        "describe",
                        "cost",
                        "train",
                        "tokenizer",
                        "run-one",
                        "inspect",
                        "sweep",
                        "bench",
                        "demo")
                .doesNotContain("worker");
    }

    @Test
    void a_sound_design_has_no_problems() throws IOException {
        Console check = Console.run("check", Samples.attention(folder, 8).toString());
        assertThat(check.out()).contains("no problems");
        assertThat(check.code()).isZero();
    }

    @Test
    void describe_counts_what_can_be_counted_by_hand() throws IOException {
        Console console = Console.run(
                "describe",
                Samples.attention(folder, 8).toString(),
                "--context-length=10",
                "--vocabulary=64",
                "--json");
        JsonNode node = JSON.readTree(console.out());
        // embedding 64 · 8, attention 4 · 8 · 8, head 8 · 64
        assertThat(node.get("parameters").asLong()).isEqualTo(512 + 256 + 512);
        // keys and values of ten positions, four bytes each
        assertThat(node.get("state_bytes").asLong()).isEqualTo(2 * 10 * 8 * 4);
        assertThat(node.get("flops_per_token").asDouble()).isPositive();
        assertThat(node.get("blocks")).hasSize(3);
    }

    @Test
    void a_finished_run_is_shown_and_not_computed_again() throws IOException {
        String[] arguments = {
            "train",
            Samples.attention(folder, 8).toString(),
            "--context-length=16",
            "--evaluate=16,32",
            "--steps=6",
            "--batch=2",
            "--evaluate-every=3",
            "--test-examples=8",
            "--threads=1",
            "--json",
            "--out=" + folder.resolve("runs")
        };
        Console first = Console.run(arguments);
        assertThat(first.err()).isEmpty();
        JsonNode node = JSON.readTree(first.out());
        assertThat(node.get("test")).hasSize(2);
        Path events = Path.of(node.get("folder").asString()).resolve("events.jsonl");
        String noted = Files.readString(events);

        Console second = Console.run(arguments);
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(Files.readString(events)).isEqualTo(noted);
    }

    @Test
    void run_one_gives_what_train_gives() throws IOException {
        Console train = Console.run(
                "train",
                Samples.attention(folder, 8).toString(),
                "--context-length=16",
                "--steps=5",
                "--batch=2",
                "--json",
                "--out=" + folder.resolve("a"));
        JsonNode first = JSON.readTree(train.out());
        Path spec = Path.of(first.get("folder").asString()).resolve("spec.json");
        Console one = Console.run(
                "run-one", spec.toString(), "--out", folder.resolve("b").toString(), "--json");
        JsonNode second = JSON.readTree(one.out());
        assertThat(second.get("run")).isEqualTo(first.get("run"));
        assertThat(second.get("test")).isEqualTo(first.get("test"));
    }

    @Test
    void a_run_that_diverges_ends_with_exit_code_1_and_says_why() throws IOException {
        Console console = Console.run(
                "train",
                Samples.attention(folder, 8).toString(),
                "--context-length=16",
                "--steps=60",
                "--batch=2",
                "--learning-rate=9",
                "--clip=0",
                "--weight-decay=9",
                "--schedule=constant",
                "--out=" + folder.resolve("runs"));
        assertThat(console.err()).contains("lower the learning rate").doesNotContain("\tat ");
        assertThat(console.code()).isEqualTo(1);
    }

    @Test
    void a_sweep_leaves_its_curve_all_runs_and_a_figure() throws IOException {
        Path out = folder.resolve("sweep");
        Console console = Console.run(
                "sweep", Samples.plan(folder, 20).toString(), "--out", out.toString(), "--in-process", "--workers=2");
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        List<String> curve = Files.readAllLines(out.resolve("recall.csv"));
        assertThat(curve.getFirst()).isEqualTo("variant,context_length,mean,low,high,seeds,chance");
        assertThat(curve).hasSize(5);
        assertThat(curve.get(1)).startsWith("\"narrow, 8\",16,").endsWith(",2,0.03125");
        assertThat(Files.readAllLines(out.resolve("runs.csv"))).hasSize(1 + 4 * 2);
        assertThat(out.resolve("recall.png")).hasContent("figure");
        assertThat(console.out())
                .contains(
                        "the lowest and the highest seed",
                        "Learning rates, chosen on validation",
                        "narrow, 8 and wide");
    }

    @Test
    void band_and_mean_in_the_table_are_those_of_the_runs() throws IOException {
        Path out = folder.resolve("sweep");
        Console console = Console.run(
                "sweep", Samples.plan(folder, 20).toString(), "--out", out.toString(), "--in-process", "--json");
        for (JsonNode point : JSON.readTree(console.out()).get("curve")) {
            double[] seeds = new double[] {
                point.get("accuracies").get(0).asDouble(),
                point.get("accuracies").get(1).asDouble()
            };
            Arrays.sort(seeds);
            assertThat(point.get("low").asDouble()).isEqualTo(seeds[0]);
            assertThat(point.get("high").asDouble()).isEqualTo(seeds[1]);
            assertThat(point.get("mean").asDouble()).isCloseTo((seeds[0] + seeds[1]) / 2, within());
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }
}
