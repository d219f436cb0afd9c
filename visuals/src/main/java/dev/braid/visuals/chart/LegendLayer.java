package dev.braid.visuals.chart;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Pane;

/** Buttons without a face over the legend's entries: a press hides a curve or shows it again, by mouse and by keyboard. */
final class LegendLayer extends Pane {
    private final Consumer<String> toggle;
    private final Map<String, ToggleButton> buttons = new LinkedHashMap<>();

    LegendLayer(Consumer<String> toggle) {
        this.toggle = toggle;
        setPickOnBounds(false);
    }

    /** Puts a button over each entry; buttons that are already there stay, with their focus. */
    void show(List<DrawnFigure.Entry> entries) {
        Set<String> gone = new HashSet<>(buttons.keySet());
        for (DrawnFigure.Entry entry : entries) {
            gone.remove(entry.curve());
            ToggleButton button = buttons.computeIfAbsent(entry.curve(), this::button);
            button.setSelected(!entry.hidden());
            button.setAccessibleText((entry.hidden() ? "Show " : "Hide ") + entry.words());
            Box box = entry.box().grown(2);
            button.setPrefSize(box.width(), box.height());
            button.resizeRelocate(box.x(), box.y(), box.width(), box.height());
        }
        gone.forEach(id -> getChildren().remove(buttons.remove(id)));
    }

    private ToggleButton button(String curve) {
        ToggleButton button = new ToggleButton();
        button.getStyleClass().setAll("figure-legend-entry");
        button.setMinSize(0, 0);
        button.setOnAction(event -> toggle.accept(curve));
        getChildren().add(button);
        return button;
    }
}
