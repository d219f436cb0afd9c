package dev.braid.visuals.canvas.gesture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;

/** Draws moved blocks to the edges and middles of their neighbours, or else to the grid. */
public final class Snapper {
    /** The distance of the grid's points. */
    public static final double GRID = 20;

    private static final double OVERHANG = 12;

    private final List<Rectangle2D> others;
    private final double reach;

    /**
     * A snapper for one gesture.
     *
     * @param others the blocks that stay where they are
     * @param reach how far it pulls
     */
    public Snapper(Collection<Rectangle2D> others, double reach) {
        this.others = List.copyOf(others);
        this.reach = reach;
    }

    /**
     * Where a box comes to rest.
     *
     * @param place its upper left corner
     * @param guides what it is aligned with there
     */
    public record Snapped(Point2D place, List<Guide> guides) {
        public Snapped {
            guides = List.copyOf(guides);
        }
    }

    /** Where a box that is held at this place comes to rest. */
    public Snapped snap(Rectangle2D box) {
        double shiftX = Double.NaN;
        double shiftY = Double.NaN;
        Rectangle2D besideX = null;
        Rectangle2D besideY = null;
        for (Rectangle2D other : others) {
            double x = nearest(left(box), left(other));
            if (Math.abs(x) <= reach && !(Math.abs(x) >= Math.abs(shiftX))) {
                shiftX = x;
                besideX = other;
            }
            double y = nearest(top(box), top(other));
            if (Math.abs(y) <= reach && !(Math.abs(y) >= Math.abs(shiftY))) {
                shiftY = y;
                besideY = other;
            }
        }
        double x = besideX == null ? grid(box.getMinX()) : box.getMinX() + shiftX;
        double y = besideY == null ? grid(box.getMinY()) : box.getMinY() + shiftY;
        Rectangle2D rest = new Rectangle2D(x, y, box.getWidth(), box.getHeight());
        List<Guide> guides = new ArrayList<>();
        if (besideX != null) {
            double at = common(left(rest), left(besideX));
            guides.add(new Guide(
                    at,
                    Math.min(rest.getMinY(), besideX.getMinY()) - OVERHANG,
                    at,
                    Math.max(rest.getMaxY(), besideX.getMaxY()) + OVERHANG));
        }
        if (besideY != null) {
            double at = common(top(rest), top(besideY));
            guides.add(new Guide(
                    Math.min(rest.getMinX(), besideY.getMinX()) - OVERHANG,
                    at,
                    Math.max(rest.getMaxX(), besideY.getMaxX()) + OVERHANG,
                    at));
        }
        return new Snapped(new Point2D(x, y), guides);
    }

    /** The nearest grid line. */
    public static double grid(double x) {
        return Math.rint(x / GRID) * GRID;
    }

    /** Left, middle, right. */
    private static double[] left(Rectangle2D box) {
        return new double[] {box.getMinX(), (box.getMinX() + box.getMaxX()) / 2, box.getMaxX()};
    }

    /** Top, middle, bottom. */
    private static double[] top(Rectangle2D box) {
        return new double[] {box.getMinY(), (box.getMinY() + box.getMaxY()) / 2, box.getMaxY()};
    }

    /** The shortest way from one edge to the same edge of another box. */
    private static double nearest(double[] edges, double[] others) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < edges.length; i++) {
            double shift = others[i] - edges[i];
            best = Math.abs(shift) < Math.abs(best) ? shift : best;
        }
        return best;
    }

    private static double common(double[] edges, double[] others) {
        for (int i = 0; i < edges.length; i++) {
            if (Math.abs(edges[i] - others[i]) < 1e-6) {
                return edges[i];
            }
        }
        return edges[0];
    }
}
