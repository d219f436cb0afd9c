package dev.braid.app.training.view;

import dev.braid.app.training.ChoicesForm;
import dev.braid.app.training.Field;
import dev.braid.app.training.TrainingSession;
import dev.braid.app.training.Workbench;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.visuals.theme.Tip;
import java.io.File;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The form of a training: labels at the left, fields at the right, problems where they arise. */
final class ChoicesPane extends ScrollPane {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final ChoicesForm form;
    private final Workbench bench;
    private final GridPane task = grid();
    private final GridPane more = grid();

    ChoicesPane(TrainingSession session) {
        form = session.form();
        bench = session.bench();
        getStyleClass().add("choices-pane");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);

        GridPane common = grid();
        ComboBox<Task> tasks = Controls.choice("Task", TaskCatalog.tasks(), Task::title, form.taskProperty());
        tasks.setId("task");
        tasks.setMaxWidth(Double.MAX_VALUE);
        tasks.valueProperty().subscribe(now -> tasks.setTooltip(explanation(now)));
        row(common, "Task", tasks, null);
        form.common().forEach(field -> row(common, field));

        form.more().forEach(field -> row(more, field));
        flag(more, "One seed tries all learning rates, the others its best", form.gridOnFirstSeedProperty());
        flag(more, "Every training length is a training of its own", form.apartProperty());
        more.setVisible(false);
        more.managedProperty().bind(more.visibleProperty());
        Hyperlink open = new Hyperlink("More settings");
        open.setOnAction(event -> {
            more.setVisible(!more.isVisible());
            open.setText(more.isVisible() ? "Fewer settings" : "More settings");
        });

        form.taskParameters().subscribe(this::showTask);
        showTask();

        Label forecast = Controls.label("", "braid-muted", "braid-small");
        forecast.setWrapText(true);
        forecast.setMinHeight(Region.USE_PREF_SIZE);
        session.forecastProperty().subscribe(now -> forecast.setText(now == null ? "" : now.words()));
        Label problems = Controls.label("", "braid-error", "braid-small");
        problems.setWrapText(true);
        problems.setMinHeight(Region.USE_PREF_SIZE);
        problems.managedProperty().bind(problems.textProperty().isNotEmpty());
        session.problemsProperty().subscribe(now -> {
            List<String> own = form.problems();
            problems.setText(String.join(
                    "\n", now.stream().filter(text -> !own.contains(text)).toList()));
        });
        VBox content =
                new VBox(common, Controls.label("Task settings", "form-heading"), task, open, more, problems, forecast);
        content.getStyleClass().add("choices-content");
        setContent(content);
    }

    private static Tooltip explanation(Task task) {
        Tooltip tip = new Tooltip(task.explanation());
        tip.setWrapText(true);
        tip.setPrefWidth(460);
        return tip;
    }

    /** Labels at the left, fields at the right. */
    static GridPane grid() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("choices-grid");
        ColumnConstraints labels = new ColumnConstraints();
        labels.setPercentWidth(40);
        labels.setHalignment(HPos.LEFT);
        ColumnConstraints fields = new ColumnConstraints();
        fields.setPercentWidth(60);
        fields.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(labels, fields);
        return grid;
    }

    private void showTask() {
        task.getChildren().clear();
        form.taskParameters().forEach(field -> {
            if (row(task, field) instanceof TextField path && form.isPath(field)) {
                offerFiles(bench, field, path);
            }
        });
    }

    /** A path can be typed, chosen, or dropped from the desktop. */
    static void offerFiles(Workbench bench, Field<?> field, TextField path) {
        Button choose = Controls.button(
                "mdi2f-folder-open-outline",
                "",
                "Choose a file; a folder can be dropped here, or its path typed",
                () -> bench.chooseText().ifPresent(file -> field.textProperty().set(file.toString())));
        choose.setId("choose-" + field.name());
        choose.setAccessibleText("Choose a file: " + field.title());
        choose.getStyleClass().addAll("flat", "button-icon");
        VBox box = (VBox) path.getParent();
        HBox row = new HBox(path, choose);
        row.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(path, Priority.ALWAYS);
        box.getChildren().addFirst(row);
        path.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
                event.consume();
            }
        });
        path.setOnDragDropped(event -> {
            List<File> files = event.getDragboard().getFiles();
            if (!files.isEmpty()) {
                field.textProperty().set(files.getFirst().getPath());
            }
            event.setDropCompleted(!files.isEmpty());
            event.consume();
        });
    }

    private static void row(GridPane grid, String title, Control control, @Nullable Label problem) {
        Label label = Controls.label(title, "braid-muted", "choices-label");
        label.setLabelFor(control);
        GridPane.setValignment(label, VPos.TOP);
        grid.addRow(grid.getRowCount(), label, problem == null ? control : new VBox(control, problem));
    }

    /** Adds a field to a grid, with its problem below it. */
    static Control row(GridPane grid, Field<?> field) {
        Control control = field.options().isEmpty() ? textField(field) : choice(field);
        control.setId("field-" + field.name());
        control.setAccessibleText(field.title());
        control.setAccessibleHelp(field.help());
        Tip.on(
                control,
                field.offers().isEmpty()
                        ? field.help()
                        : field.help() + "\nSuch as " + String.join(", ", field.offers()));
        control.setMaxWidth(Double.MAX_VALUE);
        Label problem = Controls.label("", "braid-error", "braid-small");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.textProperty().bind(field.problemProperty());
        problem.visibleProperty().bind(field.problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        row(grid, field.title(), control, problem);
        field.problemProperty().subscribe(text -> control.pseudoClassStateChanged(REFUSED, !text.isEmpty()));
        return control;
    }

    private static Control textField(Field<?> field) {
        TextField text = new TextField();
        text.textProperty().bindBidirectional(field.textProperty());
        return text;
    }

    private static Control choice(Field<?> field) {
        return Controls.choice(field.title(), field.options(), text -> text, field.textProperty());
    }

    private static void flag(GridPane grid, String title, BooleanProperty kept) {
        CheckBox box = new CheckBox(title);
        box.setWrapText(true);
        box.selectedProperty().bindBidirectional(kept);
        grid.add(box, 0, grid.getRowCount(), 2, 1);
    }
}
