package dev.braid.visuals.canvas;

import dev.braid.engine.graph.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.shape.Line;
import javafx.scene.shape.Path;

/** A wire between two blocks, with a cross in its middle while what it carries does not fit. */
final class WireView extends Group {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass HOVERED = PseudoClass.getPseudoClass("hovered");
    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");
    private static final PseudoClass FAR = PseudoClass.getPseudoClass("far");
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");

    private final Wire wire;
    private final BlockView from;
    private final BlockView to;
    private final Path line = new Path();
    private WireRoute route = WireRoute.direct(Point2D.ZERO, Point2D.ZERO);
    private boolean broken;

    WireView(Wire wire, BlockView from, BlockView to) {
        this.wire = wire;
        this.from = from;
        this.to = to;
        setManaged(false);
        setMouseTransparent(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        line.getStyleClass().add("wire");
        getChildren().add(line);
    }

    Wire wire() {
        return wire;
    }

    boolean joins(BlockView a, BlockView b) {
        return from == a && to == b;
    }

    /** Draws the line between the ports where they are now, around the other blocks. */
    void lay(Map<BlockView, Rectangle2D> boxes) {
        PortView out = from.port(wire.from().port(), false);
        PortView in = to.port(wire.to().port(), true);
        if (out != null && in != null) {
            List<Rectangle2D> others = new ArrayList<>(boxes.size());
            boxes.forEach((view, box) -> {
                if (view != from && view != to) {
                    others.add(box);
                }
            });
            WireRoute now = WireRouter.route(place(from, out), place(to, in), from.box(), to.box(), others);
            if (!now.equals(route)) {
                route = now;
                route.draw(line);
                layCross();
            }
        }
    }

    private static Point2D place(BlockView block, PortView port) {
        return new Point2D(block.getLayoutX() + port.getCenterX(), block.getLayoutY() + port.getCenterY());
    }

    WireRoute route() {
        return route;
    }

    void setSelected(boolean selected) {
        line.pseudoClassStateChanged(SELECTED, selected);
    }

    void setHovered(boolean hovered) {
        line.pseudoClassStateChanged(HOVERED, hovered);
    }

    /** From far away lines are thicker, so that they can be seen. */
    void setFar(boolean far) {
        line.pseudoClassStateChanged(FAR, far);
    }

    void setMarked(boolean marked) {
        line.pseudoClassStateChanged(MARKED, marked);
    }

    /** Whether what it carries does not fit: dashes and a cross, so that it is not told by colour alone. */
    void setBroken(boolean nowBroken) {
        if (broken != nowBroken) {
            broken = nowBroken;
            line.pseudoClassStateChanged(BROKEN, broken);
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
        Line stroke = new Line();
        stroke.getStyleClass().add("wire-cross");
        return stroke;
    }

    private void layCross() {
        if (broken && getChildren().size() == 3) {
            Point2D middle = at(0.5);
            layStroke((Line) getChildren().get(1), middle, 5, 5);
            layStroke((Line) getChildren().get(2), middle, 5, -5);
        }
    }

    private static void layStroke(Line stroke, Point2D middle, double x, double y) {
        stroke.setStartX(middle.getX() - x);
        stroke.setStartY(middle.getY() - y);
        stroke.setEndX(middle.getX() + x);
        stroke.setEndY(middle.getY() + y);
    }

    /** The point at a share of the way, 0 to 1. */
    Point2D at(double share) {
        return route.at(share);
    }

    /** How far a place is from the line; infinite where it is farther than {@code reach}. */
    double distance(Point2D place, double reach) {
        return route.distance(place, reach);
    }
}
