package dev.braid.app;

import dev.braid.app.workspace.CurrentDesign;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.Problem;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.problems.ProblemList;
import dev.braid.visuals.theme.Tip;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** The last line of the window: what the run does, what is wrong, what the design costs. */
final class StatusBar extends HBox {
    private static final String[] THOUSANDS = {"", " k", " M", " G", " T"};
    private static final String[] KIBI = {" B", " KiB", " MiB", " GiB", " TiB"};

    /**
     * Follows the design that is worked on.
     *
     * @param run what the run does, in words
     * @param zoom how large the canvas is drawn, in words
     * @param showProblems opens the problem list
     */
    StatusBar(CurrentDesign current, ObservableValue<String> run, ObservableValue<String> zoom, Runnable showProblems) {
        getStyleClass().add("status-bar");
        setId("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        Button problems = new Button();
        problems.setId("status-problems");
        problems.getStyleClass().addAll("flat", "status-problems");
        problems.setOnAction(event -> showProblems.run());
        Tip.on(problems, "Show the problems");
        Label totals = label("status-totals");
        Tip.on(
                totals,
                "Trained numbers, floating-point operations of the forward pass, and what decoding keeps"
                        + " for one sequence");
        current.findingsProperty().subscribe(findings -> {
            boolean there = current.there().get();
            problems.setText(problemsInWords(current.findingsProperty().get()));
            problems.setGraphic(new FontIcon(
                    findings.problems().isEmpty() ? "mdi2c-check-circle-outline" : "mdi2a-alert-circle-outline"));
            problems.getStyleClass().removeAll("braid-error", "braid-warning", "braid-sound");
            problems.getStyleClass()
                    .add(
                            !findings.sound()
                                    ? "braid-error"
                                    : findings.problems().isEmpty() ? "braid-sound" : "braid-warning");
            problems.setVisible(there);
            totals.setText(there ? inWords(findings) : "");
        });
        current.there().subscribe(there -> {
            problems.setVisible(there);
            problems.setText(problemsInWords(current.findingsProperty().get()));
            totals.setText(there ? inWords(current.findingsProperty().get()) : "");
        });
        Label runLabel = label("status-run");
        runLabel.textProperty().bind(Bindings.createStringBinding(() -> orNothing(run.getValue()), run));
        runLabel.setMinWidth(0);
        HBox.setHgrow(runLabel, Priority.SOMETIMES);
        Label zoomLabel = label("status-zoom");
        zoomLabel.textProperty().bind(Bindings.createStringBinding(() -> orNothing(zoom.getValue()), zoom));
        zoomLabel.setMinWidth(Region.USE_PREF_SIZE);
        totals.setMinWidth(Region.USE_PREF_SIZE);
        problems.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(problems, runLabel, space, totals, zoomLabel);
    }

    private static String problemsInWords(Findings findings) {
        int errors = (int) findings.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
        return ProblemList.words(errors, findings.problems().size() - errors);
    }

    private static Label label(String id) {
        Label label = new Label();
        label.setId(id);
        return label;
    }

    private static String orNothing(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    /** What a design costs, in a line. */
    static String inWords(Findings findings) {
        if (findings.state() < 0) {
            return "";
        }
        Cost cost = findings.total();
        return scaled(cost.parameters(), 1000, THOUSANDS) + " parameters · "
                + scaled(cost.flopsPerToken(), 1000, THOUSANDS) + (cost.flopsPerToken() < 1000 ? " " : "")
                + "FLOPs/token · " + scaled(cost.stateBytes(), 1024, KIBI) + " state";
    }

    private static String scaled(double number, double base, String[] units) {
        double rest = number;
        int unit = 0;
        while (rest >= base * 0.9995 && unit < units.length - 1) {
            rest /= base;
            unit++;
        }
        String digits = String.format(Locale.ROOT, rest < 99.95 && unit > 0 ? "%.1f" : "%.0f", rest);
        return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + units[unit];
    }
}
