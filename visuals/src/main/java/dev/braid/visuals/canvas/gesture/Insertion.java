package dev.braid.visuals.canvas.gesture;

import dev.braid.engine.block.PortSpec;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.engine.graph.edit.GraphEdit;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.document.Ports;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Rectangle2D;

/**
 * Puts a block into a wire and makes room for it.
 *
 * @param input the block's port that takes the wire
 * @param output the block's port that feeds what the wire fed
 */
public record Insertion(String input, String output) {
    /** Room that is left between blocks. */
    private static final double GAP = 44;

    /** The ports of a block that could be put into a wire: a free input, and an output that nobody reads. */
    public static Optional<Insertion> of(OpenDesign design, BlockNode block) {
        Graph shown = design.shown();
        Ports ports = Ports.of(design.document(), shown, block, design.catalog());
        boolean read =
                shown.wires().stream().anyMatch(wire -> wire.from().block().equals(block.id()));
        List<PortSpec> free = ports.freeInputs(shown, block.id());
        return read || free.isEmpty() || ports.outputs().isEmpty()
                ? Optional.empty()
                : Optional.of(new Insertion(
                        free.getFirst().name(), ports.outputs().getFirst().name()));
    }

    /** Adds a new block in the wire. */
    public GraphEdit add(
            OpenDesign design, BlockNode block, Wire wire, Rectangle2D box, Map<String, Rectangle2D> boxes) {
        String graph = design.graph();
        Map<String, Position> room = room(design.shown(), block.id(), wire, box, boxes);
        Position place = room.getOrDefault(block.id(), new Position(box.getMinX(), box.getMinY()));
        room.remove(block.id());
        return new Steps("insert " + block.id(), design.document())
                .then(now -> Edits.insertIntoWire(now, graph, wire, block.at(place), input, output))
                .then(now -> Edits.moveBlocks(now, graph, room))
                .edit();
    }

    /** Moves a block of the graph into the wire. */
    public GraphEdit move(OpenDesign design, String block, Wire wire, Rectangle2D box, Map<String, Rectangle2D> boxes) {
        String graph = design.graph();
        Map<String, Position> room = room(design.shown(), block, wire, box, boxes);
        room.putIfAbsent(block, new Position(box.getMinX(), box.getMinY()));
        Wire first = new Wire(wire.from(), new PortRef(block, input), wire.unknown());
        return new Steps("insert " + block, design.document())
                .then(now -> Edits.leadWire(now, graph, wire, first))
                .then(now -> connect(now, graph, new PortRef(block, output), wire.to()))
                .then(now -> Edits.moveBlocks(now, graph, room))
                .edit();
    }

    private static GraphEdit connect(Architecture now, String graph, PortRef from, PortRef to) {
        return Edits.connect(now, graph, from, to);
    }

    /** Where blocks go so that the new one stands clear of both ends of the wire. */
    private static Map<String, Position> room(
            Graph shown, String block, Wire wire, Rectangle2D box, Map<String, Rectangle2D> boxes) {
        Map<String, Position> moved = new LinkedHashMap<>();
        Rectangle2D before = boxes.get(wire.from().block());
        Rectangle2D after = boxes.get(wire.to().block());
        double left = box.getMinX();
        if (before != null && before.getMaxX() + GAP > left && before.getMinX() < box.getMaxX()) {
            left = Snapper.grid(before.getMaxX() + GAP);
            moved.put(block, new Position(left, box.getMinY()));
        }
        double right = left + box.getWidth();
        if (after == null || after.getMinX() >= right + GAP || after.getMaxX() < left) {
            return moved;
        }
        double shift = Math.ceil((right + GAP - after.getMinX()) / Snapper.GRID) * Snapper.GRID;
        for (String id : behind(shown, wire.to().block())) {
            Rectangle2D place = boxes.get(id);
            if (place != null && !id.equals(block) && place.getMinX() >= after.getMinX() - GAP) {
                moved.put(id, new Position(place.getMinX() + shift, place.getMinY()));
            }
        }
        return moved;
    }

    /** A block and all that waits for it. */
    private static Set<String> behind(Graph shown, String start) {
        Set<String> behind = new LinkedHashSet<>(Set.of(start));
        Deque<String> queue = new ArrayDeque<>(behind);
        while (!queue.isEmpty()) {
            String here = queue.remove();
            for (Wire wire : shown.wires()) {
                if (wire.from().block().equals(here) && behind.add(wire.to().block())) {
                    queue.add(wire.to().block());
                }
            }
        }
        return behind;
    }
}
