package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MeasureCommandTest {
    @TempDir
    Path folder;

    @Test
    void speed_stands_beside_the_predicted_cost() throws IOException {
        Path table = folder.resolve("speed.csv");
        Console run = Console.run(
                "measure",
                "mamba",
                "--context-length",
                "16",
                "--tokens-per-step",
                "16",
                "--seconds",
                "0.05",
                "--json",
                "--out",
                table.toString());
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode row = new JsonMapper().readTree(run.out()).get(0);
        assertThat(row.get("design").asString()).isEqualTo("mamba");
        assertThat(row.get("context_length").asInt()).isEqualTo(16);
        assertThat(row.get("training_tokens_per_second").asDouble()).isPositive();
        assertThat(row.get("decoding_tokens_per_second_last").asDouble()).isPositive();
        // three times the forward pass
        assertThat(row.get("training_flops_per_second").asDouble())
                .isEqualTo(3
                        * row.get("flops_per_token").asDouble()
                        * row.get("training_tokens_per_second").asDouble());
        assertThat(Files.readAllLines(table)).hasSize(2);
        List<String> titles = List.of(Files.readAllLines(table).getFirst().split(","));
        assertThat(titles)
                .containsExactly(
                        "design",
                        "context_length",
                        "parameters",
                        "flops_per_token",
                        "state_bytes",
                        "measured_state_bytes",
                        "training_tokens_per_second",
                        "decoding_tokens_per_second_first",
                        "decoding_tokens_per_second_last",
                        "prompt_tokens_per_second");
        List<String> values = List.of(Files.readAllLines(table).getLast().split(","));
        for (int i = 1; i < titles.size(); i++) {
            assertThat(Double.parseDouble(values.get(i)))
                    .as(titles.get(i))
                    .isCloseTo(row.get(titles.get(i)).asDouble(), offset(0.06));
        }
        assertThat(row.get("measured_state_bytes").asLong())
                .isEqualTo(row.get("state_bytes").asLong());
    }

    @Test
    void lengths_without_eighths_are_refused() {
        Console run = Console.run("measure", "mamba", "--context-length", "4");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--context-length: expected a whole number from 8");
    }
}
