package dev.braid.engine.train.event;

/** Hears of a run's events, on the run's own thread, in order. It should be quick. */
@FunctionalInterface
public interface RunListener {
    /** Something happened. */
    void event(RunEvent event);
}
