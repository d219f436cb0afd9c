package dev.braid.visuals.chart.figure;

import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.MetricBuffer.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one run in order of x, not below one another. Never changes: a run that goes on gives new samples, which may share
 * their memory with the old ones, so that a live curve of 10,000 steps is not copied ten times a second.
 */
public interface Samples {
    /** How many there are. */
    int size();

    /** Where number {@code i} stands; never less than that of {@code i - 1}. */
    double x(int i);

    /** The number itself; NaN or infinite if the run diverged there. */
    double value(int i);

    /** The optimiser step it was measured at; 0 if it is not about one. */
    long step(int i);

    /** Samples of observations, which are in order of x. */
    static Samples of(List<Observation> observations) {
        List<Observation> copy = List.copyOf(observations);
        return new Samples() {
            @Override
            public int size() {
                return copy.size();
            }

            @Override
            public double x(int i) {
                return copy.get(i).x();
            }

            @Override
            public double value(int i) {
                return copy.get(i).value();
            }

            @Override
            public long step(int i) {
                return copy.get(i).step();
            }
        };
    }

    /**
     * What a run has measured so far, without copying it.
     *
     * @param x the column that x is taken from (tokens, seconds), or null for the step
     */
    static Samples of(MetricBuffer buffer, @Nullable Column x, Column value) {
        int size = buffer.size();
        return new Samples() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public double x(int i) {
                return x == null ? step(i) : buffer.get(i, x);
            }

            @Override
            public double value(int i) {
                return buffer.get(i, value);
            }

            @Override
            public long step(int i) {
                return buffer.firstStep() + i;
            }
        };
    }
}
