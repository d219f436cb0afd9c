package dev.braid.engine.train.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A bounded queue between a run and whoever looks from time to time. A run never waits: when nobody looks for long, the
 * oldest evaluations are dropped first, and the number of dropped events is told (the run folder has them all).
 */
public final class EventQueue implements RunListener {
    private final int capacity;
    private final ArrayDeque<RunEvent> events = new ArrayDeque<>();
    private long dropped;

    /** A queue for at most that many events. */
    public EventQueue(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized void event(RunEvent event) {
        if (events.size() >= capacity) {
            RunEvent oldest = events.stream()
                    .filter(RunEvent.Evaluated.class::isInstance)
                    .findFirst()
                    .orElse(events.getFirst());
            events.remove(oldest);
            dropped++;
        }
        events.add(event);
    }

    /** Takes everything that has come in, oldest first. */
    public synchronized List<RunEvent> drain() {
        List<RunEvent> drained = new ArrayList<>(events);
        events.clear();
        return drained;
    }

    /** How many events were dropped so far. */
    public synchronized long dropped() {
        return dropped;
    }
}
