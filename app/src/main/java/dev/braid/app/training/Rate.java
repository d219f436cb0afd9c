package dev.braid.app.training;

import java.util.ArrayDeque;
import java.util.OptionalDouble;

/** How fast a number that only grows has grown lately. */
final class Rate {
    private record Sample(double seconds, double value) {}

    private final double window;
    private final double least;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    /**
     * @param window how many seconds count as lately
     * @param least how many seconds must have been seen before anything is said
     */
    Rate(double window, double least) {
        this.window = window;
        this.least = least;
    }

    void add(double seconds, double value) {
        samples.add(new Sample(seconds, value));
        while (samples.size() > 2 && samples.getLast().seconds - samples.getFirst().seconds > window) {
            samples.removeFirst();
        }
    }

    /** A second; empty as long as too little was seen, or nothing has moved. */
    OptionalDouble perSecond() {
        if (samples.isEmpty()) {
            return OptionalDouble.empty();
        }
        double seconds = samples.getLast().seconds - samples.getFirst().seconds;
        double value = samples.getLast().value - samples.getFirst().value;
        return seconds >= least && value > 0 ? OptionalDouble.of(value / seconds) : OptionalDouble.empty();
    }
}
