package dev.braid.app.training.view;

import dev.braid.app.training.ContinualForm;
import dev.braid.app.training.TrainingSession;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** How a model goes on with paraphrases, with what that takes and what is wrong with it. */
final class ContinualFormPane extends ScrollPane {
    ContinualFormPane(ContinualForm form, TrainingSession session) {
        getStyleClass().add("choices-pane");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        GridPane grid = ChoicesPane.grid();
        form.fields().forEach(field -> {
            if (ChoicesPane.row(grid, field) instanceof TextField path && form.isPath(field)) {
                ChoicesPane.offerFiles(session.bench(), field, path);
            }
        });
        Label forecast = wrapped("braid-muted");
        session.forecastProperty().subscribe(now -> forecast.setText(now == null ? "" : now.words()));
        Label problems = wrapped("braid-error");
        problems.managedProperty().bind(problems.textProperty().isNotEmpty());
        session.problemsProperty()
                .subscribe(now -> problems.setText(String.join(
                        "\n",
                        now.stream()
                                .filter(text -> form.fields().stream()
                                        .noneMatch(field ->
                                                field.problemProperty().get().equals(text)))
                                .toList())));
        VBox content = new VBox(Controls.label("How it goes on", "form-heading"), grid, problems, forecast);
        content.getStyleClass().add("choices-content");
        setContent(content);
    }

    private static Label wrapped(String style) {
        Label label = Controls.label("", style, "braid-small");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
