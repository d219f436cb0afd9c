package dev.braid.engine.graph;

import java.util.List;
import java.util.Optional;

/**
 * Blocks and the wires between them: the whole design, or the inside of a sub-graph. Nothing here is guaranteed to be
 * sound (ids may repeat, wires may lead nowhere): the checker says so.
 *
 * @param blocks in document order
 * @param wires in document order
 */
public record Graph(List<BlockNode> blocks, List<Wire> wires) {
    /** A graph of nothing. */
    public static final Graph EMPTY = new Graph(List.of(), List.of());

    public Graph {
        blocks = List.copyOf(blocks);
        wires = List.copyOf(wires);
    }

    /** The first block of that id. */
    public Optional<BlockNode> block(String id) {
        return blocks.stream().filter(block -> block.id().equals(id)).findFirst();
    }
}
