package dev.braid.visuals.inspector;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/** A name that is changed by Enter or by leaving the field, with the reason beneath it while it cannot be taken. */
final class NameField extends VBox {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final TextField field = new TextField();
    private final Label refusal = new Label();
    private final Supplier<String> present;
    private final Function<String, String> judge;
    private final Consumer<String> rename;

    /**
     * A field.
     *
     * @param present the name as it is
     * @param judge why a name cannot be taken, or ""
     * @param rename takes a name that can be taken
     */
    NameField(String title, Supplier<String> present, Function<String, String> judge, Consumer<String> rename) {
        this.present = present;
        this.judge = judge;
        this.rename = rename;
        field.setAccessibleText(title);
        field.getStyleClass().add("name-field");
        refusal.getStyleClass().addAll("form-refusal", "braid-error");
        refusal.setWrapText(true);
        refusal.setMinHeight(Control.USE_PREF_SIZE);
        refusal.managedProperty().bind(refusal.visibleProperty());
        refusal.setVisible(false);
        getChildren().addAll(field, refusal);
        field.textProperty().addListener((property, before, now) -> say(now));
        field.setOnAction(event -> finish());
        field.focusedProperty().addListener((property, before, focused) -> {
            if (!focused) {
                finish();
            }
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !field.getText().equals(present.get())) {
                event.consume();
                field.setText(present.get());
            }
        });
        refresh();
    }

    TextField field() {
        return field;
    }

    /** Shows the name as it is, unless another is being typed. */
    void refresh() {
        if (!field.isFocused() || field.getText().isEmpty()) {
            if (refusal.getText().isEmpty() && !field.getText().equals(present.get())) {
                field.setText(present.get());
            }
        }
    }

    private void say(String name) {
        String why = name.equals(present.get()) ? "" : judge.apply(name);
        refusal.setText(why);
        refusal.setVisible(!why.isEmpty());
        field.pseudoClassStateChanged(REFUSED, !why.isEmpty());
        field.setAccessibleHelp(why);
    }

    private void finish() {
        String name = field.getText().strip();
        if (!name.equals(present.get()) && judge.apply(name).isEmpty()) {
            rename.accept(name);
            field.setText(name); // forgets the typing: undo means the renaming now
        }
    }
}
