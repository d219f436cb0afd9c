package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.braid.engine.cost.StudyB;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CostCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    private static JsonNode cost(String... arguments) throws IOException {
        Console console = Console.run(arguments);
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        return JSON.readTree(console.out());
    }

    @ParameterizedTest
    @CsvSource({
        // study B, Table 2: 1B at L = 8192, 60B tokens
        "study-b-1b-attention,   973e6, 4.47e20, 256.0",
        "study-b-1b-mamba,       989e6, 3.67e20, 13.4",
        "study-b-1b-inter-layer, ,      3.67e20, 43.4",
        "study-b-1b-window,      973e6, ,        63",
    })
    void the_published_table_comes_out_to_one_percent(String preset, Double parameters, Double flops, Double cache)
            throws IOException {
        JsonNode node = cost("cost", "--preset", preset, "--context-length=8192", "--tokens=60e9", "--json");
        if (parameters != null) {
            assertThat(node.get("parameters").asDouble()).isCloseTo(parameters, withinPercentage(1));
        }
        if (flops != null) {
            assertThat(node.get("training_flops").asDouble()).isCloseTo(flops, withinPercentage(1));
        }
        assertThat(node.get("cache_bytes").asDouble() / MEBIBYTE).isCloseTo(cache, withinPercentage(1));
    }

    @Test
    void every_preset_is_a_sound_design_of_about_its_size() throws IOException {
        for (String preset : StudyB.names()) {
            double parameters = cost("cost", "--preset", preset, "--context-length=8192", "--tokens=1e9", "--json")
                    .get("parameters")
                    .asDouble();
            String size = preset.split("-")[2];
            double named = switch (size) {
                case "100m" -> 1e8;
                case "350m" -> 3.5e8;
                case "1b" -> 1e9;
                default -> 3e9;
            };
            assertThat(parameters).as(preset).isCloseTo(named, withinPercentage(15));
        }
    }

    @Test
    void a_design_of_ones_own_is_counted_by_hand() throws IOException {
        // width 8, 4 heads of 2: Q, K, V and output 4·8·8 = 256 parameters; at L = 16 a query sees 8.5 positions on
        // average
        JsonNode node = cost(
                "cost",
                Samples.attention(folder, 8).toString(),
                "--context-length=16",
                "--tokens=1000",
                "--vocabulary=64",
                "--json");
        assertThat(node.get("parameters").asLong()).isEqualTo(256);
        assertThat(node.get("training_flops").asDouble()).isEqualTo(1000 * (6 * 256 + 12 * 8 * 8.5));
        assertThat(node.get("cache_bytes").asLong()).isEqualTo(2 * 2 * 8 * 16);
        assertThat(node.get("embedding_parameters").asLong()).isEqualTo(2 * 64 * 8);
        assertThat(node.get("blocks").size()).isEqualTo(1);
    }

    @Test
    void the_table_names_the_types_and_the_total() {
        Console console =
                Console.run("cost", "--preset=study-b-1b-inter-layer", "--context-length=8192", "--tokens=60e9");
        assertThat(console.out()).contains("attention", "mamba-2", "mlp-swiglu", "total", "100.0 %");
    }

    @Test
    void what_cannot_be_counted_is_refused_with_what_to_do() throws IOException {
        String design = Samples.attention(folder, 8).toString();
        assertThat(Console.run("cost", "--context-length=8", "--tokens=1").err())
                .contains("either a design file or one");
        assertThat(Console.run("cost", design, "--preset=study-b-1b-mamba", "--context-length=8", "--tokens=1")
                        .err())
                .contains("either a design file or one");
        Console preset = Console.run("cost", "--preset=study-b-9b", "--context-length=8", "--tokens=1");
        assertThat(preset.code()).isEqualTo(2);
        assertThat(preset.err()).contains("--preset", "study-b-1b-mamba", "study-b-9b");
        Console tokens = Console.run("cost", design, "--context-length=8", "--tokens=-3");
        assertThat(tokens.code()).isEqualTo(2);
        assertThat(tokens.err()).contains("--tokens", "-3");
    }
}
