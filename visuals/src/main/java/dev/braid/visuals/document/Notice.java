package dev.braid.visuals.document;

import java.util.List;

/**
 * Something to tell the user beside their work, not in a dialog.
 *
 * @param level how bad it is
 * @param text one or two sentences: what happened and what to do
 * @param actions what can be done about it with one click
 */
public record Notice(Level level, String text, List<Action> actions) {
    public Notice {
        actions = List.copyOf(actions);
    }

    /** How bad it is. */
    public enum Level {
        /** Good to know. */
        INFORMATION,
        /** Something was refused or is doubtful. */
        WARNING,
        /** Something failed. */
        ERROR
    }

    /**
     * A button beside the text.
     *
     * @param title what it says
     * @param run what it does
     */
    public record Action(String title, Runnable run) {}

    /** A refusal without anything to click. */
    public static Notice warning(String text) {
        return new Notice(Level.WARNING, text, List.of());
    }

    /** A failure without anything to click. */
    public static Notice error(String text) {
        return new Notice(Level.ERROR, text, List.of());
    }
}
