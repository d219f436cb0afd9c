package dev.braid.visuals.canvas.gesture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;

/** The rubber band: selects what it touches; with shift or control in addition to what is selected. */
public final class SelectArea implements Gesture {
    private final Surface surface;
    private final Point2D start;
    private final List<String> before;
    private final List<String> kept;

    /** Begins where the button went down. */
    public SelectArea(Surface surface, Pointer start) {
        this.surface = surface;
        this.start = surface.placeAt(start.sceneX(), start.sceneY());
        this.before = List.copyOf(surface.design().selectedBlocks());
        this.kept = start.shift() || start.control() ? before : List.of();
    }

    @Override
    public void moved(Pointer pointer) {
        Point2D end = surface.placeAt(pointer.sceneX(), pointer.sceneY());
        Rectangle2D band = new Rectangle2D(
                Math.min(start.getX(), end.getX()),
                Math.min(start.getY(), end.getY()),
                Math.abs(start.getX() - end.getX()),
                Math.abs(start.getY() - end.getY()));
        surface.rubberBand(band);
        Set<String> touched = new LinkedHashSet<>(kept);
        surface.boxes().forEach((id, box) -> {
            if (box.intersects(band)) {
                touched.add(id);
            }
        });
        surface.design().select(new ArrayList<>(touched));
    }

    @Override
    public void released(Pointer pointer) {
        moved(pointer);
        surface.rubberBand(null);
    }

    @Override
    public void cancelled() {
        surface.rubberBand(null);
        surface.design().select(before);
    }
}
