package dev.braid.engine.graph;

/**
 * Where a block stands on the canvas, in canvas units (one unit is a pixel at zoom 1).
 *
 * @param x left edge
 * @param y top edge
 */
public record Position(double x, double y) {
    /** The upper left corner of the canvas. */
    public static final Position ORIGIN = new Position(0, 0);
}
