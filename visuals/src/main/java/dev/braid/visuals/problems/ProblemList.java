package dev.braid.visuals.problems;

import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Problem.Severity;
import dev.braid.visuals.document.OpenDesign;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * All problems of a design at once, errors first. A click or Enter shows the block; the button repairs. More than a
 * hundred are counted and not drawn: whoever has so many repairs the first ones first.
 */
public final class ProblemList extends StackPane {
    private static final int MOST_ROWS = 100;

    private final ObjectProperty<@Nullable OpenDesign> design = new SimpleObjectProperty<>();
    private final ReadOnlyIntegerWrapper errors = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper warnings = new ReadOnlyIntegerWrapper();
    private final VBox list = new VBox();
    private final ScrollPane scroll = new ScrollPane(list);
    private final Label empty = new Label();
    private final InvalidationListener refresh = observable -> show();

    private List<Problem> shown = List.of();
    private List<ProblemRow> rows = List.of();

    /** An empty list; it fills when there is a design. */
    public ProblemList() {
        getStyleClass().addAll("problem-list", "braid-pane");
        list.setAccessibleRole(AccessibleRole.LIST_VIEW);
        list.setAccessibleText("Problems");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        empty.setWrapText(true);
        StackPane emptyPane = new StackPane(empty);
        emptyPane.getStyleClass().add("braid-empty");
        emptyPane.visibleProperty().bind(scroll.visibleProperty().not());
        getChildren().addAll(scroll, emptyPane);
        design.addListener((property, before, now) -> {
            if (before != null) {
                before.findingsProperty().removeListener(refresh);
            }
            if (now != null) {
                now.findingsProperty().addListener(refresh);
            }
            show();
        });
        show();
    }

    /** The design whose problems are shown; null if none is open. */
    public ObjectProperty<@Nullable OpenDesign> designProperty() {
        return design;
    }

    /** How many problems keep the design from running. */
    public ReadOnlyIntegerProperty errorCountProperty() {
        return errors.getReadOnlyProperty();
    }

    /** How many things are doubtful. */
    public ReadOnlyIntegerProperty warningCountProperty() {
        return warnings.getReadOnlyProperty();
    }

    /** The count in words, for a status bar: "2 problems, 1 warning", or "No problems". */
    public static String words(int errors, int warnings) {
        String bad = errors == 0 ? "" : errors == 1 ? "1 problem" : errors + " problems";
        String doubtful = warnings == 0 ? "" : warnings == 1 ? "1 warning" : warnings + " warnings";
        return bad.isEmpty() && doubtful.isEmpty()
                ? "No problems"
                : bad + (bad.isEmpty() || doubtful.isEmpty() ? "" : ", ") + doubtful;
    }

    private void show() {
        OpenDesign open = design.get();
        List<Problem> problems =
                open == null ? List.of() : open.findingsProperty().get().problems();
        int bad = (int) problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .count();
        errors.set(bad);
        warnings.set(problems.size() - bad);
        empty.setText(open == null ? "No design is open." : "No problems: this design can be trained as it stands.");
        scroll.setVisible(!problems.isEmpty());
        if (problems.equals(shown)) {
            return;
        }
        shown = problems;
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        int focused = rowOf(owner);
        List<ProblemRow> made = new ArrayList<>();
        for (Problem problem : problems.subList(0, Math.min(problems.size(), MOST_ROWS))) {
            made.add(row(problem, made.size()));
        }
        rows = List.copyOf(made);
        list.getChildren().setAll(rows);
        if (problems.size() > MOST_ROWS) {
            Label more = new Label("and " + (problems.size() - MOST_ROWS) + " more");
            more.getStyleClass().addAll("problem-more", "braid-muted");
            list.getChildren().add(more);
        }
        if (focused >= 0) {
            // Otherwise the keyboard would go on somewhere far away.
            (rows.isEmpty() ? this : rows.get(Math.min(focused, rows.size() - 1))).requestFocus();
        }
    }

    /** The row that a node lies in, or -1. */
    private int rowOf(@Nullable Node node) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (up instanceof ProblemRow row) {
                return rows.indexOf(row);
            }
        }
        return -1;
    }

    private ProblemRow row(Problem problem, int index) {
        ProblemRow row = new ProblemRow(problem, true, fix -> {
            OpenDesign open = design.get();
            if (open != null) {
                open.repair(fix);
            }
        });
        row.getStyleClass().add("problem-clickable");
        row.setFocusTraversable(true);
        row.setAccessibleHelp("Enter shows the block.");
        row.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                row.requestFocus();
                reveal(problem);
            }
        });
        row.setOnKeyPressed(event -> key(event, problem, index));
        return row;
    }

    private void key(KeyEvent event, Problem problem, int index) {
        if (event.getTarget() != rows.get(index)) {
            return;
        }
        switch (event.getCode()) {
            case ENTER, SPACE -> reveal(problem);
            case UP -> focus(index - 1);
            case DOWN -> focus(index + 1);
            case HOME -> focus(0);
            case END -> focus(rows.size() - 1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void focus(int index) {
        if (index >= 0 && index < rows.size()) {
            ProblemRow row = rows.get(index);
            row.requestFocus();
            Bounds place = row.getBoundsInParent();
            double seen = scroll.getViewportBounds().getHeight();
            double hidden = list.getHeight() - seen;
            if (hidden > 0) {
                double top = scroll.getVvalue() * hidden;
                double wanted = Math.min(Math.max(top, place.getMaxY() - seen), place.getMinY());
                scroll.setVvalue(Math.clamp(wanted / hidden, 0, 1));
            }
        }
    }

    private void reveal(Problem problem) {
        OpenDesign open = design.get();
        if (open != null && !problem.block().isEmpty()) {
            open.reveal(problem.block());
        }
    }
}
