package dev.braid.visuals.inspector;

import dev.braid.engine.block.Cost;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.document.OpenDesign;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.GridPane;

/** The whole design, while nothing is selected: what it says about itself, and what it costs. */
final class DesignForm extends Form {
    private final OpenDesign design;

    DesignForm(OpenDesign design) {
        this.design = design;
        String graph = design.graph();
        Label title = new Label(graph.isEmpty() ? "Design" : "Sub-graph " + graph);
        title.getStyleClass().add("braid-title");
        title.setWrapText(true);
        getChildren().add(title);
        if (graph.isEmpty()) {
            words();
        } else {
            paragraph("What you change here changes in every place where " + graph + " stands.")
                    .getStyleClass()
                    .add("braid-muted");
        }
        heading(graph.isEmpty() ? "Known" : "The whole design");
        GridPane grid = grid();
        fact(grid, "Blocks", () -> Amounts.count(blocks()));
        fact(grid, "Parameters", () -> Amounts.count(total().parameters()));
        fact(grid, "FLOPs a token", () -> Amounts.count(total().flopsPerToken()));
        fact(grid, "State", () -> total().stateBytes() == 0 ? "none" : Amounts.bytes(total().stateBytes()));
        if (!design.findingsProperty().get().sound()) {
            paragraph("As long as something is wrong, these numbers leave out what cannot be told.")
                    .getStyleClass()
                    .add("braid-muted");
        }
        if (graph.isEmpty() && !design.document().graph().blocks().isEmpty()) {
            paragraph("Select a block to see and change its parameters.")
                    .getStyleClass()
                    .add("braid-muted");
        }
    }

    private void words() {
        TextField name = new TextField();
        name.setId("design-name");
        name.setPromptText("Untitled");
        field("Name", name);
        TextArea description = new TextArea();
        description.setId("design-description");
        description.setPromptText("Why this design matters, in a sentence or two");
        description.setWrapText(true);
        description.setPrefRowCount(6);
        field("Description", description);
        boolean[] showing = {false};
        keepFresh(() -> {
            showing[0] = true;
            Architecture document = design.document();
            show(name, document.name());
            show(description, document.description());
            showing[0] = false;
        });
        name.textProperty().addListener((property, before, now) -> {
            if (!showing[0]) {
                design.edit(
                        document -> Edits.setNameAndDescription(document, now, document.description()), "design name");
            }
        });
        description.textProperty().addListener((property, before, now) -> {
            if (!showing[0]) {
                design.edit(
                        document -> Edits.setNameAndDescription(document, document.name(), now), "design description");
            }
        });
    }

    private void field(String title, TextInputControl field) {
        Label label = new Label(title);
        label.getStyleClass().add("form-label");
        label.setLabelFor(field);
        LiveText.mark(field);
        field.setAccessibleText(title + " of the design");
        field.focusedProperty().addListener((property, before, focused) -> {
            if (!focused) {
                design.endGesture();
            }
        });
        getChildren().addAll(label, field);
    }

    /** Leaves the cursor alone where nothing has changed. */
    private static void show(TextInputControl field, String text) {
        if (!field.getText().equals(text)) {
            field.setText(text);
        }
    }

    private Cost total() {
        return design.findingsProperty().get().total();
    }

    private long blocks() {
        Architecture document = design.document();
        long inside = 0;
        for (SubGraph subGraph : document.subGraphs().values()) {
            inside += subGraph.graph().blocks().size();
        }
        return document.graph().blocks().size() + inside;
    }
}
