package dev.braid.visuals.canvas;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/** The whole graph in a corner, with a frame around what is seen. Press or drag in it to look elsewhere. */
final class Minimap extends Region {
    static final double WIDTH = 184;
    static final double HEIGHT = 116;

    private static final double MARGIN = 8;

    private final GraphLayer graph;
    private final Viewport viewport;
    private final Map<String, Rectangle> dots = new HashMap<>();
    private final Group dotLayer = new Group();
    private final Rectangle frame = new Rectangle();
    private double scale = 1;
    private double shiftX;
    private double shiftY;

    /**
     * A map of that graph.
     *
     * @param centre told where to look, in canvas units
     */
    Minimap(GraphLayer graph, Viewport viewport, Consumer<Point2D> centre) {
        this.graph = graph;
        this.viewport = viewport;
        getStyleClass().add("minimap");
        setManaged(false);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText("Map of the whole graph");
        frame.getStyleClass().add("minimap-frame");
        Rectangle clip = new Rectangle(WIDTH, HEIGHT);
        clip.setArcWidth(12);
        clip.setArcHeight(12);
        setClip(clip);
        getChildren().addAll(dotLayer, frame);
        addEventHandler(MouseEvent.ANY, event -> {
            if (event.isPrimaryButtonDown()
                    && (event.getEventType() == MouseEvent.MOUSE_PRESSED
                            || event.getEventType() == MouseEvent.MOUSE_DRAGGED)) {
                centre.accept(new Point2D((event.getX() - shiftX) / scale, (event.getY() - shiftY) / scale));
            }
            event.consume();
        });
    }

    /** The blocks have changed or moved. */
    void sync() {
        Set<String> present = new HashSet<>();
        Rectangle2D area = graph.area(List.of()).orElse(new Rectangle2D(0, 0, 1, 1));
        scale = Math.min(
                0.12, Math.min((WIDTH - 2 * MARGIN) / area.getWidth(), (HEIGHT - 2 * MARGIN) / area.getHeight()));
        shiftX = WIDTH / 2 - Boxes.middle(area).getX() * scale;
        shiftY = HEIGHT / 2 - Boxes.middle(area).getY() * scale;
        for (BlockView view : graph.blocks()) {
            present.add(view.blockId());
            Rectangle dot = dots.computeIfAbsent(view.blockId(), id -> {
                Rectangle made = new Rectangle();
                dotLayer.getChildren().add(made);
                return made;
            });
            String category = view.description().category();
            if (!dot.getStyleClass().contains(category)) {
                dot.getStyleClass().setAll("minimap-block", category);
            }
            dot.setX(view.getLayoutX() * scale + shiftX);
            dot.setY(view.getLayoutY() * scale + shiftY);
            dot.setWidth(Math.max(2, BlockView.WIDTH * scale));
            dot.setHeight(Math.max(2, view.boxHeight() * scale));
        }
        dots.entrySet().removeIf(entry -> {
            boolean gone = !present.contains(entry.getKey());
            if (gone) {
                dotLayer.getChildren().remove(entry.getValue());
            }
            return gone;
        });
        follow();
    }

    /** The view has moved. */
    void follow() {
        Rectangle2D seen = viewport.seen();
        frame.setX(seen.getMinX() * scale + shiftX);
        frame.setY(seen.getMinY() * scale + shiftY);
        frame.setWidth(seen.getWidth() * scale);
        frame.setHeight(seen.getHeight() * scale);
    }
}
