package dev.braid.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A sub-graph placed several times in a row. */
class RepetitionTest {
    private static final BlockCatalog CATALOG = new BlockCatalog(StandardBlocks.ALL);

    private static final String DESIGN = """
            {
              "format": "braid-design", "version": 1, "name": "repeated",
              "blocks": [
                {"id": "embed", "type": "token-embedding", "parameters": {"width": 16}},
                {"id": "layers", "type": "sub-graph", "parameters": {"graph": "layer", "repeat": 3}},
                {"id": "head", "type": "language-model-head", "parameters": {"tied": false}}
              ],
              "wires": [
                {"from": "embed:out", "to": "layers:x"},
                {"from": "embed:out", "to": "layers:side"},
                {"from": "layers:y", "to": "head:in"}
              ],
              "sub-graphs": {
                "layer": {
                  "blocks": [
                    {"id": "x", "type": "graph-input"},
                    {"id": "side", "type": "graph-input"},
                    {"id": "sum", "type": "add"},
                    {"id": "y", "type": "graph-output"}
                  ],
                  "wires": [
                    {"from": "x:port", "to": "sum:a"},
                    {"from": "side:port", "to": "sum:b"},
                    {"from": "sum:out", "to": "y:port"}
                  ]
                }
              }
            }
            """;

    @Test
    void the_first_output_feeds_the_first_input_of_the_next_repetition_and_other_inputs_go_to_all()
            throws DesignFormatException {
        CheckedDesign checked = Checker.check(DesignFile.read(DESIGN, "repeated"), CATALOG, new DesignContext(32, 16));

        assertThat(checked.problems()).isEmpty();
        Map<String, Map<String, String>> sources = checked.blocks().stream()
                .collect(Collectors.toMap(
                        FlatBlock::path,
                        block -> block.sources().entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> checked.blocks()
                                                .get(entry.getValue().block())
                                                .path()))));
        assertThat(sources.get("layers.0/sum")).isEqualTo(Map.of("a", "embed", "b", "embed"));
        assertThat(sources.get("layers.1/sum")).isEqualTo(Map.of("a", "layers.0/sum", "b", "embed"));
        assertThat(sources.get("layers.2/sum")).isEqualTo(Map.of("a", "layers.1/sum", "b", "embed"));
        assertThat(sources.get("head")).isEqualTo(Map.of("in", "layers.2/sum"));
    }
}
