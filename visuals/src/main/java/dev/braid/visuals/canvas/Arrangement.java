package dev.braid.visuals.canvas;

import dev.braid.engine.graph.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Rectangle2D;

/** Aligning and distributing: where boxes go. */
public enum Arrangement {
    /** Left edges in one line. */
    LEFT("Align left edges"),
    /** Middles in one vertical line. */
    CENTRE("Align centres"),
    /** Right edges in one line. */
    RIGHT("Align right edges"),
    /** Top edges in one line. */
    TOP("Align top edges"),
    /** Middles in one horizontal line. */
    MIDDLE("Align middles"),
    /** Bottom edges in one line. */
    BOTTOM("Align bottom edges"),
    /** Equal gaps from left to right. */
    DISTRIBUTE_HORIZONTALLY("Distribute horizontally"),
    /** Equal gaps from top to bottom. */
    DISTRIBUTE_VERTICALLY("Distribute vertically");

    private final String title;

    Arrangement(String title) {
        this.title = title;
    }

    /** What menus call it. */
    public String title() {
        return title;
    }

    /** How many boxes it takes to make sense. */
    int fewest() {
        return this == DISTRIBUTE_HORIZONTALLY || this == DISTRIBUTE_VERTICALLY ? 3 : 2;
    }

    /** Where the boxes go. */
    Map<String, Position> apply(Map<String, Rectangle2D> boxes) {
        return Boxes.around(boxes.values())
                .filter(all -> boxes.size() >= fewest())
                .map(all -> places(boxes, all))
                .orElse(Map.of());
    }

    private Map<String, Position> places(Map<String, Rectangle2D> boxes, Rectangle2D all) {
        if (this == DISTRIBUTE_HORIZONTALLY || this == DISTRIBUTE_VERTICALLY) {
            return distributed(boxes, all, this == DISTRIBUTE_HORIZONTALLY);
        }
        Map<String, Position> places = new LinkedHashMap<>();
        boxes.forEach((id, box) -> places.put(
                id,
                switch (this) {
                    case LEFT -> new Position(all.getMinX(), box.getMinY());
                    case CENTRE -> new Position(Boxes.middle(all).getX() - box.getWidth() / 2, box.getMinY());
                    case RIGHT -> new Position(all.getMaxX() - box.getWidth(), box.getMinY());
                    case TOP -> new Position(box.getMinX(), all.getMinY());
                    case MIDDLE -> new Position(box.getMinX(), Boxes.middle(all).getY() - box.getHeight() / 2);
                    default -> new Position(box.getMinX(), all.getMaxY() - box.getHeight());
                }));
        return places;
    }

    private static Map<String, Position> distributed(
            Map<String, Rectangle2D> boxes, Rectangle2D all, boolean horizontally) {
        List<Map.Entry<String, Rectangle2D>> sorted = new ArrayList<>(boxes.entrySet());
        sorted.sort(Comparator.comparingDouble(entry ->
                horizontally ? entry.getValue().getMinX() : entry.getValue().getMinY()));
        double filled = sorted.stream()
                .mapToDouble(entry -> horizontally
                        ? entry.getValue().getWidth()
                        : entry.getValue().getHeight())
                .sum();
        double gap = ((horizontally ? all.getWidth() : all.getHeight()) - filled) / (sorted.size() - 1);
        double at = horizontally ? all.getMinX() : all.getMinY();
        Map<String, Position> places = new LinkedHashMap<>();
        for (Map.Entry<String, Rectangle2D> entry : sorted) {
            Rectangle2D box = entry.getValue();
            places.put(
                    entry.getKey(), horizontally ? new Position(at, box.getMinY()) : new Position(box.getMinX(), at));
            at += (horizontally ? box.getWidth() : box.getHeight()) + gap;
        }
        return places;
    }
}
