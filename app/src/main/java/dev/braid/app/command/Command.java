package dev.braid.app.command;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/** Something that can be done in the window, with all that menus, toolbar, palette and shortcut sheet say about it. */
public final class Command {
    /** What a command does to the document. */
    public enum Kind {
        /** It changes the document and can be undone. */
        EDITS,
        /** It leaves the document as it is. */
        VIEW
    }

    /** The menus, in their order. */
    public enum Category {
        /** Open, save, export. */
        FILE("File"),
        /** Undo, the clipboard, blocks. */
        EDIT("Edit"),
        /** Arranging and grouping blocks. */
        ARRANGE("Arrange"),
        /** What is shown and how large. */
        VIEW("View"),
        /** Runs, sweeps, comparisons. */
        TRAINING("Training"),
        /** Explanations. */
        HELP("Help");

        private final String title;

        Category(String title) {
            this.title = title;
        }

        /** The menu's title. */
        public String title() {
            return title;
        }
    }

    /** Where the shortcuts of a command are heard. */
    public enum Scope {
        /** In the whole window. */
        WINDOW,
        /** Only where the canvas has the focus, which hears them itself. */
        CANVAS
    }

    private final String id;
    private final String title;
    private final Category category;
    private final Kind kind;
    private final Runnable action;
    private final List<KeyCombination> shortcuts = new ArrayList<>();
    private String explanation = "";
    private String glyph = "";
    private Scope scope = Scope.WINDOW;
    private boolean beginsGroup;
    private ObservableBooleanValue enabled = new ReadOnlyBooleanWrapper(true);
    private @Nullable ObservableValue<String> label;
    private @Nullable BooleanProperty chosen;

    private Command(String id, String title, Category category, Kind kind, Runnable action) {
        this.id = id;
        this.title = title;
        this.category = category;
        this.kind = kind;
        this.action = action;
    }

    /** A command that changes the document. */
    public static Command edits(String id, Category category, String title, Runnable action) {
        return new Command(id, title, category, Kind.EDITS, action);
    }

    /** A command that leaves the document as it is. */
    public static Command view(String id, Category category, String title, Runnable action) {
        return new Command(id, title, category, Kind.VIEW, action);
    }

    /** A command that switches something on and off. */
    public static Command toggle(String id, Category category, String title, BooleanProperty chosen) {
        Command command = new Command(id, title, category, Kind.VIEW, () -> chosen.set(!chosen.get()));
        command.chosen = chosen;
        return command;
    }

    /** With shortcuts such as {@code Shortcut+Shift+P}; menus show the first. */
    public Command keys(String... keys) {
        for (String key : keys) {
            shortcuts.add(KeyCombination.keyCombination(key));
        }
        return this;
    }

    /** Its shortcuts are heard by the canvas alone. */
    public Command onCanvas() {
        scope = Scope.CANVAS;
        return this;
    }

    /** With a sentence on what it does. */
    public Command explained(String sentence) {
        explanation = sentence;
        return this;
    }

    /** With a glyph of the toolbar's font, which also puts it on the toolbar. */
    public Command glyph(String code) {
        glyph = code;
        return this;
    }

    /** With a line above it in its menu. */
    public Command afterLine() {
        beginsGroup = true;
        return this;
    }

    /** Possible only while that holds. */
    public Command when(ObservableBooleanValue possible) {
        enabled = possible;
        return this;
    }

    /** With words in menus that follow what it would do now, such as "Undo set window of attention". */
    public Command labelled(ObservableValue<String> words) {
        label = words;
        return this;
    }

    /** Never changes. */
    public String id() {
        return id;
    }

    /** What it is called. */
    public String title() {
        return title;
    }

    /** The menu it stands in. */
    public Category category() {
        return category;
    }

    /** Whether it changes the document. */
    public Kind kind() {
        return kind;
    }

    /** A sentence on what it does, or "". */
    public String explanation() {
        return explanation;
    }

    /** The keys that start it; may be empty. */
    public List<KeyCombination> shortcuts() {
        return List.copyOf(shortcuts);
    }

    /** Where its keys are heard. */
    public Scope scope() {
        return scope;
    }

    /** Its glyph on the toolbar, or "" if it is not there. */
    public String glyph() {
        return glyph;
    }

    /** Whether a line stands above it in its menu. */
    public boolean beginsGroup() {
        return beginsGroup;
    }

    /** Whether it is possible now. */
    public ObservableBooleanValue enabled() {
        return enabled;
    }

    /** What menus call it now. */
    public ObservableValue<String> label() {
        return label == null ? Bindings.createStringBinding(() -> title) : label;
    }

    /** What it switches, or null if it is no switch. */
    public @Nullable BooleanProperty chosen() {
        return chosen;
    }

    /** Does it, if it is possible now. */
    public void run() {
        if (enabled.get()) {
            action.run();
        }
    }

    /** The title with its first shortcut, for tool tips. */
    public String tip() {
        String keys = shortcuts.isEmpty() ? "" : "  " + shortcuts.getFirst().getDisplayText();
        return title + keys + (explanation.isEmpty() ? "" : "\n" + explanation);
    }

    @Override
    public String toString() {
        return id;
    }
}
