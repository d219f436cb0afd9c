package dev.braid.app.workspace;

import dev.braid.visuals.document.Notice;
import dev.braid.visuals.feed.UiThread;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.util.Duration;

/** Copies what is open a little after every change, off the user-interface thread. */
final class Autosave {
    private final Recovery recovery;
    private final Executor files;
    private final Supplier<List<Recovery.Copy>> present;
    private final Consumer<Notice> tell;
    private final PauseTransition pause;
    private boolean complained;

    /**
     * Nothing is copied before the first change.
     *
     * @param present what is open, asked on the user-interface thread
     * @param tell hears when copying does not work
     */
    Autosave(
            Recovery recovery,
            Executor files,
            Duration delay,
            Supplier<List<Recovery.Copy>> present,
            Consumer<Notice> tell) {
        this.recovery = recovery;
        this.files = files;
        this.present = present;
        this.tell = tell;
        pause = new PauseTransition(delay);
        pause.setOnFinished(event -> now());
    }

    /** Something changed: copy soon. Changes until then are copied together. */
    void soon() {
        if (pause.getStatus() != javafx.animation.Animation.Status.RUNNING) {
            pause.playFromStart();
        }
    }

    /** Copies in the background what is open at this moment. */
    void now() {
        pause.stop();
        List<Recovery.Copy> copies = present.get();
        files.execute(() -> {
            try {
                recovery.write(copies);
            } catch (IOException e) {
                UiThread.run(() -> complain(e));
            }
        });
    }

    /** Copies no more. */
    void stop() {
        pause.stop();
    }

    private void complain(IOException e) {
        if (!complained) {
            complained = true;
            tell.accept(Notice.warning("Unsaved changes cannot be kept safe for the case of a crash: " + e.getMessage()
                    + ". Save your designs often."));
        }
    }
}
