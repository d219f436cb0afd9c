package dev.braid.visuals.theme;

import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;

/**
 * A tooltip that is made when the pointer first comes near. JavaFX gives every tooltip a window and a scene of its own when it
 * is constructed; a hundred of them would be a tenth of the time in which the program starts.
 */
public final class Tip {
    private static final double WIDEST = 340;
    private static final Duration DELAY = Duration.millis(400);

    private Tip() {}

    /** Shows the text while the pointer rests on the node. */
    public static void on(Node node, String text) {
        node.addEventHandler(MouseEvent.MOUSE_ENTERED, new EventHandler<>() {
            @Override
            public void handle(MouseEvent event) {
                node.removeEventHandler(MouseEvent.MOUSE_ENTERED, this);
                Tooltip tip = new Tooltip(text);
                tip.setWrapText(true);
                tip.setMaxWidth(WIDEST);
                tip.setShowDelay(DELAY);
                Tooltip.install(node, tip);
            }
        });
    }
}
