package dev.braid.visuals.canvas;

import dev.braid.visuals.document.OpenDesign;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** Which sub-graphs were entered, and the way back. */
final class Breadcrumb extends HBox {
    private final OpenDesign design;

    Breadcrumb(OpenDesign design) {
        this.design = design;
        getStyleClass().add("breadcrumb");
        setManaged(false);
        setPickOnBounds(false);
        sync();
    }

    void sync() {
        List<String> path = design.path();
        setVisible(!path.isEmpty());
        getChildren().clear();
        String name = design.document().name();
        add(name.isBlank() ? "Design" : name, 0, path.size());
        for (int i = 0; i < path.size(); i++) {
            Label arrow = new Label("›");
            arrow.getStyleClass().add("breadcrumb-arrow");
            getChildren().add(arrow);
            add(path.get(i), i + 1, path.size());
        }
    }

    private void add(String name, int depth, int last) {
        if (depth == last) {
            Label here = new Label(name);
            here.getStyleClass().add("breadcrumb-here");
            getChildren().add(here);
        } else {
            Button back = new Button(name);
            back.getStyleClass().addAll("flat", "breadcrumb-back");
            back.setFocusTraversable(false);
            back.setAccessibleText("Back to " + name);
            back.setOnAction(event -> design.leaveTo(depth));
            getChildren().add(back);
        }
    }
}
