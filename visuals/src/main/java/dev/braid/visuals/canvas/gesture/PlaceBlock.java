package dev.braid.visuals.canvas.gesture;

import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.palette.BlockOffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Dimension2D;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.jspecify.annotations.Nullable;

/** Brings a new block from the palette: onto the ground, or into a wire. */
public final class PlaceBlock implements Gesture {
    private static final double REACH = 7;

    private final Surface surface;
    private final BlockOffer offer;
    private final BlockNode block;
    private final Snapper snapper;
    private final Map<String, Rectangle2D> boxes;
    private final Optional<Insertion> insertion;
    private @Nullable Rectangle2D box;
    private @Nullable Wire wire;

    /** Begins with a block in the hand. */
    public PlaceBlock(Surface surface, BlockOffer offer) {
        this.surface = surface;
        this.offer = offer;
        this.block = offer.node(surface.design().document(), surface.design().graph());
        this.boxes = surface.boxes();
        this.snapper = new Snapper(boxes.values(), REACH);
        this.insertion = Insertion.of(surface.design(), block);
    }

    /** What is in the hand. */
    public BlockOffer offer() {
        return offer;
    }

    @Override
    public void moved(Pointer pointer) {
        Point2D at = surface.placeAt(pointer.sceneX(), pointer.sceneY());
        Dimension2D size = surface.sizeOf(block);
        Rectangle2D wanted = new Rectangle2D(
                at.getX() - size.getWidth() / 2, at.getY() - size.getHeight() / 2, size.getWidth(), size.getHeight());
        wire = insertion.isEmpty() ? null : surface.wireAt(at, List.of());
        Snapper.Snapped snapped = snapper.snap(wanted);
        Rectangle2D rest =
                new Rectangle2D(snapped.place().getX(), snapped.place().getY(), size.getWidth(), size.getHeight());
        box = rest;
        surface.guides(snapped.guides());
        surface.ghost(block, rest);
        surface.markWire(wire);
    }

    @Override
    public void released(Pointer pointer) {
        moved(pointer);
        Rectangle2D place = box;
        Wire into = wire;
        cancelled();
        if (place == null) {
            return;
        }
        boolean added;
        if (into != null && insertion.isPresent()) {
            added = surface.design().edit(design -> insertion.get().add(surface.design(), block, into, place, boxes));
        } else {
            added = surface.design()
                    .edit(design -> Edits.addBlock(
                            design,
                            surface.design().graph(),
                            block.at(new Position(place.getMinX(), place.getMinY()))));
        }
        if (added) {
            surface.design().select(List.of(block.id()));
            insertion.ifPresent(ports -> surface.offerRepair(new PortRef(block.id(), ports.input())));
        }
    }

    @Override
    public void cancelled() {
        surface.guides(List.of());
        surface.ghost(null, null);
        surface.markWire(null);
    }
}
