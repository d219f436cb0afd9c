package dev.braid.engine.graph.edit;

import dev.braid.engine.block.Problem.Fix;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.Wire;
import java.util.List;
import java.util.Map;

/** Turns the repair a problem proposes into an edit. */
public final class Fixes {
    /** The type of block that changes a width; its ports are {@code in} and {@code out}. */
    private static final String LINEAR = "linear";

    private Fixes() {}

    /**
     * The edit that makes the repair.
     *
     * @throws EditException if the design has changed so that the repair no longer fits
     */
    public static GraphEdit edit(Architecture design, Fix fix) {
        return switch (fix) {
            case Fix.SetParameter(String _, String block, String parameter, ParamValue value) -> {
                Place place = Place.of(block);
                yield Edits.setParameter(design, place.graph, place.block, parameter, value);
            }
            case Fix.InsertLinear(String _, PortRef to, int width) -> insertLinear(design, to, width);
            case Fix.RemoveBlock(String _, String block) -> {
                Place place = Place.of(block);
                yield Edits.removeBlocks(design, place.graph, List.of(place.block));
            }
            case Fix.RemoveWire(String _, PortRef to) -> {
                Place place = Place.of(to.block());
                yield Edits.disconnect(design, place.graph, new PortRef(place.block, to.port()));
            }
            case Fix.Connect(String _, PortRef from, PortRef to) -> {
                Place place = Place.of(to.block());
                yield Edits.connect(
                        design,
                        place.graph,
                        new PortRef(Place.of(from.block()).block, from.port()),
                        new PortRef(place.block, to.port()));
            }
        };
    }

    private static GraphEdit insertLinear(Architecture design, PortRef to, int width) {
        Place place = Place.of(to.block());
        PortRef end = new PortRef(place.block, to.port());
        Wire wire = Documents.graph(design, place.graph).wires().stream()
                .filter(candidate -> candidate.to().equals(end))
                .findFirst()
                .orElseThrow(() -> new EditException("no wire ends at " + to));
        BlockNode linear = BlockNode.of(
                        Edits.freeId(design, place.graph, LINEAR), LINEAR, Map.of("width", new ParamValue.Whole(width)))
                .at(between(design, place.graph, wire));
        return Edits.insertIntoWire(design, place.graph, wire, linear, "in", "out");
    }

    private static Position between(Architecture design, String graph, Wire wire) {
        Position from = position(design, graph, wire.from().block());
        Position to = position(design, graph, wire.to().block());
        return new Position((from.x() + to.x()) / 2, (from.y() + to.y()) / 2);
    }

    private static Position position(Architecture design, String graph, String id) {
        return Documents.graph(design, graph).block(id).map(BlockNode::position).orElse(Position.ORIGIN);
    }

    /**
     * A block's place in the document.
     *
     * @param graph "" or a sub-graph's name
     * @param block the id in that graph
     */
    private record Place(String graph, String block) {
        /** Reads {@code attention} or {@code layer/attention}. */
        static Place of(String address) {
            int slash = address.lastIndexOf('/');
            return slash < 0
                    ? new Place("", address)
                    : new Place(address.substring(0, slash), address.substring(slash + 1));
        }
    }
}
