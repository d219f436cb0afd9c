package dev.braid.visuals.feed;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;

/**
 * Asks every listener ten times a second, on the user-interface thread, to look for what is new. Engine threads only fill
 * buffers; nothing is posted for each step.
 */
public final class Pulse {
    private static final Duration PERIOD = Duration.millis(100);

    private final List<Runnable> listeners = new ArrayList<>();
    private final Timeline timeline = new Timeline(new KeyFrame(PERIOD, event -> beat()));

    /** A pulse that begins with its first listener. */
    public Pulse() {
        timeline.setCycleCount(Animation.INDEFINITE);
    }

    /** Calls {@code listener} at every beat until the returned handle is run. User-interface thread only. */
    public Runnable listen(Runnable listener) {
        listeners.add(listener);
        timeline.play();
        return () -> {
            listeners.remove(listener);
            if (listeners.isEmpty()) {
                timeline.stop();
            }
        };
    }

    private void beat() {
        List.copyOf(listeners).forEach(Runnable::run);
    }
}
