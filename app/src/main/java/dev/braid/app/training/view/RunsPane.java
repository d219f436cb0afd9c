package dev.braid.app.training.view;

import dev.braid.app.training.Comparison;
import dev.braid.app.training.RunData;
import dev.braid.app.training.RunLibrary;
import dev.braid.app.training.RunParameters;
import dev.braid.app.training.Workbench;
import dev.braid.visuals.theme.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.cell.CheckBoxTableCell;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** All runs that are kept: filter, sort, pin, group, compare, open, run again. */
final class RunsPane extends BorderPane {
    private static final int MOST_DIFFERING = 8;
    private static final int MOST_COMPARED = 2000;
    private static final int MOST_MEASURED = 300;

    /** In letters' height: rows, letters, gaps, the narrowest and the widest column, and from where on there is room beside the table. */
    private static final double ROW = 2.1;

    private static final double LETTER = 0.56;
    private static final double HEAD = 0.66;
    private static final double GAP = 0.75;
    private static final double NARROWEST = 5;
    private static final double WIDEST = 26;
    private static final double BESIDE = 84;

    private final Workbench bench;
    private final RunLibrary library;
    private final FilteredList<RunData> filtered;
    private final TableView<RunData> table = new TableView<>();
    private final List<TableColumn<RunData, ?>> fixed = new ArrayList<>();
    private final TextField filter = new TextField();
    private final GroupPane groups;
    private final Label count = Controls.label("", "braid-muted");

    /** What can be done with a run. */
    interface Actions {
        /** Opens its folder. */
        void openFolder(RunData run);

        /** Opens its specification's design as a document. */
        void openDesign(RunData run);

        /** Computes it again. */
        void runAgain(RunData run);

        /** Goes on training its best weights. */
        void goOn(RunData run);

        /** Goes on with paraphrases, beside repeated and plain text. */
        void paraphrase(RunData run);
    }

