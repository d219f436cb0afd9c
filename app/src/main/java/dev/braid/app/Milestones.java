package dev.braid.app;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the time of starting goes into: {@code braid --timing} prints it once the window can be used. */
final class Milestones {
    private static final Map<String, Long> REACHED = new LinkedHashMap<>();

    private Milestones() {}

    /** Something is done now. */
    static synchronized void reach(String what) {
        REACHED.putIfAbsent(what, System.currentTimeMillis());
    }

    /** When each was reached, in seconds after the start of the JVM. */
    static synchronized String inWords() {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        return REACHED.entrySet().stream()
                .map(entry ->
                        String.format(Locale.ROOT, "%6.2f s  %s", 1e-3 * (entry.getValue() - start), entry.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
