package dev.braid.visuals.palette;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.BlockType.Category;
import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.edit.Edits;
import java.util.List;
import java.util.Map;

/**
 * Something that can be added to a design.
 *
 * @param type the block type's id
 * @param title its name in the palette
 * @param category the drawer it lies in
 * @param keywords other words under which people look for it
 * @param summary the first sentence of its explanation
 * @param parameters what is set from the start, such as which sub-graph it places
 */
public record BlockOffer(
        String type,
        String title,
        Category category,
        List<String> keywords,
        String summary,
        Map<String, ParamValue> parameters) {
    public BlockOffer {
        keywords = List.copyOf(keywords);
        parameters = Map.copyOf(parameters);
    }

    /** A block type of the catalogue. */
    static BlockOffer of(BlockType type) {
        return new BlockOffer(
                type.id(), type.title(), type.category(), type.keywords(), firstSentence(type.explanation()), Map.of());
    }

    /** A sub-graph of the document. */
    static BlockOffer ofSubGraph(String name) {
        return new BlockOffer(
                Structure.SUB_GRAPH,
                name,
                Category.STRUCTURE,
                List.of("sub-graph", "group", "layer"),
                "Places this design's sub-graph " + name + " once more.",
                Map.of(Structure.GRAPH, new ParamValue.Text(name)));
    }

    /** The new block, with an id that is free in the graph ("" for the root). */
    public BlockNode node(Architecture design, String graph) {
        String wanted = type.equals(Structure.SUB_GRAPH)
                ? title
                : type.equals(Structure.INPUT) ? "in" : type.equals(Structure.OUTPUT) ? "out" : type;
        return BlockNode.of(Edits.freeId(design, graph, wanted), type, parameters);
    }

    static String firstSentence(String explanation) {
        String flat = explanation.strip().replaceAll("\\s+", " ");
        int end = flat.indexOf(". ");
        return end < 0 ? flat : flat.substring(0, end + 1);
    }
}
