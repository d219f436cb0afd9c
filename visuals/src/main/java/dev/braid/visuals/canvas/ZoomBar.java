package dev.braid.visuals.canvas;

import dev.braid.visuals.theme.Tip;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The zoom in per cent, and buttons to change it. */
final class ZoomBar extends HBox {
    private final Button percent = new Button("100 %");

    ZoomBar(Runnable out, Runnable reset, Runnable in, Runnable fit) {
        getStyleClass().add("zoom-bar");
        setManaged(false);
        percent.setMinWidth(58);
        add(new Button("", new FontIcon("mdi2m-minus")), "Smaller (−)", out);
        add(percent, "Actual size (0)", reset);
        add(new Button("", new FontIcon("mdi2p-plus")), "Larger (+)", in);
        add(new Button("", new FontIcon("mdi2f-fit-to-page-outline")), "Show everything (F)", fit);
    }

    private void add(Button button, String title, Runnable action) {
        button.getStyleClass().addAll("flat", "zoom-button");
        button.setFocusTraversable(false);
        button.setAccessibleText(title);
        Tip.on(button, title);
        button.setOnAction(event -> action.run());
        getChildren().add((Node) button);
    }

    void show(double zoom) {
        percent.setText(Math.round(zoom * 100) + " %");
    }
}
