package dev.braid.visuals.canvas;

import dev.braid.engine.graph.Wire;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.shape.CubicCurve;
import javafx.scene.shape.Line;

/** A wire: a curve bound to the two blocks, with a cross in its middle while what it carries does not fit. */
final class WireView extends Group {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass HOVERED = PseudoClass.getPseudoClass("hovered");
    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");
    private static final PseudoClass FAR = PseudoClass.getPseudoClass("far");
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    private static final int SAMPLES = 24;

    private final Wire wire;
    private final BlockView from;
    private final BlockView to;
    private final CubicCurve curve = new CubicCurve();
    private final InvalidationListener follow = observable -> lay();
    private boolean broken;

    WireView(Wire wire, BlockView from, BlockView to) {
        this.wire = wire;
        this.from = from;
        this.to = to;
        setManaged(false);
        setMouseTransparent(true);
        curve.getStyleClass().add("wire");
        getChildren().add(curve);
        WeakInvalidationListener weak = new WeakInvalidationListener(follow);
        for (BlockView end : new BlockView[] {from, to}) {
            end.layoutXProperty().addListener(weak);
            end.layoutYProperty().addListener(weak);
        }
        lay();
    }

    Wire wire() {
        return wire;
    }

    boolean joins(BlockView a, BlockView b) {
        return from == a && to == b;
    }

    /** Draws the curve between the ports where they are now. */
    void lay() {
        PortView out = from.port(wire.from().port(), false);
        PortView in = to.port(wire.to().port(), true);
        if (out != null && in != null) {
            lay(
                    curve,
                    from.getLayoutX() + out.getCenterX(),
                    from.getLayoutY() + out.getCenterY(),
                    to.getLayoutX() + in.getCenterX(),
                    to.getLayoutY() + in.getCenterY());
            layCross();
        }
    }

    /** Leads a curve from one place to another, leaving to the right and arriving from the left. */
    static void lay(CubicCurve curve, double fromX, double fromY, double toX, double toY) {
        double away = toX >= fromX
                ? Math.max(24, (toX - fromX) / 2)
                : Math.min(260, 60 + (fromX - toX) / 3 + Math.abs(toY - fromY) / 6);
        curve.setStartX(fromX);
        curve.setStartY(fromY);
        curve.setControlX1(fromX + away);
        curve.setControlY1(fromY);
        curve.setControlX2(toX - away);
        curve.setControlY2(toY);
        curve.setEndX(toX);
        curve.setEndY(toY);
    }

    void setSelected(boolean selected) {
        curve.pseudoClassStateChanged(SELECTED, selected);
    }

    void setHovered(boolean hovered) {
        curve.pseudoClassStateChanged(HOVERED, hovered);
    }

    /** From far away lines are thicker, so that they can be seen. */
    void setFar(boolean far) {
        curve.pseudoClassStateChanged(FAR, far);
    }

    void setMarked(boolean marked) {
        curve.pseudoClassStateChanged(MARKED, marked);
    }

    /** Whether what it carries does not fit: dashes and a cross, so that it is not told by colour alone. */
    void setBroken(boolean nowBroken) {
        if (broken != nowBroken) {
            broken = nowBroken;
            curve.pseudoClassStateChanged(BROKEN, broken);
            if (broken) {
                getChildren().addAll(crossLine(), crossLine());
                layCross();
            } else {
                getChildren().remove(1, getChildren().size());
            }
        }
    }

    boolean broken() {
        return broken;
    }

    private static Line crossLine() {
        Line line = new Line();
        line.getStyleClass().add("wire-cross");
        return line;
    }

    private void layCross() {
        if (broken && getChildren().size() == 3) {
            Point2D middle = at(0.5);
            layStroke((Line) getChildren().get(1), middle, 5, 5);
            layStroke((Line) getChildren().get(2), middle, 5, -5);
        }
    }

    private static void layStroke(Line line, Point2D middle, double x, double y) {
        line.setStartX(middle.getX() - x);
        line.setStartY(middle.getY() - y);
        line.setEndX(middle.getX() + x);
        line.setEndY(middle.getY() + y);
    }

    /** The point at a share of the way, 0 to 1. */
    Point2D at(double t) {
        double u = 1 - t;
        double x = u * u * u * curve.getStartX()
                + 3 * u * u * t * curve.getControlX1()
                + 3 * u * t * t * curve.getControlX2()
                + t * t * t * curve.getEndX();
        double y = u * u * u * curve.getStartY()
                + 3 * u * u * t * curve.getControlY1()
                + 3 * u * t * t * curve.getControlY2()
                + t * t * t * curve.getEndY();
        return new Point2D(x, y);
    }

    /** How far a place is from the curve; infinite where it is farther than {@code reach}. */
    double distance(Point2D place, double reach) {
        if (!curve.getBoundsInLocal().intersects(place.getX() - reach, place.getY() - reach, 2 * reach, 2 * reach)) {
            return Double.POSITIVE_INFINITY;
        }
        double best = Double.POSITIVE_INFINITY;
        Point2D last = at(0);
        for (int i = 1; i <= SAMPLES; i++) {
            Point2D next = at((double) i / SAMPLES);
            best = Math.min(best, distance(place, last, next));
            last = next;
        }
        return best <= reach ? best : Double.POSITIVE_INFINITY;
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
