package dev.braid.visuals.problems;

import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Problem.Severity;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/** One problem: how bad, where, what, and the button that repairs it. */
public final class ProblemRow extends HBox {
    private final Problem problem;

    /**
     * A row.
     *
     * @param problem what is wrong
     * @param showPlace whether to say where; not beside the block itself
     * @param repair makes the repair that the problem proposes
     */
    public ProblemRow(Problem problem, boolean showPlace, Consumer<Problem.Fix> repair) {
        this.problem = problem;
        boolean error = problem.severity() == Severity.ERROR;
        getStyleClass().addAll("problem-row", error ? "problem-error" : "problem-warning");
        FontIcon icon = new FontIcon(error ? MaterialDesignA.ALERT_CIRCLE : MaterialDesignA.ALERT);
        icon.getStyleClass().add(error ? "braid-error" : "braid-warning");

        VBox words = new VBox();
        words.getStyleClass().add("problem-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        if (showPlace || problem.port() != null) {
            Label place = new Label(showPlace ? problem.place() : "Port " + problem.port());
            place.getStyleClass().add("problem-place");
            words.getChildren().add(place);
        }
        Label text = new Label(sentence(problem.text()));
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        words.getChildren().add(text);
        Problem.Fix fix = problem.fix();
        if (fix != null) {
            Button button = new Button(fix.title());
            button.getStyleClass().addAll("small", "problem-repair");
            button.setWrapText(true);
            button.setMinHeight(USE_PREF_SIZE);
            button.setAccessibleHelp("Repairs: " + problem.text());
            button.setOnAction(event -> repair.accept(fix));
            words.getChildren().add(button);
        }
        setAlignment(Pos.TOP_LEFT);
        getChildren().addAll(icon, words);
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        setAccessibleText((error ? "Error" : "Warning") + " at " + problem.place() + ": " + problem.text());
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + (words.endsWith(".") ? "" : ".");
    }

    /** What it shows. */
    public Problem problem() {
        return problem;
    }
}
