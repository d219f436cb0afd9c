package dev.braid.visuals.feed;

import javafx.application.Platform;

/** The way back to the user-interface thread for rare answers: a check that is done, a file that is saved. */
public final class UiThread {
    private UiThread() {}

    /** Runs a task on the user-interface thread: at once if this is it, otherwise soon. */
    public static void run(Runnable task) {
        if (Platform.isFxApplicationThread()) {
            task.run();
        } else {
            Platform.runLater(task);
        }
    }

    /** Runs a task on the user-interface thread after everything that is waiting there. */
    public static void later(Runnable task) {
        Platform.runLater(task);
    }
}
