package dev.braid.app.training.view;

import dev.braid.app.training.ContinualBoard;
import dev.braid.app.training.ContinualBoard.State;
import dev.braid.engine.continual.BeforeAndAfter;
import dev.braid.engine.continual.BeforeAndAfter.Column;
import dev.braid.visuals.chart.FigureView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Before and after going on with paraphrases: recall as a figure, all axes as a table, and in words what differs. */
final class ContinualPane extends BorderPane {
    /** In letters' height: from where on there is room for the figure beside the table. */
    private static final double BESIDE = 92;

    private final ContinualBoard board;
    private final FigureView figure;
    private final GridPane table = new GridPane();
    private final VBox sentences = new VBox();
    private final VBox text;
    private final ScrollPane scroll;
    private final Label state = Controls.label("");

    ContinualPane(ContinualBoard board, FigureTabs.Views views, Consumer<Path> openFolder) {
        this.board = board;
        getStyleClass().add("continual-pane");
        figure = FigureTabs.view("Before and after", views, board::version, board::figure);
        table.getStyleClass().add("continual-table");
        table.setId("continual-table");
        sentences.getStyleClass().add("continual-words");
        sentences.setId("continual-words");
        text = new VBox(table, sentences);
        text.getStyleClass().add("continual-text");
        scroll = new ScrollPane(text);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("group-scroll");

        state.setId("continual-state");
        state.textProperty().bind(board.wordsProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button examine = Controls.button(
                "mdi2c-clipboard-check-outline",
                "Examine",
                "Examine the model as it was and what became of it",
                board::examine);
        examine.setId("examine");
        Button stop = Controls.button("mdi2s-stop", "Stop", "Stop after the model that is examined now", board::stop);
        Button copy = Controls.button(
                "mdi2c-content-copy",
                "Copy",
                "Copy table and sentences as text",
                () -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, words())));
        copy.setId("copy-continual");
        Button folder = Controls.button(
                "mdi2f-folder-open-outline",
                "Folder",
                "Open the folder with the table as CSV",
                () -> openFolder.accept(board.file().toAbsolutePath().getParent()));
        copy.disableProperty().bind(board.resultProperty().isNull());
        folder.disableProperty().bind(board.resultProperty().isNull());
        board.stateProperty().subscribe(now -> {
            show(examine, now == State.READY || now == State.KNOWN);
            show(stop, now == State.EXAMINING);
        });
        HBox tools = new HBox(state, gap, examine, stop, copy, folder);
        tools.getStyleClass().add("runs-tools");
        tools.setAlignment(Pos.CENTER_LEFT);
        NoticeLine notices = new NoticeLine();
        notices.follow(board.noticeProperty());
        setTop(new VBox(tools, notices));
        setCenter(scroll);
        board.resultProperty().subscribe(this::fill);
        widthProperty().subscribe(this::fit);
        state.fontProperty().subscribe(this::fit);
    }

    /** Recall by distance. */
    FigureView figure() {
        return figure;
    }

    private static void show(Node node, boolean wanted) {
        node.setVisible(wanted);
        node.setManaged(wanted);
    }

    /** The figure beside the text where there is room, else above it. */
    private void fit() {
        double em = state.getFont().getSize();
        boolean beside = getWidth() > BESIDE * em;
        setLeft(null);
        text.getChildren().remove(figure);
        if (beside) {
            figure.setPrefWidth(getWidth() - 62 * em);
            setLeft(figure);
        } else {
            figure.setPrefHeight(22 * em);
            text.getChildren().addFirst(figure);
        }
    }

    private void fill(@Nullable BeforeAndAfter found) {
        table.getChildren().clear();
        sentences.getChildren().clear();
        if (found == null) {
            sentences
                    .getChildren()
                    .add(wrapped(
                            "When its trainings are over, the model as it was and all that became of it are examined: recall of"
                                    + " facts by their distance, questions on passages, bits a byte on other text, and reasoning.",
                            "braid-muted"));
            return;
        }
        List<Column> columns = found.columns().stream()
                .filter(column -> column.distance().isEmpty())
                .toList();
        cell(Controls.label("seeds", "braid-muted"), 1, 0);
        for (int c = 0; c < columns.size(); c++) {
            cell(Controls.label(columns.get(c).title(), "braid-muted"), 2 + c, 0);
        }
        int row = 1;
        for (String way : found.abilities().keySet()) {
            Label name = Controls.label(way);
            name.setMinWidth(USE_PREF_SIZE);
            table.add(name, 0, row);
            cell(Controls.label(seeds(found, way)), 1, row);
            for (int c = 0; c < columns.size(); c++) {
                cell(Controls.label(found.cell(way, columns.get(c))), 2 + c, row);
            }
            row++;
        }
        left().ifPresent(sentence -> sentences.getChildren().add(wrapped(sentence, "braid-error")));
        sentences.getChildren().add(wrapped(found.legend(), "braid-muted", "braid-small"));
        found.inWords().forEach((axis, words) -> {
            sentences.getChildren().add(Controls.label(axis.heading(), "form-heading"));
            words.forEach(sentence -> sentences.getChildren().add(wrapped(sentence)));
        });
    }

    private void cell(Label label, int column, int row) {
        label.setMinWidth(USE_PREF_SIZE);
        GridPane.setHalignment(label, HPos.RIGHT);
        table.add(label, column, row);
    }

    private static Label wrapped(String text, String... styles) {
        Label label = Controls.label(text, styles);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static String seeds(BeforeAndAfter found, String way) {
        return String.valueOf(found.abilities().getOrDefault(way, Map.of()).size());
    }

    /** Which trainings are not in it, if any are not. */
    private Optional<String> left() {
        return board.missing().isEmpty()
                ? Optional.empty()
                : Optional.of("Left out, for they did not finish: " + String.join("; ", board.missing()) + ".");
    }

    private String words() {
        BeforeAndAfter found = board.resultProperty().get();
        if (found == null) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        List<Column> columns = found.columns();
        all.append("\tseeds");
        columns.forEach(column -> all.append('\t').append(column.title()));
        found.abilities().keySet().forEach(way -> {
            all.append('\n').append(way).append('\t').append(seeds(found, way));
            columns.forEach(column -> all.append('\t').append(found.cell(way, column)));
        });
        left().ifPresent(sentence -> all.append("\n\n").append(sentence));
        all.append("\n\n").append(found.legend());
        found.inWords().forEach((axis, words) -> {
            all.append("\n\n").append(axis.heading());
            words.forEach(sentence -> all.append('\n').append(sentence));
        });
        return all.append('\n').toString();
    }
}
