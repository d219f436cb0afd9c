package dev.braid.app.training.view;

import dev.braid.app.training.Comparison;
import dev.braid.app.training.RunParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The runs in sight grouped by a parameter, and in words whether the groups differ. */
final class GroupPane extends BorderPane {
    private static final PseudoClass BESIDE = PseudoClass.getPseudoClass("beside");
    private static final int MOST_GROUPS = 12;

    private final ComboBox<String> parameter = new ComboBox<>();
    private final GridPane groups = new GridPane();
    private final HBox head;
    private final Label words = Controls.label("");
    private @Nullable Comparison comparison;
    private boolean filling;

    GroupPane() {
        getStyleClass().add("group-pane");
        parameter.setId("group-by");
        parameter.setAccessibleText("Group by");
        parameter.setPrefWidth(180);
        parameter.valueProperty().subscribe(this::refresh);
        Label label = Controls.label("Group by", "braid-muted");
        label.setLabelFor(parameter);
        words.setWrapText(true);
        words.setId("comparison-words");
        groups.getStyleClass().add("group-values");
        VBox text = new VBox(groups, words);
        text.getStyleClass().add("group-words");
        ScrollPane scroll = new ScrollPane(text);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("group-scroll");
        head = new HBox(label, parameter);
        head.getStyleClass().add("figure-choices");
        head.setAlignment(Pos.CENTER_LEFT);
        head.setMinWidth(USE_PREF_SIZE);
        setCenter(scroll);
        stand(false);
    }

    /** Stands beside the table where there is room, else below it. */
    void stand(boolean beside) {
        pseudoClassStateChanged(BESIDE, beside);
        setTop(null);
        setLeft(null);
        if (beside) {
            setTop(head);
        } else {
            setLeft(head);
        }
    }

    private static Label figure(String text) {
        Label label = Controls.label(text, "braid-muted");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    void show(Comparison runs, List<String> differing) {
        comparison = runs;
        List<String> items = new ArrayList<>(List.of(RunParameters.VARIANT));
        differing.stream().filter(name -> !name.equals(RunParameters.SEED)).forEach(items::add);
        String kept = parameter.getValue();
        filling = true;
        if (!items.equals(parameter.getItems())) {
            parameter.getItems().setAll(items);
        }
        parameter.setValue(kept != null && items.contains(kept) ? kept : RunParameters.VARIANT);
        filling = false;
        refresh();
    }

    private void refresh() {
        Comparison runs = comparison;
        String by = parameter.getValue();
        if (filling || runs == null || by == null) {
            return;
        }
        List<Comparison.Group> all = runs.groups(by);
        groups.getChildren().clear();
        all.stream()
                .filter(group -> !group.bySeed().isEmpty())
                .limit(MOST_GROUPS)
                .forEach(group -> {
                    Label value = Controls.label(group.value());
                    value.setTooltip(new Tooltip(group.value()));
                    int seeds = group.bySeed().size();
                    groups.addRow(
                            groups.getRowCount(),
                            value,
                            figure(String.format(Locale.ROOT, "%.3f", group.mean())),
                            figure(seeds == 1 ? "1 seed" : seeds + " seeds"));
                });
        List<String> sentences = runs.inWords(by);
        words.setText(
                sentences.isEmpty()
                        ? "With finished runs of two groups, a paired test over their shared seeds is said here in words."
                        : String.join("\n", sentences));
    }
}
