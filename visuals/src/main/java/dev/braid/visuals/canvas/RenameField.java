package dev.braid.visuals.canvas;

import java.util.function.BiConsumer;
import javafx.geometry.Point2D;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/** A field that stands on a block while its id is changed. */
final class RenameField extends TextField {
    private final BiConsumer<String, String> renamed;
    private final Runnable closed;
    private String id = "";

    /**
     * A hidden field.
     *
     * @param renamed told the id and the new id
     * @param closed gives the focus back
     */
    RenameField(BiConsumer<String, String> renamed, Runnable closed) {
        this.renamed = renamed;
        this.closed = closed;
        setId("canvas-rename");
        getStyleClass().add("rename-field");
        setManaged(false);
        setVisible(false);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            switch (event.getCode()) {
                case ENTER -> close(true);
                case ESCAPE -> close(false);
                default -> {
                    return;
                }
            }
            event.consume();
        });
        addEventHandler(MouseEvent.ANY, MouseEvent::consume);
        focusedProperty().addListener((observable, before, focused) -> {
            if (!focused && isVisible()) {
                close(true);
            }
        });
    }

    void open(BlockView view, Viewport viewport) {
        id = view.blockId();
        Point2D corner = viewport.view(view.getLayoutX(), view.getLayoutY());
        setAccessibleText("New name of " + id);
        setText(id);
        setVisible(true);
        resizeRelocate(
                Math.rint(corner.getX()),
                Math.rint(corner.getY()),
                Math.max(140, BlockView.WIDTH * viewport.zoom()),
                30);
        toFront();
        requestFocus();
        selectAll();
    }

    private void close(boolean take) {
        if (isVisible()) {
            setVisible(false);
            closed.run();
            String typed = getText().strip();
            if (take && !typed.isEmpty() && !typed.equals(id)) {
                renamed.accept(id, typed);
            }
        }
    }
}
