package dev.braid.visuals.canvas;

import dev.braid.visuals.canvas.gesture.Snapper;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;
import javafx.scene.shape.Rectangle;

/** The dotted ground: one small picture repeated, and only shifted while the view moves. */
final class Grid extends Pane {
    private final Rectangle ground = new Rectangle();
    /** Knows the colour of the dots from the style sheet. */
    private final Rectangle dot = new Rectangle();

    private double tile;

    Grid() {
        setManaged(false);
        setMouseTransparent(true);
        dot.getStyleClass().add("grid-dot");
        dot.setVisible(false);
        ground.setManaged(false);
        ground.setSmooth(false);
        getChildren().addAll(dot, ground);
        dot.fillProperty().addListener(observable -> paint());
    }

    /** Shows the part of the grid that the viewport shows. */
    void follow(Viewport viewport, double width, double height) {
        double spacing = Snapper.GRID * viewport.zoom();
        while (spacing < 14) {
            spacing *= 4;
        }
        double wanted = Math.rint(spacing * 4) / 4;
        if (wanted != tile) {
            tile = wanted;
            paint();
        }
        double x = viewport.shiftX() % spacing;
        double y = viewport.shiftY() % spacing;
        ground.setWidth(width + 2 * spacing);
        ground.setHeight(height + 2 * spacing);
        ground.relocate(Math.rint(x - spacing), Math.rint(y - spacing));
    }

    private void paint() {
        if (tile > 0 && dot.getFill() instanceof Color colour) {
            int size = Math.max(4, (int) Math.ceil(tile));
            WritableImage image = new WritableImage(size, size);
            PixelWriter writer = image.getPixelWriter();
            writer.setColor(0, 0, colour);
            if (tile >= 24) {
                writer.setColor(1, 0, colour);
                writer.setColor(0, 1, colour);
                writer.setColor(1, 1, colour);
            }
            ground.setFill(new ImagePattern(image, 0, 0, tile, tile, false));
        }
    }
}
