package dev.braid.visuals.canvas;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/**
 * The line of a wire: one curve from port to port, or where blocks are in its way three, with a straight lane above or below them in the
 * middle. Wires leave to the right and arrive from the left.
 *
 * @param curves one or three of them, each beginning where the one before ends
 */
record WireRoute(List<Curve> curves) {
    private static final int SAMPLES = 24;

    /** How far a wire that leads back swings out. */
    private static final double SWING = 36;

    WireRoute {
        curves = List.copyOf(curves);
    }

    /** One curve from port to port. */
    static WireRoute direct(Point2D from, Point2D to) {
        double x = to.getX() - from.getX();
        double away = x >= 0 ? Math.max(24, x / 2) : Math.min(260, 60 - x / 3 + Math.abs(to.getY() - from.getY()) / 6);
        return new WireRoute(List.of(Curve.of(from, away, to, away)));
    }

    /** From port to pointer, or the other way; a wire that leads back swings beneath both. */
    static WireRoute loose(Point2D from, Point2D to) {
        return to.getX() > from.getX() - 2 * SWING
                ? direct(from, to)
                : along(from, to, Math.max(from.getY(), to.getY()) + 2 * SWING, 0);
    }

    /**
     * Up or down to a lane, along it, and from there to the end.
     *
     * @param lane how far down it runs
     * @param bend how far to the right of its start, and to the left of its end, it is in its lane; for wires that lead to the right
     */
    static WireRoute along(Point2D from, Point2D to, double lane, double bend) {
        boolean back = to.getX() < from.getX() + 2 * bend;
        Point2D enter = new Point2D(from.getX() + (back ? 0 : bend), lane);
        Point2D leave = new Point2D(to.getX() - (back ? 0 : bend), lane);
        double pull = back ? SWING : bend / 2;
        return new WireRoute(List.of(
                Curve.of(from, pull, enter, back ? -SWING : pull),
                Curve.straight(enter, leave),
                Curve.of(leave, back ? -SWING : pull, to, pull)));
    }

    /** The point at a share of the way, 0 to 1. */
    Point2D at(double share) {
        double left = share * curves.stream().mapToDouble(Curve::reach).sum();
        for (Curve curve : curves) {
            if (left <= curve.reach() || curve == curves.getLast()) {
                return curve.at(curve.reach() == 0 ? 0 : Math.min(1, left / curve.reach()));
            }
            left -= curve.reach();
        }
        throw new IllegalStateException("a route without curves");
    }

    /** Whether it comes as near to a box as that. */
    boolean touches(Rectangle2D box, double near) {
        // Asked for every wire and block while something is dragged: neither a stream nor a new box.
        double left = box.getMinX() - near;
        double top = box.getMinY() - near;
        double right = box.getMaxX() + near;
        double bottom = box.getMaxY() + near;
        for (int i = 0; i < curves.size(); i++) {
            if (curves.get(i).touches(left, top, right, bottom)) {
                return true;
            }
        }
        return false;
    }

    /** How far a place is from the line; infinite where it is farther than {@code reach}. */
    double distance(Point2D place, double reach) {
        double best = Double.POSITIVE_INFINITY;
        for (Curve curve : curves) {
            best = Math.min(best, curve.distance(place, reach));
        }
        return best <= reach ? best : Double.POSITIVE_INFINITY;
    }

    /** Makes a path of the scene look like it. */
    void draw(Path path) {
        Curve first = curves.getFirst();
        path.getElements().setAll(new MoveTo(first.fromX, first.fromY));
        for (Curve curve : curves) {
            path.getElements()
                    .add(new CubicCurveTo(
                            curve.leaveX, curve.leaveY, curve.arriveX, curve.arriveY, curve.toX, curve.toY));
        }
    }

    /** A cubic curve: its start, the two points that pull it, and its end. */
    record Curve(
            double fromX,
            double fromY,
            double leaveX,
            double leaveY,
            double arriveX,
            double arriveY,
            double toX,
            double toY) {
        /** A curve that leaves and arrives level, pulled to the right at its start and from the left at its end. */
        static Curve of(Point2D from, double leave, Point2D to, double arrive) {
            return new Curve(
                    from.getX(),
                    from.getY(),
                    from.getX() + leave,
                    from.getY(),
                    to.getX() - arrive,
                    to.getY(),
                    to.getX(),
                    to.getY());
        }

        static Curve straight(Point2D from, Point2D to) {
            double third = (to.getX() - from.getX()) / 3;
            return of(from, third, to, third);
        }

        /** About as long as the curve. */
        double reach() {
            return Math.hypot(toX - fromX, toY - fromY);
        }

        Point2D at(double t) {
            return new Point2D(bezier(t, fromX, leaveX, arriveX, toX), bezier(t, fromY, leaveY, arriveY, toY));
        }

        private static double bezier(double t, double from, double leave, double arrive, double to) {
            double u = 1 - t;
            return u * u * (u * from + 3 * t * leave) + t * t * (3 * u * arrive + t * to);
        }

        /** Whether the points that span it leave room for touching a box; a curve never leaves their hull. */
        private boolean mayTouch(double left, double top, double right, double bottom) {
            return Math.max(Math.max(fromX, leaveX), Math.max(arriveX, toX)) >= left
                    && Math.min(Math.min(fromX, leaveX), Math.min(arriveX, toX)) <= right
                    && Math.max(fromY, toY) >= top
                    && Math.min(fromY, toY) <= bottom;
        }

        boolean touches(double left, double top, double right, double bottom) {
            if (!mayTouch(left, top, right, bottom)) {
                return false;
            }
            if (fromY == toY) {
                return true;
            }
            for (int i = 0; i <= SAMPLES; i++) {
                double t = (double) i / SAMPLES;
                double x = bezier(t, fromX, leaveX, arriveX, toX);
                double y = bezier(t, fromY, leaveY, arriveY, toY);
                if (x >= left && x <= right && y >= top && y <= bottom) {
                    return true;
                }
            }
            return false;
        }

        double distance(Point2D place, double reach) {
            double best = Double.POSITIVE_INFINITY;
            double x = place.getX();
            double y = place.getY();
            if (mayTouch(x - reach, y - reach, x + reach, y + reach)) {
                Point2D last = at(0);
                for (int i = 1; i <= SAMPLES; i++) {
                    Point2D next = at((double) i / SAMPLES);
                    best = Math.min(best, distance(place, last, next));
                    last = next;
                }
            }
            return best;
        }

        private static double distance(Point2D place, Point2D a, Point2D b) {
            double x = b.getX() - a.getX();
            double y = b.getY() - a.getY();
            double square = x * x + y * y;
            double t = square == 0
                    ? 0
                    : Math.clamp(((place.getX() - a.getX()) * x + (place.getY() - a.getY()) * y) / square, 0.0, 1.0);
            return place.distance(a.getX() + t * x, a.getY() + t * y);
        }
    }
}
