package dev.braid.visuals.chart.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One variant: its runs, one for each seed and point.
 *
 * @param id stays the same while the curve grows; hidden curves are remembered by it
 * @param name what the legend calls it
 * @param colour which colour and marker of the palette, from 0; keeps them when other curves come and go
 * @param traces what the runs contribute
 * @param state whether more is to come, and whether it is still about the design on the canvas
 */
public record Curve(String id, String name, int colour, List<RunTrace> traces, State state) {
    /** How far a curve is, and whether it still speaks about the design as it is now. */
    public enum State {
        /** All its runs are over. */
        FINISHED,
        /** Some of its runs still go on or wait. */
        UNFINISHED,
        /** The design was edited since; drawn dashed. */
        STALE
    }

    public Curve {
        traces = List.copyOf(traces);
        if (colour < 0) {
            throw new IllegalArgumentException("colours are counted from 0: " + colour);
        }
    }

    /** A finished curve. */
    public Curve(String id, String name, int colour, List<RunTrace> traces) {
        this(id, name, colour, traces, State.FINISHED);
    }

    /** A curve of single observations in any order. */
    public static Curve of(String id, String name, int colour, List<Observation> observations, State state) {
        Map<String, List<Observation>> byRun = new LinkedHashMap<>();
        observations.forEach(observation -> byRun.computeIfAbsent(
                        observation.run() + "/" + observation.seed(), run -> new ArrayList<>())
                .add(observation));
        List<RunTrace> traces = new ArrayList<>();
        byRun.forEach((run, own) -> {
            own.sort(Comparator.comparingDouble(Observation::x));
            traces.add(new RunTrace(own.getFirst().run(), own.getFirst().seed(), Samples.of(own)));
        });
        return new Curve(id, name, colour, traces, state);
    }

    /** Whether another curve has the same numbers and is drawn as this one is. */
    boolean isAlike(Curve other) {
        boolean alike = traces.size() == other.traces.size()
                && new Curve(id, name, colour, List.of(), state)
                        .equals(new Curve(other.id, other.name, other.colour, List.of(), other.state));
        for (int i = 0; alike && i < traces.size(); i++) {
            alike = traces.get(i).isAlike(other.traces.get(i));
        }
        return alike;
    }

    /** The same curve in another state. */
    public Curve withState(State other) {
        return new Curve(id, name, colour, traces, other);
    }

    /** How many different seeds have contributed at least one number. */
    public int seeds() {
        return (int) traces.stream()
                .filter(trace -> trace.samples().size() > 0)
                .mapToLong(RunTrace::seed)
                .distinct()
                .count();
    }

    /** Whether nothing was measured yet. */
    public boolean isEmpty() {
        return traces.stream().allMatch(trace -> trace.samples().size() == 0);
    }
}
