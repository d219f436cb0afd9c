package dev.braid.visuals.canvas.gesture;

import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.Edits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.jspecify.annotations.Nullable;

/** Moves the selected blocks; a single one with free ports that is let go on a wire is put into it. */
public final class MoveBlocks implements Gesture {
    private static final double REACH = 7;

    private final Surface surface;
    private final Point2D start;
    private final List<String> ids;
    private final Map<String, Rectangle2D> boxes;
    private final Rectangle2D held;
    private final Snapper snapper;
    private final Optional<Insertion> insertion;
    private Map<String, Position> places = Map.of();
    private @Nullable Wire wire;

    /**
     * Begins where the button went down.
     *
     * @param block the block under the pointer, one of the selected; its edges are aligned
     */
    public MoveBlocks(Surface surface, Pointer start, String block) {
        this.surface = surface;
        this.start = surface.placeAt(start.sceneX(), start.sceneY());
        this.ids = List.copyOf(surface.design().selectedBlocks());
        this.boxes = surface.boxes();
        this.held = boxes.getOrDefault(block, Rectangle2D.EMPTY);
        Map<String, Rectangle2D> others = new LinkedHashMap<>(boxes);
        ids.forEach(others::remove);
        this.snapper = new Snapper(others.values(), REACH);
        this.insertion = ids.size() == 1
                ? surface.design().shown().block(block).flatMap(node -> insertion(surface, node))
                : Optional.empty();
    }

    /** Only a block without any wire is put into another one: with wires it would change what it computes. */
    private static Optional<Insertion> insertion(Surface surface, BlockNode node) {
        boolean wired = surface.design().shown().wires().stream()
                .anyMatch(wire -> wire.to().block().equals(node.id()));
        return wired ? Optional.empty() : Insertion.of(surface.design(), node);
    }

    @Override
    public void moved(Pointer pointer) {
        Point2D shift = surface.placeAt(pointer.sceneX(), pointer.sceneY()).subtract(start);
        Rectangle2D wanted = new Rectangle2D(
                held.getMinX() + shift.getX(), held.getMinY() + shift.getY(), held.getWidth(), held.getHeight());
        wire = insertion.isEmpty() ? null : surface.wireAt(middle(wanted), ids);
        surface.markWire(wire);
        Point2D rest = new Point2D(Math.rint(wanted.getMinX()), Math.rint(wanted.getMinY()));
        if (pointer.control()) {
            surface.guides(List.of());
        } else {
            Snapper.Snapped snapped = snapper.snap(wanted);
            rest = snapped.place();
            surface.guides(snapped.guides());
        }
        double x = rest.getX() - held.getMinX();
        double y = rest.getY() - held.getMinY();
        Map<String, Position> moved = new LinkedHashMap<>();
        for (String id : ids) {
            Rectangle2D box = boxes.get(id);
            if (box != null) {
                moved.put(id, new Position(box.getMinX() + x, box.getMinY() + y));
            }
        }
        places = moved;
        surface.preview(places);
    }

    @Override
    public void released(Pointer pointer) {
        moved(pointer);
        clear();
        Wire into = wire;
        if (into != null && insertion.isPresent()) {
            Position place = places.getOrDefault(ids.getFirst(), Position.ORIGIN);
            Rectangle2D box = new Rectangle2D(place.x(), place.y(), held.getWidth(), held.getHeight());
            surface.design().edit(design -> insertion.get().move(surface.design(), ids.getFirst(), into, box, boxes));
            surface.offerRepair(new PortRef(ids.getFirst(), insertion.get().input()));
        } else {
            surface.design()
                    .edit(design -> Edits.moveBlocks(design, surface.design().graph(), places));
        }
    }

    @Override
    public void cancelled() {
        clear();
        surface.preview(Map.of());
    }

    private void clear() {
        surface.guides(List.of());
        surface.markWire(null);
    }

    private static Point2D middle(Rectangle2D box) {
        return new Point2D((box.getMinX() + box.getMaxX()) / 2, (box.getMinY() + box.getMaxY()) / 2);
    }
}
