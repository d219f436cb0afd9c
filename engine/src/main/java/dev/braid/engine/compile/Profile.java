package dev.braid.engine.compile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where the time of training goes, by type of block. Switched on for a whole process by {@code -Dbraid.profile=true}; when
 * off, nothing of it is left in the compiled code.
 */
public final class Profile {
    /** Whether this process measures. */
    static final boolean ON = Boolean.getBoolean("braid.profile");

    private static final Map<String, LongAdder> NANOS = new ConcurrentHashMap<>();

    private Profile() {}

    static void add(FlatBlock block, String direction, long started) {
        NANOS.computeIfAbsent(block.type().id() + " " + direction, key -> new LongAdder())
                .add(System.nanoTime() - started);
    }

    /** Forgets what was measured so far, such as the time of warming up. */
    public static void reset() {
        NANOS.clear();
    }

    /** Seconds of all workers together, by block type and direction. */
    public static Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        new TreeMap<>(NANOS).forEach((key, nanos) -> seconds.put(key, 1e-9 * nanos.sum()));
        return seconds;
    }
}
