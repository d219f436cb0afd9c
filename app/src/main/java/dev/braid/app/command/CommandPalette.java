package dev.braid.app.command;

import java.util.Comparator;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Every command by a few letters of its name. */
public final class CommandPalette {
    private static final double WIDTH = 560;
    private static final double HEIGHT = 420;

    private final Commands commands;
    private final Overlay overlay;

    /** A palette that opens in that layer. */
    public CommandPalette(Commands commands, Overlay overlay) {
        this.commands = commands;
        this.overlay = overlay;
    }

    /** What fits the typed letters, best first; what is not possible now comes last. */
    static List<Command> matches(List<Command> commands, String typed) {
        record Scored(Command command, int score) {}
        return commands.stream()
                .flatMap(command ->
                        Fuzzy.score(typed, command.title()).stream().mapToObj(score -> new Scored(command, score)))
                .sorted(Comparator.comparing(
                                (Scored scored) -> !scored.command().enabled().get())
                        .thenComparing(Comparator.comparingInt(Scored::score).reversed()))
                .map(Scored::command)
                .toList();
    }

    /** Opens it. */
    public void open() {
        TextField search = new TextField();
        search.setId("command-search");
        search.setPromptText("What do you want to do?");
        search.setAccessibleText("Search for a command");
        ListView<Command> list = new ListView<>();
        list.setId("command-list");
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new CommandCell());
        list.setPlaceholder(new Label("No command is called that."));
        list.setAccessibleText("Commands");
        Runnable filter = () -> {
            list.getItems().setAll(matches(commands.all(), search.getText()));
            list.getSelectionModel().selectFirst();
            list.scrollTo(0);
        };
        search.textProperty().subscribe(filter);
        filter.run();
        Runnable choose = () -> {
            Command chosen = list.getSelectionModel().getSelectedItem();
            if (chosen != null && chosen.enabled().get()) {
                overlay.close();
                chosen.run();
            }
        };
        search.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            switch (event.getCode()) {
                case DOWN -> move(list, 1);
                case UP -> move(list, -1);
                case PAGE_DOWN -> move(list, 8);
                case PAGE_UP -> move(list, -8);
                case ENTER -> choose.run();
                default -> {
                    return;
                }
            }
            event.consume();
        });
        list.setOnMouseClicked(event -> choose.run());
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                choose.run();
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox box = new VBox(search, list);
        box.getStyleClass().addAll("overlay-card", "command-palette");
        box.setMaxSize(WIDTH, HEIGHT);
        overlay.show(box, Pos.TOP_CENTER, search);
    }

    private static void move(ListView<Command> list, int by) {
        int count = list.getItems().size();
        if (count > 0) {
            int index = Math.clamp(list.getSelectionModel().getSelectedIndex() + by, 0, count - 1);
            list.getSelectionModel().select(index);
            list.scrollTo(Math.max(0, index - 4));
        }
    }

    private static final class CommandCell extends ListCell<Command> {
        private final Label title = new Label();
        private final Label category = new Label();
        private final Label keys = new Label();
        private final HBox row = new HBox(8, title, category, space(), keys);

        CommandCell() {
            row.setAlignment(Pos.CENTER_LEFT);
            category.getStyleClass().add("quiet");
            keys.getStyleClass().add("shortcut");
        }

        private static Region space() {
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            return space;
        }

        @Override
        protected void updateItem(@Nullable Command command, boolean empty) {
            super.updateItem(command, empty);
            setText(null);
            setGraphic(command == null ? null : row);
            if (command != null) {
                title.setText(command.title());
                category.setText(command.category().title());
                keys.setText(ShortcutSheet.keys(command, "  "));
                keys.setVisible(!command.shortcuts().isEmpty());
                row.setDisable(!command.enabled().get());
                setAccessibleText(command.title() + ", " + command.category().title() + " "
                        + ShortcutSheet.keys(command, " or ")
                        + (command.enabled().get() ? "" : ", not possible now"));
            }
        }
    }
}
