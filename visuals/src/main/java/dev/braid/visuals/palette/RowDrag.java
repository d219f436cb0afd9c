package dev.braid.visuals.palette;

import dev.braid.visuals.icon.BlockIcons;
import dev.braid.visuals.theme.Theme;
import javafx.css.PseudoClass;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/**
 * Drags a row out of the palette: a gesture of the mouse within the window, not of the platform, so that the canvas can
 * answer to every movement. Escape gives up.
 */
final class RowDrag {
    private static final PseudoClass WELCOME = PseudoClass.getPseudoClass("welcome");
    /** Pixels that the pointer may move before it is a drag. */
    private static final double SLACK = 5;

    private final PaletteRow row;
    private final BlockTarget target;
    private final EventHandler<KeyEvent> keys = this::key;

    private double startX;
    private double startY;
    private @Nullable Label ghost;
    private boolean givenUp;

    private RowDrag(PaletteRow row, BlockTarget target) {
        this.row = row;
        this.target = target;
    }

    /** Makes a row one that can be dragged onto the target. */
    static void install(PaletteRow row, BlockTarget target) {
        RowDrag drag = new RowDrag(row, target);
        row.addEventHandler(MouseEvent.MOUSE_PRESSED, drag::pressed);
        row.addEventHandler(MouseEvent.MOUSE_DRAGGED, drag::dragged);
        row.addEventHandler(MouseEvent.MOUSE_RELEASED, drag::released);
    }

    private void pressed(MouseEvent event) {
        startX = event.getSceneX();
        startY = event.getSceneY();
        givenUp = event.getButton() != MouseButton.PRIMARY;
    }

    private void dragged(MouseEvent event) {
        if (givenUp || ghost == null && Math.hypot(event.getSceneX() - startX, event.getSceneY() - startY) < SLACK) {
            return;
        }
        event.consume();
        Label shown = ghost == null ? begin() : ghost;
        boolean welcome = target.dragOver(row.offer(), event.getSceneX(), event.getSceneY());
        shown.pseudoClassStateChanged(WELCOME, welcome);
        if (shown.getParent() != null) {
            var point = shown.getParent().sceneToLocal(event.getSceneX(), event.getSceneY());
            shown.relocate(point.getX() + 12, point.getY() + 8);
        }
    }

    private void released(MouseEvent event) {
        if (ghost != null) {
            event.consume();
            end();
            if (!target.drop(row.offer(), event.getSceneX(), event.getSceneY())) {
                target.cancelDrag();
            }
        }
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            givenUp = true;
            end();
            target.cancelDrag();
        }
    }

    private Label begin() {
        Label label = new Label(row.offer().title(), BlockIcons.icon(row.offer().type(), 18));
        label.getStyleClass()
                .addAll("palette-ghost", Theme.categoryStyle(row.offer().category()));
        label.setManaged(false);
        label.setMouseTransparent(true);
        ghost = label;
        Scene scene = row.getScene();
        scene.addEventFilter(KeyEvent.KEY_PRESSED, keys);
        Node root = scene.getRoot();
        if (root instanceof Pane pane) {
            pane.getChildren().add(label);
            label.applyCss();
            label.autosize();
        }
        return label;
    }

    private void end() {
        Label shown = ghost;
        ghost = null;
        if (shown != null && shown.getParent() instanceof Pane pane) {
            pane.getChildren().remove(shown);
        }
        row.getScene().removeEventFilter(KeyEvent.KEY_PRESSED, keys);
    }
}
