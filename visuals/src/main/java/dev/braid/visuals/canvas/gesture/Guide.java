package dev.braid.visuals.canvas.gesture;

/**
 * A line that shows what a moved block is aligned with, in canvas units.
 *
 * @param fromX one end
 * @param fromY one end
 * @param toX the other end
 * @param toY the other end
 */
public record Guide(double fromX, double fromY, double toX, double toY) {}
