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
import org.jspecify.annotations.Nullable;

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
            case Fix.ClearParameter(String _, String block, String parameter) -> {
                Place place = Place.of(block);
                yield Edits.setParameter(design, place.graph, place.block, parameter, null);
            }
            case Fix.RenameParameter(String _, String block, String parameter, String newName) -> {
                Place place = Place.of(block);
                yield Edits.renameParameter(design, place.graph, place.block, parameter, newName);
            }
            case Fix.SetType(String _, String block, String type) -> {
                Place place = Place.of(block);
                yield Edits.setType(design, place.graph, place.block, type);
            }
            case Fix.SetWeightsOf(String _, String block, @Nullable String owner) -> {
                Place place = Place.of(block);
                yield Edits.setWeightsOf(design, place.graph, place.block, owner);
            }
            case Fix.SeparateIds(String _, String block) -> {
                Place place = Place.of(block);
                yield Edits.separateIds(design, place.graph, place.block);
            }
            case Fix.LeadWire(String _, PortRef from, PortRef to, PortRef newFrom, PortRef newTo) ->
                Edits.leadWire(
                        design,
                        Place.of(newTo.block()).graph,
                        new Wire(Place.inside(from), Place.inside(to)),
                        new Wire(Place.inside(newFrom), Place.inside(newTo)));
            case Fix.InsertLinear(String _, PortRef to, int width) -> insertLinear(design, to, width);
            case Fix.RemoveBlock(String _, String block) -> {
                Place place = Place.of(block);
                yield Edits.removeBlocks(design, place.graph, List.of(place.block));
            }
            case Fix.RemoveWire(String _, PortRef to) -> {
                Place place = Place.of(to.block());
                yield Edits.disconnect(design, place.graph, Place.inside(to));
            }
            case Fix.Connect(String _, PortRef from, PortRef to) -> {
                Place place = Place.of(to.block());
                yield Edits.connect(design, place.graph, Place.inside(from), Place.inside(to));
            }
        };
    }

    private static GraphEdit insertLinear(Architecture design, PortRef to, int width) {
        Place place = Place.of(to.block());
        PortRef end = Place.inside(to);
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
        /** The port as its own graph calls it. */
        static PortRef inside(PortRef port) {
            return new PortRef(of(port.block()).block, port.port());
        }

        /** Reads {@code attention} or {@code layer/attention}. */
        static Place of(String address) {
            int slash = address.lastIndexOf('/');
            return slash < 0
                    ? new Place("", address)
                    : new Place(address.substring(0, slash), address.substring(slash + 1));
        }
    }
}
