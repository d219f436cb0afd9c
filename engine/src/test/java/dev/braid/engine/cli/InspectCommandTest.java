package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private String trained() throws IOException {
        Console train = Console.run(
                "train",
                Samples.attention(folder, 8).toString(),
                "--context-length=16",
                "--evaluate=16,32",
                "--steps=4",
                "--batch=2",
                "--evaluate-every=2",
                "--threads=1",
                "--json",
                "--out=" + folder.resolve("runs"));
        assertThat(train.err()).isEmpty();
        return JSON.readTree(train.out()).get("folder").asString();
    }

    @Test
    void weights_and_states_of_a_run_are_shown_by_their_singular_values() throws IOException {
        String run = trained();
        Path states = folder.resolve("states.npz");
        Console inspect = Console.run("inspect", run, "--sequences=3", "--json", "--states=" + states);
        assertThat(inspect.err()).isEmpty();
        assertThat(inspect.code()).isZero();
        JsonNode node = JSON.readTree(inspect.out());
        assertThat(node.get("context_length").asInt()).isEqualTo(16);
        assertThat(node.get("spectra").values())
                .anySatisfy(entry -> {
                    assertThat(entry.get("kind").asString()).isEqualTo("weight");
                    assertThat(entry.get("name").asString()).startsWith("embedding/");
                    assertThat(entry.get("singular_values").size()).isEqualTo(8);
                })
                .anySatisfy(entry -> {
                    assertThat(entry.get("kind").asString()).isEqualTo("output");
                    assertThat(entry.get("name").asString()).isEqualTo("attention");
                    assertThat(entry.get("shape").asString()).isEqualTo("3 × 16 × 8");
                    assertThat(entry.get("effective_rank").asDouble()).isBetween(1.0, 8.0);
                });
        assertThat(states).isNotEmptyFile();
        assertThat(Console.run("inspect", run).out()).contains("effective rank", "attention", "of 8");
    }

    @Test
    void what_cannot_be_inspected_is_refused_with_what_to_do() throws IOException {
        Console nothing = Console.run("inspect", folder.toString());
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("no folder of a run", "spec.json");

        String run = trained();
        Console length = Console.run("inspect", run, "--context-length=17");
        assertThat(length.code()).isEqualTo(2);
        assertThat(length.err()).contains("evaluated at 16, 32, not at 17");

        Path checkpoint = Path.of(run).resolve("checkpoint.safetensors");
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Console damaged = Console.run("inspect", run);
        assertThat(damaged.code()).isEqualTo(2);
        assertThat(damaged.err()).contains("checkpoint.safetensors").doesNotContain("Exception");

        Files.delete(checkpoint);
        Console none = Console.run("inspect", run);
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("no checkpoint yet");
    }
}
