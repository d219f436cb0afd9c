package dev.braid.app.command;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** A layer over the window for one thing at a time that wants the eye; Escape or a click beside it closes it. */
public final class Overlay extends StackPane {
    private @Nullable Node focusBefore;

    /** An empty layer, which lets everything through. */
    public Overlay() {
        setId("overlay");
        getStyleClass().add("overlay");
        setVisible(false);
        setOnMousePressed(event -> {
            if (event.getTarget() == this) {
                close();
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close();
                event.consume();
            }
        });
    }

    /** Shows something instead of what is shown. */
    public void show(Region content, Pos where, Node focus) {
        if (!isVisible()) {
            focusBefore = getScene() == null ? null : getScene().getFocusOwner();
        }
        setAlignment(content, where);
        getChildren().setAll(content);
        setVisible(true);
        focus.requestFocus();
    }

    /** Whether something is shown. */
    public boolean isOpen() {
        return isVisible();
    }

    /** Shows nothing any more and gives the focus back. */
    public void close() {
        if (isVisible()) {
            setVisible(false);
            getChildren().clear();
            if (focusBefore != null) {
                focusBefore.requestFocus();
            }
        }
    }
}
