package dev.braid.visuals.inspector;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * What the inspector shows of one selection, built once and refreshed with every edit: rows of a label and a control, or
 * of a label and a fact, all aligned, under quiet headings.
 */
class Form extends VBox {
    /** Room for the way back, also where no row needs one: all fields end in one line. */
    private static final double RESET_WIDTH = 26;

    private final List<Runnable> refreshers = new ArrayList<>();

    Form() {
        getStyleClass().add("form");
    }

    /** Writes anew what may have changed. */
    final void refresh() {
        refreshers.forEach(Runnable::run);
    }

    /** Has something written now and at every refresh. */
    final void keepFresh(Runnable refresher) {
        refreshers.add(refresher);
        refresher.run();
    }

    final void heading(String text) {
        Label heading = new Label(text);
        heading.getStyleClass().add("form-heading");
        getChildren().add(heading);
    }

    final GridPane grid() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("form-grid");
        ColumnConstraints labels = new ColumnConstraints();
        labels.setPercentWidth(42);
        labels.setHalignment(HPos.LEFT);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setFillWidth(true);
        values.setMinWidth(60);
        ColumnConstraints resets = new ColumnConstraints();
        resets.setMinWidth(RESET_WIDTH);
        grid.getColumnConstraints().setAll(labels, values, resets);
        getChildren().add(grid);
        return grid;
    }

    /** Counts rows that take no room at present, too. */
    private static int rows(GridPane grid) {
        return grid.getChildren().stream().mapToInt(GridPane::getRowIndex).max().orElse(-1) + 1;
    }

    /** A row with a control; the third column is for the way back. */
    static void row(GridPane grid, Node label, Node control) {
        int row = rows(grid);
        grid.add(label, 0, row);
        grid.add(control, 1, row);
        GridPane.setValignment(label, VPos.CENTER);
    }

    static void row(GridPane grid, ParameterRow parameter) {
        int row = rows(grid);
        if (parameter.isWide()) {
            grid.add(parameter.label(), 0, row, 3, 1);
            row++;
            grid.add(parameter.editor(), 0, row, 2, 1);
        } else {
            row(grid, parameter.label(), parameter.editor());
        }
        grid.add(parameter.reset(), 2, row);
        grid.add(parameter.refusal(), 0, row + 1, 3, 1);
    }

    /** A row with a fact that changes. */
    final void fact(GridPane grid, String name, java.util.function.Supplier<String> value) {
        Label label = new Label(name);
        label.getStyleClass().addAll("form-label", "braid-muted");
        label.setWrapText(true);
        Label text = new Label();
        text.getStyleClass().add("form-fact");
        text.setWrapText(true);
        text.setMinHeight(Control.USE_PREF_SIZE);
        keepFresh(() -> {
            text.setText(value.get());
            text.setAccessibleText(name + ": " + text.getText());
        });
        int row = rows(grid);
        grid.add(label, 0, row);
        grid.add(text, 1, row, 2, 1);
        GridPane.setValignment(label, VPos.TOP);
    }

    final Label paragraph(String text) {
        Label paragraph = new Label(text);
        paragraph.setWrapText(true);
        paragraph.setMinHeight(Control.USE_PREF_SIZE);
        paragraph.getStyleClass().add("form-paragraph");
        getChildren().add(paragraph);
        return paragraph;
    }
}
