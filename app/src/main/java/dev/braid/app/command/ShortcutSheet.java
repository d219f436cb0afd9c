package dev.braid.app.command;

import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** All shortcuts on one sheet. */
public final class ShortcutSheet {
    private static final double WIDTH = 1080;
    private static final int COLUMNS = 3;
    private static final double COLUMN = 300;

    private final Commands commands;
    private final Overlay overlay;

    /** A sheet that opens in that layer. */
    public ShortcutSheet(Commands commands, Overlay overlay) {
        this.commands = commands;
        this.overlay = overlay;
    }

    /** The shortcuts of a command in words. */
    static String keys(Command command, String between) {
        return command.shortcuts().stream()
                .map(keys -> keys.getDisplayText().replace('_', ' ').replace("Backslash", "\\"))
                .collect(Collectors.joining(between));
    }

    /** Opens it. */
    public void open() {
        VBox[] columns = new VBox[COLUMNS];
        int[] lengths = new int[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            columns[i] = new VBox(20);
            columns[i].setPrefWidth(COLUMN);
            HBox.setHgrow(columns[i], Priority.ALWAYS);
        }
        for (Command.Category category : Command.Category.values()) {
            List<Command> shown = commands.of(category).stream()
                    .filter(command -> !command.shortcuts().isEmpty())
                    .toList();
            if (!shown.isEmpty()) {
                int shortest = 0;
                for (int i = 1; i < COLUMNS; i++) {
                    shortest = lengths[i] < lengths[shortest] ? i : shortest;
                }
                columns[shortest].getChildren().add(section(category.title(), shown));
                lengths[shortest] += shown.size() + 2;
            }
        }
        HBox all = new HBox(28, columns);
        all.getStyleClass().add("shortcut-columns");
        ScrollPane scroll = new ScrollPane(all);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Label title = new Label("Shortcuts");
        title.getStyleClass().add("title-3");
        Button close = new Button("Close");
        close.setId("close-shortcuts");
        close.setCancelButton(true);
        close.setOnAction(event -> overlay.close());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        VBox box = new VBox(12, new HBox(title, space, close), scroll);
        box.setId("shortcut-sheet");
        box.getStyleClass().addAll("overlay-card", "shortcut-sheet");
        box.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        overlay.show(box, Pos.CENTER, close);
    }

    private static VBox section(String title, List<Command> commands) {
        Label heading = new Label(title);
        heading.getStyleClass().add("title-4");
        GridPane grid = new GridPane(12, 6);
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        ColumnConstraints keys = new ColumnConstraints();
        keys.setHalignment(HPos.RIGHT);
        keys.setMinWidth(Region.USE_PREF_SIZE);
        grid.getColumnConstraints().setAll(names, keys);
        for (int i = 0; i < commands.size(); i++) {
            Label name = new Label(commands.get(i).title());
            name.setWrapText(true);
            Label shortcut = new Label(keys(commands.get(i), "\n"));
            shortcut.getStyleClass().add("shortcut");
            shortcut.setTextAlignment(TextAlignment.RIGHT);
            grid.addRow(i, name, shortcut);
        }
        return new VBox(8, heading, grid);
    }
}
