package dev.braid.visuals.canvas;

import dev.braid.engine.graph.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.animation.AnimationTimer;
import javafx.geometry.Rectangle2D;

/** Lets blocks glide from where they were to where the document already has them. */
final class Glide extends AnimationTimer {
    private static final double NANOSECONDS = 280e6;

    private final GraphLayer graph;
    private Map<String, Rectangle2D> from = Map.of();
    private Map<String, Position> to = Map.of();
    private long began;

    Glide(GraphLayer graph) {
        this.graph = graph;
    }

    void play(Map<String, Rectangle2D> before, Map<String, Position> after) {
        from = before;
        to = after;
        began = 0;
        show(0);
        start();
    }

    @Override
    public void handle(long now) {
        began = began == 0 ? now : began;
        double share = Math.min(1, (now - began) / NANOSECONDS);
        // ease in and out
        show(share * share * (3 - 2 * share));
        if (share >= 1) {
            stop();
        }
    }

    /** Ends at once, because the document has changed. */
    void end() {
        stop();
    }

    private void show(double share) {
        Map<String, Position> places = new LinkedHashMap<>();
        to.forEach((id, end) -> {
            Rectangle2D start = from.get(id);
            if (start != null) {
                places.put(
                        id,
                        share >= 1
                                ? end
                                : new Position(
                                        start.getMinX() + (end.x() - start.getMinX()) * share,
                                        start.getMinY() + (end.y() - start.getMinY()) * share));
            }
        });
        if (!places.isEmpty()) {
            graph.preview(places);
        }
    }
}
