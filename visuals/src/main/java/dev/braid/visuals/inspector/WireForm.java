package dev.braid.visuals.inspector;

import dev.braid.engine.block.Problem;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.problems.ProblemRow;
import java.util.List;
import java.util.OptionalInt;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A wire: where it comes from, where it goes, and what it carries. */
final class WireForm extends Form {
    private List<Problem> shownProblems = List.of();

    WireForm(OpenDesign design, Wire wire) {
        Label title = new Label("Wire");
        title.getStyleClass().add("braid-title");
        getChildren().add(title);
        String graph = design.graph();
        GridPane grid = grid();
        end(grid, "From", design, wire.from());
        end(grid, "To", design, wire.to());
        fact(grid, "Carries", () -> {
            OptionalInt width = design.findingsProperty().get().width(graph, wire.from());
            return width.isEmpty()
                    ? "not known yet"
                    : BlockForm.shape(width.getAsInt()) + ", " + width.getAsInt() + " numbers a token";
        });
        VBox problems = new VBox();
        problems.getStyleClass().add("form-problems");
        getChildren().add(problems);
        keepFresh(() -> {
            Findings findings = design.findingsProperty().get();
            List<Problem> found = findings.of(graph, wire.to().block()).stream()
                    .filter(problem -> wire.to().port().equals(problem.port()))
                    .toList();
            if (!found.equals(shownProblems)) {
                shownProblems = found;
                problems.getChildren()
                        .setAll(found.stream()
                                .map(problem -> new ProblemRow(problem, false, design::repair))
                                .toList());
            }
        });
        Button remove = new Button("Remove the wire");
        remove.setId("remove-wire");
        remove.setOnAction(event -> design.edit(document -> Edits.disconnect(document, graph, wire.to())));
        HBox buttons = new HBox(remove);
        buttons.getStyleClass().add("form-buttons");
        getChildren().add(buttons);
    }

    private static void end(GridPane grid, String name, OpenDesign design, PortRef port) {
        Label label = new Label(name);
        label.getStyleClass().addAll("form-label", "braid-muted");
        Hyperlink link = new Hyperlink(port.block());
        link.setAccessibleText(name + " " + port);
        link.setOnAction(event -> design.select(List.of(port.block())));
        Label at = new Label(":" + port.port());
        at.getStyleClass().add("braid-muted");
        HBox words = new HBox(link, at);
        words.getStyleClass().add("form-port");
        row(grid, label, words);
    }
}
