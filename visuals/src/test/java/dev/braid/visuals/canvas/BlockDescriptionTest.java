package dev.braid.visuals.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.visuals.document.Findings;
import org.junit.jupiter.api.Test;

/** What is written on blocks. */
class BlockDescriptionTest {
    private static final BlockCatalog CATALOG = new BlockCatalog(StandardBlocks.ALL);

    private static BlockDescription describe(Architecture design, String id) {
        Findings findings = CanvasWindow.check(design, CATALOG, 0);
        return new BlockDescription.Describer(design, "", design.graph(), findings, CATALOG)
                .describe(design.graph().block(id).orElseThrow());
    }

    private static Graph chain(Object... attention) {
        return new GraphBuilder()
                .block("embedding", "token-embedding", "width", 64)
                .block("attention", "attention", attention)
                .block("head", "language-model-head")
                .wire("embedding", "attention")
                .wire("attention", "head")
                .build();
    }

    @Test
    void parameters_that_were_set_come_before_those_that_matter() {
        Architecture design = Architecture.of("test", chain("span", "window", "window", 32));
        assertThat(describe(design, "attention").lines())
                .extracting(BlockDescription.Line::parameter)
                .containsExactly("span", "window");
        assertThat(describe(Architecture.of("test", chain()), "attention").lines())
                .extracting(BlockDescription.Line::parameter)
                .containsExactly("heads", "position");
    }

    @Test
    void shape_and_cost_are_short_and_the_screen_reader_hears_a_sentence() {
        BlockDescription attention = describe(Architecture.of("test", chain()), "attention");
        assertThat(attention.shape()).isEqualTo("[B, L, 64]");
        assertThat(attention.cost()).startsWith("16.4 k").contains("kF").contains("KiB");
        assertThat(attention.accessibleText())
                .isEqualTo("Attention attention, input from embedding, output 64 wide, no problems");
    }

    @Test
    void a_problem_is_said_on_the_block_and_in_its_sentence() {
        BlockDescription attention = describe(Architecture.of("test", chain("heads", 7)), "attention");
        assertThat(attention.state()).isEqualTo(BlockDescription.State.ERROR);
        assertThat(attention.accessibleText()).contains("1 problem: ");
    }

    @Test
    void an_unknown_type_keeps_the_ports_that_wires_name() {
        Architecture design = Architecture.of(
                "test",
                new GraphBuilder()
                        .block("embedding", "token-embedding")
                        .block("strange", "hyena-99", "order", 3)
                        .wire("embedding", "strange:signal")
                        .build());
        BlockDescription strange = describe(design, "strange");
        assertThat(strange.known()).isFalse();
        assertThat(strange.ports().inputs()).extracting(port -> port.name()).containsExactly("signal");
        assertThat(strange.lines()).extracting(BlockDescription.Line::value).containsExactly("3");
    }
}
