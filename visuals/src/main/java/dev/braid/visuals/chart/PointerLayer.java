package dev.braid.visuals.chart;

import dev.braid.visuals.chart.DrawnFigure.Spot;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.FigureWords;
import java.util.Comparator;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/**
 * What the pointer, or the arrow keys, point at: a hair line and a ring, or the edge of a cell, and a card with the exact numbers. Not
 * part of the picture.
 */
final class PointerLayer extends Pane {
    private static final double REACH = 40;
    private static final double GAP = 14;

    private final Line hair = new Line();
    private final Circle ring = new Circle(8);
    private final Rectangle edge = new Rectangle();
    private final VBox card = new VBox();
    private @Nullable Spot spot;

    PointerLayer() {
        getStyleClass().add("figure-pointer");
        hair.getStyleClass().add("figure-hair");
        ring.getStyleClass().add("figure-ring");
        edge.getStyleClass().add("figure-ring");
        card.getStyleClass().add("figure-card");
        getChildren().setAll(hair, ring, edge, card);
        setMouseTransparent(true);
        pointAt(null, null, null);
    }

    /** The point that is pointed at, or null. */
    @Nullable
    Spot spot() {
        return spot;
    }

    /** The nearest point within reach of the pointer, or the cell it is in; else null. */
    static @Nullable Spot nearest(DrawnFigure drawn, double x, double y) {
        if (!drawn.plot().grown(REACH / 2).contains(x, y)) {
            return null;
        }
        return drawn.spots().stream()
                .filter(spot -> spot.cell() == null
                        ? Math.hypot(spot.x() - x, spot.y() - y) < REACH
                        : spot.cell().contains(x, y))
                .min(Comparator.comparingDouble(spot -> Math.hypot(spot.x() - x, spot.y() - y)))
                .orElse(null);
    }

    /** The same point in a newer drawing, or null. */
    static @Nullable Spot again(DrawnFigure drawn, Spot before) {
        return drawn.spots().stream()
                .filter(spot -> spot.curve().id().equals(before.curve().id())
                        && spot.point().name().equals(before.point().name()))
                .min(Comparator.comparingDouble(
                        spot -> Math.abs(spot.point().x() - before.point().x())))
                .orElse(null);
    }

    /** Points at a point of a drawn figure, or at nothing. */
    void pointAt(@Nullable Spot target, @Nullable DrawnFigure drawn, @Nullable Figure figure) {
        spot = target;
        boolean shown = target != null && drawn != null && figure != null;
        Box cell = target == null ? null : target.cell();
        hair.setVisible(shown && cell == null);
        ring.setVisible(shown && cell == null);
        edge.setVisible(shown && cell != null);
        card.setVisible(shown);
        if (target == null || drawn == null || figure == null) {
            return;
        }
        double x = Math.round(target.x()) + 0.5;
        hair.setStartX(x);
        hair.setEndX(x);
        hair.setStartY(drawn.plot().y());
        hair.setEndY(drawn.plot().bottom());
        ring.setCenterX(target.x());
        ring.setCenterY(target.y());
        if (cell != null) {
            edge.setX(cell.x());
            edge.setY(cell.y());
            edge.setWidth(cell.width());
            edge.setHeight(cell.height());
        }
        List<String> lines = FigureWords.ofPoint(figure, target.curve(), target.point());
        card.getChildren().setAll(lines.stream().map(PointerLayer::line).toList());
        card.getChildren().getFirst().getStyleClass().add("figure-card-title");
        card.applyCss();
        card.autosize();
        place(target);
    }

    private static Label line(String text) {
        Label label = new Label(text);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    /** Beside the point, wholly inside the view if it has room. */
    private void place(Spot target) {
        double width = card.getWidth();
        double height = card.getHeight();
        double right = target.x() + GAP;
        double x = right + width <= getWidth() ? right : target.x() - GAP - width;
        double y = Math.min(target.y() + GAP, getHeight() - height);
        card.relocate(Math.round(Math.max(0, x)), Math.round(Math.max(0, y)));
    }
}
