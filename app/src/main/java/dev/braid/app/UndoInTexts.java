package dev.braid.app;

import dev.braid.app.command.Command;
import dev.braid.app.command.Commands;
import dev.braid.visuals.inspector.LiveText;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;

/**
 * Undo and redo while a text has the focus. A text that has something of its own to take back takes that back first; what is
 * typed straight into the design is the design's to take back, and so is everything else.
 */
final class UndoInTexts {
    private UndoInTexts() {}

    /** Hears the keys before the texts in a part of the window do. */
    static void listenIn(Node part, Commands commands) {
        Command undo = commands.get("undo");
        Command redo = commands.get("redo");
        part.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getTarget() instanceof TextInputControl text) {
                boolean design = LiveText.is(text);
                if (isMeant(undo, event) && (design || !text.isUndoable())) {
                    event.consume();
                    undo.run();
                } else if (isMeant(redo, event) && (design || !text.isRedoable())) {
                    event.consume();
                    redo.run();
                }
            }
        });
    }

    private static boolean isMeant(Command command, KeyEvent event) {
        return command.shortcuts().stream().anyMatch(keys -> keys.match(event));
    }
}
