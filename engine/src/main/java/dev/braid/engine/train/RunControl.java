package dev.braid.engine.train;

import java.util.function.BooleanSupplier;

/** The handle by which a run is steered from another thread; the run looks at it at step borders. */
public final class RunControl {
    private boolean paused;
    private boolean cancelled;
    private boolean checkpoint;
    private long allowed;
    private BooleanSupplier enough = () -> false;

    /** Waits at the next step border. */
    public synchronized void pause() {
        paused = true;
        allowed = 0;
    }

    /** Goes on. */
    public synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /** Does that many steps and waits again. */
    public synchronized void step(long steps) {
        paused = true;
        allowed += steps;
        notifyAll();
    }

    /** Ends at the next step border, with a checkpoint. */
    public synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }

    /** Ends, as if cancelled, at the first step border at which that holds. */
    public synchronized void cancelWhen(BooleanSupplier enough) {
        this.enough = enough;
    }

    /** Asks for a checkpoint at the next step border. */
    public synchronized void requestCheckpoint() {
        checkpoint = true;
        notifyAll();
    }

    /** Whether the run has been told to end. */
    public synchronized boolean cancelled() {
        cancelled |= enough.getAsBoolean();
        return cancelled;
    }

    /** Whether a checkpoint was asked for since the last call. */
    synchronized boolean takeCheckpointRequest() {
        boolean asked = checkpoint;
        checkpoint = false;
        return asked;
    }

    /** Whether the run must wait before its next step. */
    synchronized boolean mustWait() {
        return paused && allowed == 0 && !cancelled;
    }

    /** Waits while paused; returns early when a checkpoint is asked for. An interrupt cancels. */
    synchronized void await() {
        try {
            while (mustWait() && !checkpoint) {
                wait();
            }
        } catch (InterruptedException e) {
            cancelled = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the permission for one step. */
    synchronized void takeStep() {
        if (paused && allowed > 0) {
            allowed--;
        }
    }
}
