package dev.braid.app.training;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How fast this machine was with which design: seconds for a floating-point operation, measured on real steps. Calibrates
 * the predictions of time; may be used from any thread.
 */
public final class Speed {
    private final Map<String, Double> byDesign = new ConcurrentHashMap<>();
    private volatile double latest = Double.NaN;

    /** Notes what was measured. */
    public void measured(String design, double secondsPerFlop) {
        if (secondsPerFlop > 0 && Double.isFinite(secondsPerFlop)) {
            byDesign.put(design, secondsPerFlop);
            latest = secondsPerFlop;
        }
    }

    /** Seconds for an operation of that very design, if it was measured. */
    OptionalDouble of(String design) {
        Double known = byDesign.get(design);
        return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }

    /** Seconds for an operation of whatever was measured last. */
    OptionalDouble latest() {
        double known = latest;
        return Double.isNaN(known) ? OptionalDouble.empty() : OptionalDouble.of(known);
    }
}
