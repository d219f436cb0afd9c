package dev.braid.visuals.canvas;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** A few words beside the pointer. */
final class Hint extends Label {
    private static final PseudoClass REFUSAL = PseudoClass.getPseudoClass("refusal");
    private static final double AWAY = 18;

    Hint() {
        getStyleClass().add("canvas-hint");
        setManaged(false);
        setMouseTransparent(true);
        setWrapText(true);
        setMaxWidth(360);
        setVisible(false);
    }

    /** Shows words beside a point of the canvas, on whichever side there is room. */
    void show(String words, boolean refusal, double x, double y) {
        setText(words);
        pseudoClassStateChanged(REFUSAL, refusal);
        setVisible(true);
        applyCss();
        double width = Math.min(getMaxWidth(), Math.ceil(prefWidth(-1)));
        double height = Math.ceil(prefHeight(width));
        Region around = (Region) getParent();
        double left = x + AWAY + width > around.getWidth() ? x - AWAY - width : x + AWAY;
        double top = y + AWAY + height > around.getHeight() ? y - AWAY - height : y + AWAY;
        resizeRelocate(Math.max(4, left), Math.max(4, top), width, height);
    }

    void hide() {
        setVisible(false);
    }
}
