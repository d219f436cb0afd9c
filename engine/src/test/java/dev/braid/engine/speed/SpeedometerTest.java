package dev.braid.engine.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.graph.SampleDesigns;
import dev.braid.engine.train.Decoder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpeedometerTest {
    private static final BlockCatalog BLOCKS = new BlockCatalog(StandardBlocks.ALL);

    private static Architecture design(int heads) {
        return Architecture.of(
                "small",
                new GraphBuilder()
                        .block("embedding", "token-embedding", "width", 8)
                        .block("attention", "attention", "heads", heads)
                        .block("head", "language-model-head")
                        .wire("embedding", "attention")
                        .wire("attention", "head")
                        .build());
    }

    private static Speedometer speedometer() {
        return new Speedometer(BLOCKS, 32, 32, 1, 0.02, 1);
    }

    @Test
    void every_figure_of_a_design_is_measured_beside_what_is_declared() throws Exception {
        DesignSpeed speed = speedometer().measure(design(2), 16, () -> false).orElseThrow();
        assertThat(speed.contextLength()).isEqualTo(16);
        assertThat(List.of(
                        speed.trainingTokensPerSecond(),
                        speed.trainingFlopsPerSecond(),
                        speed.firstToken(),
                        speed.lastToken(),
                        speed.promptToken()))
                .allSatisfy(number -> assertThat(number).isPositive().isFinite());
        assertThat(speed.stateBytes())
                .as("keys and values of 16 positions, 8 floats each")
                .isEqualTo(16 * 2 * 8 * 4);
        assertThat(speed.predicted().stateBytes()).isEqualTo(speed.stateBytes());
    }

    @Test
    void it_ends_without_a_figure_when_it_is_told_to() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        assertThat(speedometer().measure(design(2), 16, () -> asked.incrementAndGet() > 3))
                .isEmpty();
        assertThat(asked).hasValueGreaterThan(3);
    }

    @Test
    void a_design_that_cannot_run_is_refused_with_its_problem() {
        assertThatThrownBy(() -> speedometer().measure(design(3), 16, () -> false))
                .isInstanceOf(DesignException.class)
                .hasMessageContaining("heads");
    }

    static List<Path> samples() {
        return SampleDesigns.files();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void decoding_keeps_as_many_bytes_as_the_blocks_declare(Path file) throws Exception {
        for (int length : new int[] {16, 200}) {
            Model model = Model.compile(DesignFile.read(file), BLOCKS, new DesignContext(256, length));
            assertThat(new Decoder(model, model.initialWeights(1), 1, length).stateBytes())
                    .isEqualTo(model.design().cost().stateBytes());
        }
    }
}
