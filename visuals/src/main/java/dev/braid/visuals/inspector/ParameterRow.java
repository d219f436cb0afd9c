package dev.braid.visuals.inspector;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.ParamValue;
import dev.braid.visuals.theme.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/**
 * One parameter in a form: its label, the control that edits it, the way back to the default, and what is wrong with
 * what was typed. Typed text stays as it is until it can be taken; the document keeps its last good value.
 */
final class ParameterRow {
    private static final PseudoClass DEFAULT = PseudoClass.getPseudoClass("default-value");
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final String MIXED = "different values";

    private static final int LONG_OPTION = 12;

    private final ParameterModel model;
    private final Supplier<List<MenuItem>> menuItems;
    private final Label label;
    private final Control editor;
    private final Button reset = new Button(null, new FontIcon(MaterialDesignR.RESTORE));
    private final Label refusal = new Label();
    /** The value that the control shows, empty for different ones; null before the first. */
    private @Nullable Optional<ParamValue> shown;
    /** True while the control is being set from the document. */
    private boolean showing;
    /** True between the first letter and the end of typing: what Escape takes back. */
    private boolean touched;

    /**
     * A row.
     *
     * @param names what a parameter that is a name can be
     * @param menuItems the rest of the context menu, asked whenever it opens
     */
    ParameterRow(ParameterModel model, List<String> names, Supplier<List<MenuItem>> menuItems) {
        this.model = model;
        this.menuItems = menuItems;
        ParamSpec spec = model.spec();
        label = new Label(spec.title());
        label.getStyleClass().add("form-label");
        label.setWrapText(true);
        Tip.on(label, spec.help());
        editor = switch (spec) {
            case ParamSpec.Flag _ -> flag();
            case ParamSpec.Choice choice -> choice(choice.options());
            case ParamSpec.Name _ when !names.isEmpty() -> choice(names);
            default -> field();
        };
        editor.setId("parameter-" + spec.name());
        editor.setAccessibleText(spec.title());
        editor.setAccessibleHelp(spec.help());
        label.setLabelFor(editor);
        reset.getStyleClass().addAll("flat", "form-reset");
        reset.setId("reset-" + spec.name());
        reset.setAccessibleText("Set " + spec.title() + " back to its default");
        Tip.on(reset, "Back to the default, " + ParameterText.of(spec.defaultValue()));
        reset.setOnAction(event -> goBack());
        refusal.getStyleClass().addAll("form-refusal", "braid-error");
        refusal.setId("refusal-" + spec.name());
        refusal.setWrapText(true);
        refusal.setMinHeight(Control.USE_PREF_SIZE);
        refusal.managedProperty().bind(refusal.visibleProperty());
        for (Node node : new Node[] {label, editor, reset}) {
            node.addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::openMenu);
        }
        refresh();
    }

    Label label() {
        return label;
    }

    Control editor() {
        return editor;
    }

    /** Whether its values are too long to stand beside the label. */
    boolean isWide() {
        return model.spec() instanceof ParamSpec.Choice choice
                && choice.options().stream().anyMatch(option -> option.length() > LONG_OPTION);
    }

    Button reset() {
        return reset;
    }

    /** What is wrong with what was typed; takes no room when nothing is. */
    Label refusal() {
        return refusal;
    }

    /** Shows the document's value, unless that is what was typed, or the text cannot be taken and the value has not changed. */
    void refresh() {
        Optional<ParamValue> value = model.value();
        if (!value.equals(shown)) {
            show(value);
            refuse(model.standingRefusal());
        }
        boolean standard = model.isDefault();
        editor.pseudoClassStateChanged(DEFAULT, standard);
        // A name without a value names nothing: there is no way back.
        reset.setVisible(!(model.spec() instanceof ParamSpec.Name)
                && (!standard || !refusal.getText().isEmpty()));
    }

    private void show(Optional<ParamValue> value) {
        shown = value;
        showing = true;
        String text = value.map(ParameterText::of).orElse("");
        switch (editor) {
            case TextField field -> {
                if (!field.getText().equals(text)) {
                    field.setText(text);
                }
                field.setPromptText(value.isEmpty() ? MIXED : "");
            }
            case CheckBox box -> {
                box.setIndeterminate(value.isEmpty());
                box.setSelected(value.filter(new ParamValue.Flag(true)::equals).isPresent());
                box.setText(value.isEmpty() ? MIXED : box.isSelected() ? "yes" : "no");
            }
            case ComboBox<?> box -> {
                @SuppressWarnings("unchecked")
                ComboBox<String> words = (ComboBox<String>) box;
                words.setValue(value.isEmpty() ? null : text);
            }
            default -> throw new IllegalStateException("no editor of a parameter is a " + editor.getClass());
        }
        showing = false;
    }

    private void goBack() {
        forget();
        model.reset();
        refresh();
    }

    /** What was typed does not count any more. */
    private void forget() {
        shown = null;
    }

    private CheckBox flag() {
        CheckBox box = new CheckBox();
        box.getStyleClass().add("form-flag");
        box.setOnAction(event -> {
            model.choose(new ParamValue.Flag(box.isSelected()));
            forget();
            refresh();
        });
        return box;
    }

    private ComboBox<String> choice(List<String> options) {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().setAll(options);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setPromptText(MIXED);
        box.valueProperty().addListener((property, before, now) -> {
            if (!showing && now != null) {
                model.choose(new ParamValue.Text(now));
                refresh();
            }
        });
        return box;
    }

    private TextField field() {
        TextField field = new TextField();
        LiveText.mark(field);
        field.textProperty().addListener((property, before, now) -> {
            if (!showing) {
                typed(now);
            }
        });
        field.focusedProperty().addListener((property, before, focused) -> {
            if (!focused) {
                finish(field);
            }
        });
        field.setOnAction(event -> {
            finish(field);
            field.selectAll();
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> key(field, event));
        return field;
    }

    private void typed(String text) {
        touched = true;
        String why = "";
        if (text.isBlank()) {
            why = model.value().isEmpty()
                    ? ""
                    : "Empty: the value stays "
                            + model.value().map(ParameterText::of).orElse("") + ".";
        } else {
            why = model.type(text);
            if (why.isEmpty()) {
                shown = model.value();
            }
        }
        refuse(why);
        refresh();
    }

    /** Writes an accepted value as it is usually written; an empty field gets back what it stands for. */
    private void finish(TextField field) {
        model.endTyping();
        touched = false;
        if (refusal.getText().isEmpty() || field.getText().isBlank()) {
            forget();
            refresh();
        }
    }

    private void key(TextField field, KeyEvent event) {
        Optional<ParamValue> from = model.value();
        Optional<ParamValue> to = Optional.empty();
        switch (event.getCode()) {
            case UP -> to = from.flatMap(value -> ParameterText.step(model.spec(), value, 1));
            case DOWN -> to = from.flatMap(value -> ParameterText.step(model.spec(), value, -1));
            case PAGE_UP -> to = from.flatMap(value -> ParameterText.leap(model.spec(), value, 1));
            case PAGE_DOWN -> to = from.flatMap(value -> ParameterText.leap(model.spec(), value, -1));
            case ESCAPE -> {
                if (!touched) {
                    return;
                }
                touched = false;
                model.cancelTyping();
                forget();
                refresh();
                event.consume();
            }
            default -> {
                return;
            }
        }
        if (to.isPresent()) {
            event.consume();
            touched = true;
            model.set(to.get());
            forget();
            refresh();
            field.selectAll();
        }
    }

    private void refuse(String sentence) {
        refusal.setText(sentence);
        refusal.setVisible(!sentence.isEmpty());
        editor.pseudoClassStateChanged(REFUSED, !sentence.isEmpty());
        editor.setAccessibleHelp(sentence.isEmpty() ? model.spec().help() : sentence);
    }

    private void openMenu(ContextMenuEvent event) {
        event.consume();
        List<MenuItem> items = new ArrayList<>(menuItems.get());
        if (!(model.spec() instanceof ParamSpec.Name)) {
            if (!items.isEmpty()) {
                items.add(new SeparatorMenuItem());
            }
            MenuItem back =
                    new MenuItem("Reset to " + ParameterText.of(model.spec().defaultValue()));
            back.setDisable(model.isDefault());
            back.setOnAction(action -> goBack());
            items.add(back);
        }
        if (items.isEmpty()) {
            return;
        }
        ContextMenu menu = new ContextMenu(items.toArray(MenuItem[]::new));
        Node anchor = Objects.requireNonNull((Node) event.getSource());
        if (event.isKeyboardTrigger()) {
            menu.show(anchor, javafx.geometry.Side.BOTTOM, 0, 0);
        } else {
            menu.show(anchor, event.getScreenX(), event.getScreenY());
        }
    }
}
