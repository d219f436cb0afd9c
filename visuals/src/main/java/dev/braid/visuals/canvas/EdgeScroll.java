package dev.braid.visuals.canvas;

import javafx.animation.AnimationTimer;
import javafx.geometry.Point2D;
import javafx.scene.layout.Region;

/** Moves the paper while something is dragged to the edge of the canvas, so that far places can be reached. */
final class EdgeScroll extends AnimationTimer {
    private static final double EDGE = 28;
    private static final double FASTEST = 14;

    private final Region canvas;
    private final Viewport viewport;
    private final Runnable scrolled;
    private double x;
    private double y;

    /**
     * Begins at rest.
     *
     * @param scrolled told after every step: what is dragged is over another place now
     */
    EdgeScroll(Region canvas, Viewport viewport, Runnable scrolled) {
        this.canvas = canvas;
        this.viewport = viewport;
        this.scrolled = scrolled;
    }

    /** The pointer drags something over that point of the scene. */
    void drag(double sceneX, double sceneY) {
        Point2D at = canvas.sceneToLocal(sceneX, sceneY);
        x = speed(at.getX(), canvas.getWidth());
        y = speed(at.getY(), canvas.getHeight());
        if (x == 0 && y == 0) {
            stop();
        } else {
            start();
        }
    }

    /** The nearer the edge, the faster. */
    private static double speed(double at, double size) {
        if (at < EDGE) {
            return FASTEST * Math.min(1, (EDGE - at) / EDGE);
        }
        return at > size - EDGE ? -FASTEST * Math.min(1, (at - size + EDGE) / EDGE) : 0;
    }

    @Override
    public void handle(long now) {
        viewport.scroll(x, y);
        scrolled.run();
    }
}
