package dev.braid.visuals.canvas;

import dev.braid.visuals.icon.BlockIcons;
import java.util.List;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A small panel on the canvas: a field to type into, and a list of what fits. Enter takes, Escape leaves. */
final class SearchList extends VBox {
    static final double WIDTH = 320;
    static final double HEIGHT = 349;

    private static final double CELL = 34;
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final Label heading = new Label();
    private final TextField field = new TextField();
    private final ListView<Choice> list = new ListView<>();
    private final Runnable closed;
    private Function<String, List<Choice>> search = typed -> List.of();

    /**
     * A closed list.
     *
     * @param closed gives the focus back
     */
    SearchList(Runnable closed) {
        this.closed = closed;
        getStyleClass().add("search-list");
        setManaged(false);
        setVisible(false);
        heading.getStyleClass().add("search-heading");
        field.setId("canvas-search");
        field.setPromptText("Search");
        list.setId("canvas-choices");
        list.setFixedCellSize(CELL);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new ChoiceCell());
        list.setPlaceholder(new Label("Nothing of that name."));
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(heading, field, list);
        field.textProperty().addListener(observable -> filter());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        field.focusedProperty().addListener((observable, before, focused) -> {
            if (!focused && isVisible() && getScene() != null && getScene().getFocusOwner() != list) {
                setVisible(false);
            }
        });
        addEventHandler(MouseEvent.ANY, MouseEvent::consume);
    }

    /**
     * Opens with a heading at a point of the canvas.
     *
     * @param offered what answers what was typed, best first
     */
    void open(String title, Function<String, List<Choice>> offered, double x, double y) {
        heading.setText(title);
        field.setAccessibleText(title);
        search = offered;
        field.clear();
        filter();
        setVisible(true);
        Region around = (Region) getParent();
        double height = Math.min(HEIGHT, around.getHeight() - 16);
        resizeRelocate(
                Math.rint(Math.clamp(x, 8, Math.max(8, around.getWidth() - WIDTH - 8))),
                Math.rint(Math.clamp(y, 8, Math.max(8, around.getHeight() - height - 8))),
                WIDTH,
                height);
        toFront();
        field.requestFocus();
    }

    /** Replaces the choices while the list is open, because more is known about them. */
    void update(Function<String, List<Choice>> offered) {
        if (isVisible()) {
            Choice selected = list.getSelectionModel().getSelectedItem();
            search = offered;
            filter();
            list.getItems().stream()
                    .filter(choice -> selected != null
                            && choice.title().equals(selected.title())
                            && choice.detail().equals(selected.detail()))
                    .findFirst()
                    .filter(choice -> !field.getText().isBlank())
                    .ifPresent(choice -> list.getSelectionModel().select(choice));
        }
    }

    void close() {
        if (isVisible()) {
            setVisible(false);
            closed.run();
        }
    }

    private void filter() {
        String typed = field.getText();
        list.getItems().setAll(search.apply(typed));
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void onKey(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> step(1);
            case UP -> step(-1);
            case PAGE_DOWN -> step(7);
            case PAGE_UP -> step(-7);
            case ENTER -> take(list.getSelectionModel().getSelectedItem());
            case ESCAPE -> close();
            case TAB -> step(event.isShiftDown() ? -1 : 1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(int by) {
        int last = list.getItems().size() - 1;
        int next = Math.clamp(list.getSelectionModel().getSelectedIndex() + by, 0, Math.max(0, last));
        list.getSelectionModel().select(next);
        list.scrollTo(Math.max(0, next - 3));
        if (next <= last) {
            // a screen reader hears what the arrow keys are on although the focus stays in the field
            field.setAccessibleHelp(list.getItems().get(next).title() + ". "
                    + list.getItems().get(next).remark());
        }
    }

    private void take(@Nullable Choice choice) {
        if (choice != null && !choice.refused()) {
            close();
            choice.run().run();
        }
    }

    /** A line: the drawing, what it is, and at the right what is to be said about it. */
    private final class ChoiceCell extends ListCell<Choice> {
        private final Label title = new Label();
        private final Label detail = new Label();
        private final VBox text = new VBox(title);
        private final HBox row = new HBox(8);

        ChoiceCell() {
            getStyleClass().add("choice");
            title.getStyleClass().add("choice-title");
            detail.getStyleClass().add("choice-detail");
            HBox.setHgrow(text, Priority.ALWAYS);
            text.setMinWidth(0);
            row.setPrefWidth(0);
            row.setAlignment(Pos.CENTER_LEFT);
            text.setAlignment(Pos.CENTER_LEFT);
            setOnMouseClicked(event -> {
                take(getItem());
                event.consume();
            });
        }

        @Override
        protected void updateItem(Choice choice, boolean empty) {
            super.updateItem(choice, empty);
            if (empty || choice == null) {
                setGraphic(null);
                return;
            }
            title.setText(choice.title());
            detail.setText(choice.remark().isEmpty() ? choice.detail() : choice.remark());
            text.getChildren().setAll(title);
            if (!detail.getText().isEmpty()) {
                text.getChildren().add(detail);
            }
            pseudoClassStateChanged(REFUSED, choice.refused());
            setAccessibleText(choice.title() + ". " + detail.getText());
            row.getStyleClass().setAll("choice-row", choice.style());
            row.getChildren().setAll(BlockIcons.icon(choice.icon(), 18), text);
            setGraphic(row);
        }
    }
}
