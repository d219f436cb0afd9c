package dev.braid.visuals.canvas;

import javafx.scene.text.Text;

/** A line of text that ends in an ellipsis where it is too long. Much lighter than a label: there are thousands. */
final class FittedText extends Text {
    private String full = "";
    private double room = Double.POSITIVE_INFINITY;
    private double fullWidth;

    FittedText(String... styleClasses) {
        getStyleClass().addAll(styleClasses);
        setManaged(false);
        setMouseTransparent(true);
        // another theme, another size
        fontProperty().addListener(observable -> {
            room = Double.POSITIVE_INFINITY;
            if (getParent() != null) {
                getParent().requestLayout();
            }
        });
    }

    /** The whole text. */
    String full() {
        return full;
    }

    void show(String text) {
        if (!text.equals(full)) {
            full = text;
            room = Double.POSITIVE_INFINITY;
            setText(text);
        }
    }

    /** Shortens the text until it fits. */
    void fit(double width) {
        boolean whole = room >= fullWidth;
        if (width == room || whole && width >= fullWidth && room < Double.POSITIVE_INFINITY) {
            return;
        }
        room = width;
        setText(full);
        double needed = getLayoutBounds().getWidth();
        fullWidth = needed;
        int length = full.length();
        while (needed > width && length > 1) {
            length = Math.min(length - 1, (int) Math.ceil(length * width / needed));
            setText(full.substring(0, length).stripTrailing() + "…");
            needed = getLayoutBounds().getWidth();
        }
    }

    double width() {
        return getLayoutBounds().getWidth();
    }
}
