package dev.braid.visuals.canvas;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.transform.Scale;
import javafx.scene.transform.Translate;

/** Which part of the paper is seen, and how large. Points of the view are pixels from the canvas's upper left corner. */
final class Viewport {
    static final double SMALLEST = 0.1;
    static final double LARGEST = 3;

    private static final double STEP = 1.2;

    /** What is left free around a fitted graph: a share of the view, within bounds, so that small views waste nothing. */
    private static final double MARGIN = 0.06;

    private static final double LEAST_MARGIN = 16;
    private static final double MOST_MARGIN = 48;

    private final Translate shift = new Translate();
    private final Scale scale = new Scale(1, 1);
    private final ReadOnlyDoubleWrapper zoom = new ReadOnlyDoubleWrapper(1);
    private final Runnable changed;
    private double width;
    private double height;
    private double actualSize = 1;
    private boolean showsAll = true;

    /**
     * Shows a node.
     *
     * @param changed told after every change
     */
    Viewport(Node content, Runnable changed) {
        content.getTransforms().setAll(shift, scale);
        this.changed = changed;
    }

    /** The canvas has that size now; says whether that is another than before. */
    boolean resize(double newWidth, double newHeight) {
        boolean other = newWidth != width || newHeight != height;
        width = newWidth;
        height = newHeight;
        changed.run();
        return other;
    }

    /** Whether nobody has zoomed or panned since the whole was fitted, so that it should stay fitted. */
    boolean showsAll() {
        return showsAll;
    }

    /** The zoom at which things have their usual size. */
    void setActualSize(double zoom) {
        actualSize = zoom;
    }

    double actualSize() {
        return actualSize;
    }

    ReadOnlyDoubleProperty zoomProperty() {
        return zoom.getReadOnlyProperty();
    }

    double zoom() {
        return zoom.get();
    }

    double shiftX() {
        return shift.getX();
    }

    double shiftY() {
        return shift.getY();
    }

    /** The place under a point of the view. */
    Point2D place(double viewX, double viewY) {
        return new Point2D((viewX - shift.getX()) / zoom(), (viewY - shift.getY()) / zoom());
    }

    /** Where a place is seen. */
    Point2D view(double x, double y) {
        return new Point2D(x * zoom() + shift.getX(), y * zoom() + shift.getY());
    }

    /** What is seen. */
    Rectangle2D seen() {
        Point2D corner = place(0, 0);
        return new Rectangle2D(corner.getX(), corner.getY(), width / zoom(), height / zoom());
    }

    void scroll(double pixelsX, double pixelsY) {
        moveTo(zoom(), shift.getX() + pixelsX, shift.getY() + pixelsY);
    }

    /** Zooms so that the place under that point stays under it. */
    void zoomAt(double factor, double viewX, double viewY) {
        double next = Math.clamp(zoom() * factor, SMALLEST, LARGEST);
        Point2D place = place(viewX, viewY);
        moveTo(next, viewX - place.getX() * next, viewY - place.getY() * next);
    }

    void zoomIn() {
        zoomAt(STEP, width / 2, height / 2);
    }

    void zoomOut() {
        zoomAt(1 / STEP, width / 2, height / 2);
    }

    void zoomReset() {
        zoomAt(actualSize / zoom(), width / 2, height / 2);
    }

    /** Shows the whole graph, and goes on doing so when the size of the view changes. */
    void fitAll(Rectangle2D area) {
        fit(area);
        showsAll = true;
    }

    /** Shows a whole area, never larger than life. */
    void fit(Rectangle2D area) {
        if (width <= 0 || height <= 0) {
            return;
        }
        double wanted = Math.min(
                (width - 2 * margin(width)) / Math.max(1, area.getWidth()),
                (height - 2 * margin(height)) / Math.max(1, area.getHeight()));
        double next = Math.clamp(wanted, SMALLEST, actualSize);
        moveTo(
                next,
                (width - area.getWidth() * next) / 2 - area.getMinX() * next,
                (height - area.getHeight() * next) / 2 - area.getMinY() * next);
    }

    private static double margin(double size) {
        return Math.clamp(size * MARGIN, LEAST_MARGIN, MOST_MARGIN);
    }

    /** Brings a place to the middle. */
    void centre(double x, double y) {
        moveTo(zoom(), width / 2 - x * zoom(), height / 2 - y * zoom());
    }

    /** Moves as little as is needed to show an area. */
    void reveal(Rectangle2D area) {
        Point2D from = view(area.getMinX(), area.getMinY());
        Point2D to = view(area.getMaxX(), area.getMaxY());
        double x = nudge(from.getX(), to.getX(), width);
        double y = nudge(from.getY(), to.getY(), height);
        if (x != 0 || y != 0) {
            scroll(x, y);
        }
    }

    private static double nudge(double from, double to, double size) {
        double margin = Math.min(24, size / 10);
        if (from < margin) {
            return margin - from;
        }
        return to > size - margin ? Math.max(size - margin - to, margin - from) : 0;
    }

    /** Whole pixels keep text and edges crisp. */
    private void moveTo(double nextZoom, double x, double y) {
        showsAll = false;
        scale.setX(nextZoom);
        scale.setY(nextZoom);
        shift.setX(Math.rint(x));
        shift.setY(Math.rint(y));
        zoom.set(nextZoom);
        changed.run();
    }
}
