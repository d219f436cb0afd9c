package dev.braid.visuals.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Asks every listener ten times a second, on the user-interface thread, to look for what is new. Engine threads only fill
 * buffers; nothing is posted for each step.
 *
 * <p>No animation of JavaFX does this: as long as one plays, the toolkit makes sixty frames a second, and each takes processors
 * away from the training that is watched.
 */
public final class Pulse {
    private static final long PERIOD_MILLISECONDS = 100;
    private static final Executor SOON =
            CompletableFuture.delayedExecutor(PERIOD_MILLISECONDS, TimeUnit.MILLISECONDS, UiThread::run);

    private final List<Runnable> listeners = new ArrayList<>();
    private boolean beating;

    /** Calls {@code listener} at every beat until the returned handle is run. User-interface thread only. */
    public Runnable listen(Runnable listener) {
        listeners.add(listener);
        if (!beating) {
            beating = true;
            SOON.execute(this::beat);
        }
        return () -> listeners.remove(listener);
    }

    private void beat() {
        if (listeners.isEmpty()) {
            beating = false;
            return;
        }
        try {
            List.copyOf(listeners).forEach(Runnable::run);
        } finally {
            SOON.execute(this::beat);
        }
    }
}
