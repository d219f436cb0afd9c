package dev.braid.visuals.canvas;

import dev.braid.visuals.canvas.gesture.Guide;
import dev.braid.visuals.canvas.gesture.Surface.LooseWire;
import dev.braid.visuals.canvas.gesture.Verdict;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.shape.Line;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** What gestures draw above the graph: guides, rubber band, the outline of a block to come, a wire with a loose end. */
final class Overlay extends Group {
    private static final PseudoClass FITS = PseudoClass.getPseudoClass("fits");
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final Group guides = new Group();
    private final Rectangle band = new Rectangle();
    private final Rectangle ghost = new Rectangle();
    private final Label ghostName = new Label();
    private final Path loose = new Path();
    private final Label wireLabel = new Label();

    Overlay() {
        setAutoSizeChildren(false);
        setMouseTransparent(true);
        band.getStyleClass().add("rubber-band");
        ghost.getStyleClass().add("block-ghost");
        ghostName.getStyleClass().add("block-ghost-name");
        loose.getStyleClass().add("loose-wire");
        wireLabel.getStyleClass().add("wire-label");
        band.setVisible(false);
        ghost.setVisible(false);
        ghostName.setVisible(false);
        loose.setVisible(false);
        wireLabel.setVisible(false);
        getChildren().addAll(loose, guides, band, ghost, ghostName, wireLabel);
    }

    void guides(List<Guide> shown) {
        guides.getChildren().setAll(shown.stream().map(Overlay::line).toList());
    }

    private static Line line(Guide guide) {
        Line line = new Line(guide.fromX(), guide.fromY(), guide.toX(), guide.toY());
        line.getStyleClass().add("guide");
        return line;
    }

    void rubberBand(@Nullable Rectangle2D box) {
        band.setVisible(box != null);
        if (box != null) {
            lay(band, box);
        }
    }

    void ghost(@Nullable String name, @Nullable Rectangle2D box) {
        ghost.setVisible(box != null);
        ghostName.setVisible(box != null && name != null);
        if (box != null) {
            lay(ghost, box);
            ghostName.setText(name);
            ghostName.autosize();
            ghostName.relocate(box.getMinX() + 12, box.getMinY() + 8);
        }
    }

    private static void lay(Rectangle rectangle, Rectangle2D box) {
        rectangle.setX(box.getMinX());
        rectangle.setY(box.getMinY());
        rectangle.setWidth(box.getWidth());
        rectangle.setHeight(box.getHeight());
    }

    void looseWire(@Nullable LooseWire wire) {
        loose.setVisible(wire != null);
        if (wire != null) {
            Verdict verdict = wire.verdict();
            loose.pseudoClassStateChanged(FITS, verdict != null && verdict.fits());
            loose.pseudoClassStateChanged(REFUSED, verdict != null && !verdict.fits());
            WireRoute.loose(wire.from(), wire.to()).draw(loose);
        }
    }

    /** Writes on the selected wire what it carries. */
    void wireLabel(@Nullable String text, Point2D middle) {
        wireLabel.setVisible(text != null);
        if (text != null) {
            wireLabel.setText(text);
            wireLabel.applyCss();
            wireLabel.autosize();
            wireLabel.relocate(
                    Math.rint(middle.getX() - wireLabel.getWidth() / 2),
                    Math.rint(middle.getY() - wireLabel.getHeight() / 2));
        }
    }
}
