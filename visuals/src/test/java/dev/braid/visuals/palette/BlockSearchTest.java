package dev.braid.visuals.palette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.Structure;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.SubGraph;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few letters find the block that is meant. */
class BlockSearchTest {
    private static final BlockCatalog CATALOG = new BlockCatalog(StandardBlocks.ALL);
    private static final Architecture EMPTY = Architecture.of("", Graph.EMPTY);

    private static List<String> found(String query) {
        return BlockSearch.matching(query, BlockSearch.offers(CATALOG, EMPTY, "")).stream()
                .map(BlockOffer::type)
                .toList();
    }

    @ParameterizedTest(name = "\"{0}\" finds {1} first")
    @CsvSource({
        "attention, attention",
        "att, attention",
        "mamba, mamba",
        "merge, merge-attention",
        "merge att, merge-attention",
        "residual, add",
        "SSD, mamba-2",
        "swiglu, mlp-swiglu",
        "mamba-2, mamba-2",
        "dense, linear",
        "atention, attention",
        "atent, attention",
        "mmaba, mamba",
        "embeding, token-embedding",
        "conv, short-convolution",
    })
    void finds(String query, String first) {
        assertThat(found(query)).first().isEqualTo(first);
    }

    @Test
    void nothing_is_typed_and_everything_is_offered_drawer_by_drawer() {
        List<BlockOffer> all = BlockSearch.matching(" ", BlockSearch.offers(CATALOG, EMPTY, ""));
        assertThat(all)
                .hasSize(StandardBlocks.ALL.size())
                .extracting(BlockOffer::category)
                .isSorted();
    }

    @Test
    void words_that_mean_nothing_find_nothing() {
        assertThat(found("xyzzy")).isEmpty();
    }

    @Test
    void a_correction_is_not_offered_beside_what_was_typed() {
        assertThat(found("gate")).contains("fuse-gate").doesNotContain("rms-norm", "scale");
    }

    @Test
    void sub_graphs_are_offered_except_inside_themselves() {
        BlockNode places = BlockNode.of("x", Structure.SUB_GRAPH, Map.of("graph", new ParamValue.Text("inner")));
        Architecture design = new Architecture(
                "",
                "",
                Graph.EMPTY,
                Map.of(
                        "inner",
                        new SubGraph(Graph.EMPTY, List.of(), Map.of()),
                        "outer",
                        new SubGraph(new Graph(List.of(places), List.of()), List.of(), Map.of())),
                Map.of());
        assertThat(titles(design, "")).contains("inner", "outer").doesNotContain("Sub-graph input");
        assertThat(titles(design, "inner"))
                .doesNotContain("inner", "outer")
                .contains("Sub-graph input", "Sub-graph output");
        assertThat(titles(design, "outer")).contains("inner").doesNotContain("outer");
    }

    private static List<String> titles(Architecture design, String graph) {
        return BlockSearch.offers(CATALOG, design, graph).stream()
                .map(BlockOffer::title)
                .toList();
    }

    @Test
    void the_summary_is_the_first_sentence() {
        assertThat(BlockOffer.firstSentence("One of\n two. Another.")).isEqualTo("One of two.");
    }
}