    RunsPane(Workbench bench, RunLibrary library, Actions actions) {
        this.bench = bench;
        this.library = library;
        getStyleClass().add("runs-pane");
        filtered = new FilteredList<>(library.runs());
        SortedList<RunData> sorted = new SortedList<>(filtered);
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.setId("runs");
        table.setEditable(true);
        table.setAccessibleText("Runs");
        table.setPlaceholder(
                Controls.label("No runs are kept here yet. Press Train: every run leaves a folder.", "braid-muted"));
        groups = new GroupPane();

        filter.setPromptText("Filter: words of any column");
        filter.setId("filter-runs");
        filter.setAccessibleText("Filter runs");
        filter.textProperty().subscribe(this::applyFilter);
        HBox.setHgrow(filter, Priority.ALWAYS);
        filter.setMaxWidth(360);
        filter.setMinWidth(120);
        count.setMinWidth(USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button folder =
                action("mdi2f-folder-open-outline", "Folder", "Open the folder of the chosen run", actions::openFolder);
        Button design =
                action("mdi2f-file-outline", "Design", "Open the design of the chosen run", actions::openDesign);
        Button again = action(
                "mdi2r-restart", "Run again", "Compute the chosen run again; the same numbers come", actions::runAgain);
        MenuButton goOn = new MenuButton("Go on", new FontIcon("mdi2c-chevron-double-right"));
        goOn.setId("go-on-from");
        goOn.setAccessibleText("Go on from the best weights of the chosen run");
        Tip.on(goOn, "Train the best weights of the chosen run further");
        goOn.getItems()
                .setAll(
                        item("From its weights, on a task of your choice \u2026", () -> chosen(actions::goOn)),
                        item(
                                "With paraphrases, beside repeated and plain text \u2026",
                                () -> chosen(actions::paraphrase)));
        goOn.disableProperty()
                .bind(table.getSelectionModel().selectedItemProperty().isNull());
        Button pinAll = Controls.button(
                "mdi2p-pin-outline",
                "Pin",
                "Show the chosen runs beside those that go on, or no longer",
                this::pinChosen);
        pinAll.disableProperty()
                .bind(table.getSelectionModel().selectedItemProperty().isNull());
        HBox tools = new HBox(filter, count, gap, pinAll, folder, design, again, goOn);
        tools.getStyleClass().add("runs-tools");
        tools.setAlignment(Pos.CENTER_LEFT);
        setTop(tools);
        setCenter(table);
        setBottom(groups);
        widthProperty().subscribe(this::fit);
        count.fontProperty().subscribe(this::fit);

        table.getSelectionModel().setSelectionMode(javafx.scene.control.SelectionMode.MULTIPLE);
        table.setRowFactory(view -> {
            var row = new javafx.scene.control.TableRow<RunData>();
            ContextMenu menu = new ContextMenu(
                    item("Pin to the figures, or unpin", this::pinChosen),
                    item("Open its folder", () -> chosen(actions::openFolder)),
                    item("Open its design", () -> chosen(actions::openDesign)),
                    item("Run it again", () -> chosen(actions::runAgain)),
                    item("Go on from its weights \u2026", () -> chosen(actions::goOn)),
                    item("Go on with paraphrases \u2026", () -> chosen(actions::paraphrase)));
            row.contextMenuProperty()
                    .bind(javafx.beans.binding.Bindings.when(row.emptyProperty())
                            .then((ContextMenu) null)
                            .otherwise(menu));
            return row;
        });
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.SPACE) {
                pinChosen();
                event.consume();
            } else if (event.getCode() == KeyCode.ENTER) {
                chosen(actions::openFolder);
                event.consume();
            }
        });
        makeFixedColumns();
        filtered.subscribe(this::refresh);
        library.pinned().subscribe(table::refresh);
        refresh();
    }

    /** Columns as wide as what stands in them; the comparison beside the table where there is room, else below. */
    private void fit() {
        double em = count.getFont().getSize();
        table.setFixedCellSize(Math.round(ROW * em));
        boolean beside = getWidth() > BESIDE * em;
        if (beside != (getRight() == groups)) {
            setRight(null);
            setBottom(null);
            groups.stand(beside);
            if (beside) {
                setRight(groups);
            } else {
                setBottom(groups);
            }
        }
        List<RunData> seen = filtered.subList(0, Math.min(MOST_MEASURED, filtered.size()));
        for (TableColumn<RunData, ?> column : table.getColumns()) {
            double widest = Math.max(NARROWEST, 2 * GAP + HEAD * title(column).length());
            for (RunData run : seen) {
                Object value = column.getCellData(run);
                if (value instanceof String words) {
                    widest = Math.max(widest, 2 * GAP + LETTER * words.length());
                }
            }
            column.setPrefWidth(em * Math.min(widest, WIDEST));
        }
    }

    private static MenuItem item(String title, Runnable action) {
        MenuItem item = new MenuItem(title);
        item.setOnAction(event -> action.run());
        return item;
    }

    private Button action(String glyph, String title, String help, java.util.function.Consumer<RunData> what) {
        Button button = Controls.button(glyph, title, help, () -> chosen(what));
        button.disableProperty()
                .bind(table.getSelectionModel().selectedItemProperty().isNull());
        return button;
    }

    private void chosen(java.util.function.Consumer<RunData> what) {
        RunData run = table.getSelectionModel().getSelectedItem();
        if (run != null) {
            what.accept(run);
        }
    }

    private void pinChosen() {
        List<RunData> chosen = List.copyOf(table.getSelectionModel().getSelectedItems());
        boolean wanted = chosen.stream().anyMatch(run -> !library.pinned().contains(run.id()));
        chosen.forEach(run -> library.pin(run, wanted));
        table.refresh();
    }

    /** Shows a run: every number on screen leads here. */
    void reveal(String id) {
        filter.clear();
        for (RunData run : table.getItems()) {
            if (run.id().equals(id)) {
                table.getSelectionModel().clearAndSelect(table.getItems().indexOf(run));
                table.scrollTo(run);
                table.requestFocus();
            }
        }
    }

    private void makeFixedColumns() {
        TableColumn<RunData, Boolean> pin = new TableColumn<>("Pin");
        pin.setCellValueFactory(cell -> {
            RunData run = cell.getValue();
            SimpleBooleanProperty value =
                    new SimpleBooleanProperty(library.pinned().contains(run.id()));
            value.addListener((property, before, now) -> library.pin(run, now));
            return value;
        });
        pin.setCellFactory(CheckBoxTableCell.forTableColumn(pin));
        pin.setEditable(true);
        fixed.add(pin);
        fixed.add(text("Design", run -> run.spec().variant()));
        fixed.add(text("State", run -> run.state().words()));
        fixed.add(number(
                "Steps",
                run -> OptionalDouble.of(
                        run.steps() == 0
                                ? run.last().map(e -> (double) e.step()).orElse(0.0)
                                : run.steps()),
                "%,.0f"));
        fixed.add(number("Validation", RunData::bestAccuracy, "%.3f"));
        fixed.add(number("Test", RunData::testAccuracy, "%.3f"));
        fixed.add(number(
                "Seconds",
                run -> run.result() == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(run.result().seconds()),
                "%,.1f"));
    }

    private static TableColumn<RunData, String> text(String title, Function<RunData, String> words) {
        TableColumn<RunData, String> column = new TableColumn<>(title);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(words.apply(cell.getValue())));
        return column;
    }

    private static TableColumn<RunData, Double> number(
            String title, Function<RunData, OptionalDouble> number, String format) {
        TableColumn<RunData, Double> column = new TableColumn<>(title);
        column.setCellValueFactory(cell -> {
            OptionalDouble value = number.apply(cell.getValue());
            return new ReadOnlyObjectWrapper<>(value.isPresent() ? value.getAsDouble() : -1);
        });
        column.setCellFactory(view -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable Double value, boolean empty) {
                super.updateItem(value, empty);
                setAlignment(Pos.CENTER_RIGHT);
                setText(empty || value == null ? "" : value < 0 ? "–" : String.format(Locale.ROOT, format, value));
            }
        });
        return column;
    }

    private static String title(TableColumn<RunData, ?> column) {
        return column.getGraphic() instanceof Label label ? label.getText() : column.getText();
    }

    private void applyFilter() {
        String[] words = filter.getText().toLowerCase(Locale.ROOT).strip().split("\\s+");
        filtered.setPredicate(run -> {
            String all = (run.spec().variant() + " " + run.id() + " "
                            + run.state().words() + " " + bench.parameters(run))
                    .toLowerCase(Locale.ROOT);
            for (String word : words) {
                if (!all.contains(word)) {
                    return false;
                }
            }
            return true;
        });
        refresh();
    }

    /** Columns for what differs between the runs in sight; what is the same everywhere needs none. */
    private void refresh() {
        int all = library.runs().size();
        count.setText(
                filtered.size() == all ? String.format(Locale.ROOT, "%,d runs", all) : filtered.size() + " of " + all);
        Comparison comparison = new Comparison(filtered.subList(0, Math.min(MOST_COMPARED, filtered.size())), bench);
        List<String> differing = comparison.differing().stream()
                .filter(name -> !name.equals(RunParameters.VARIANT))
                .toList();
        List<TableColumn<RunData, ?>> columns = new ArrayList<>(fixed);
        for (String name : differing.subList(0, Math.min(MOST_DIFFERING, differing.size()))) {
            TableColumn<RunData, String> column =
                    text("", run -> bench.parameters(run).getOrDefault(name, "–"));
            int dot = name.lastIndexOf('.');
            Label title =
                    Controls.label(dot < 0 ? name : name.substring(dot + 1) + " \u00b7 " + name.substring(0, dot));
            title.setTooltip(new Tooltip(name));
            column.setGraphic(title);
            column.setId(name);
            column.getStyleClass().add("differing");
            column.setCellFactory(view -> new TableCell<>() {
                @Override
                protected void updateItem(@Nullable String value, boolean empty) {
                    super.updateItem(value, empty);
                    setText(empty ? "" : value);
                    setTooltip(empty || value == null ? null : new Tooltip(value));
                }
            });
            columns.add(column);
        }
        List<String> titles = columns.stream().map(RunsPane::title).toList();
        if (!titles.equals(table.getColumns().stream().map(RunsPane::title).toList())) {
            table.getColumns().setAll(columns);
        }
        fit();
        groups.show(comparison, differing);
    }
}
