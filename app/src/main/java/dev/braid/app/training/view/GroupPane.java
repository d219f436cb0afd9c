package dev.braid.app.training.view;

import dev.braid.app.training.Comparison;
import dev.braid.app.training.RunParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The runs in sight grouped by a parameter, and in words whether the groups differ. */
final class GroupPane extends HBox {
    private final ComboBox<String> parameter = new ComboBox<>();
    private final Label groups = Controls.label("", "braid-mono");
    private final Label words = Controls.label("");
    private @Nullable Comparison comparison;
    private boolean filling;

    GroupPane() {
        getStyleClass().add("group-pane");
        setAlignment(Pos.TOP_LEFT);
        parameter.setId("group-by");
        parameter.setAccessibleText("Group by");
        parameter.setPrefWidth(180);
        parameter.valueProperty().subscribe(this::refresh);
        Label label = Controls.label("Group by", "braid-muted");
        label.setLabelFor(parameter);
        words.setWrapText(true);
        words.setId("comparison-words");
        VBox text = new VBox(groups, words);
        text.getStyleClass().add("group-words");
        ScrollPane scroll = new ScrollPane(text);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("group-scroll");
        HBox.setHgrow(scroll, Priority.ALWAYS);
        HBox head = new HBox(label, parameter);
        head.getStyleClass().add("figure-choices");
        head.setAlignment(Pos.CENTER_LEFT);
        head.setMinWidth(USE_PREF_SIZE);
        getChildren().setAll(head, scroll);
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
        groups.setText(all.stream()
                .filter(group -> !group.bySeed().isEmpty())
                .limit(12)
                .map(group -> String.format(
                        Locale.ROOT,
                        "%s: %.3f (%d %s)",
                        group.value(),
                        group.mean(),
                        group.bySeed().size(),
                        group.bySeed().size() == 1 ? "seed" : "seeds"))
                .collect(Collectors.joining("   ")));
        groups.setWrapText(true);
        List<String> sentences = runs.inWords(by);
        words.setText(
                sentences.isEmpty()
                        ? "With finished runs of two groups, a paired test over their shared seeds is said here in words."
                        : String.join("\n", sentences));
    }
}
