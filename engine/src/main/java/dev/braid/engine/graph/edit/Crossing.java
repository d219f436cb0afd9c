package dev.braid.engine.graph.edit;

import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows wires through the border of a sub-graph that is being unpacked.
 *
 * @param placement the id of the block that placed it
 * @param inner its blocks by id
 * @param names the ids its blocks get outside
 * @param crossing the outer wires that touched the placing block
 */
record Crossing(String placement, Map<String, BlockNode> inner, Map<String, String> names, List<Wire> crossing) {

    /** Where an inner wire comes from, seen from outside; null if it comes from a port that nothing feeds. */
    @Nullable
    PortRef source(PortRef from) {
        BlockNode block = inner.get(from.block());
        if (block == null || !block.type().equals(Structure.INPUT)) {
            return rename(from);
        }
        PortRef input = new PortRef(placement, block.id());
        return crossing.stream()
                .filter(wire -> wire.to().equals(input) && !wire.from().block().equals(placement))
                .map(Wire::from)
                .findFirst()
                .orElse(null);
    }

    /** An inner block's port outside; null for a port of the sub-graph itself and for blocks that do not exist. */
    @Nullable
    PortRef rename(PortRef port) {
        String name = names.get(port.block());
        return name == null ? null : new PortRef(name, port.port());
    }

    /** What feeds an output of the sub-graph, seen from outside; null if nothing does. */
    @Nullable
    PortRef sourceOfOutput(String output, List<Wire> innerWires) {
        PortRef port = new PortRef(output, Structure.PORT);
        return innerWires.stream()
                .filter(wire -> wire.to().equals(port))
                .findFirst()
                .map(wire -> source(wire.from()))
                .orElse(null);
    }
}
