package dev.braid.visuals.canvas;

import java.util.Collection;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;

/** Arithmetic with rectangles. */
final class Boxes {
    private Boxes() {}

    /** The smallest box around all, if there are any. */
    static Optional<Rectangle2D> around(Collection<Rectangle2D> boxes) {
        return boxes.stream().reduce((a, b) -> {
            double x = Math.min(a.getMinX(), b.getMinX());
            double y = Math.min(a.getMinY(), b.getMinY());
            return new Rectangle2D(
                    x, y, Math.max(a.getMaxX(), b.getMaxX()) - x, Math.max(a.getMaxY(), b.getMaxY()) - y);
        });
    }

    static Point2D middle(Rectangle2D box) {
        return new Point2D((box.getMinX() + box.getMaxX()) / 2, (box.getMinY() + box.getMaxY()) / 2);
    }
}
