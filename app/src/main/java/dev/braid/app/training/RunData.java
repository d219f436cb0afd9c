package dev.braid.app.training;

import dev.braid.engine.store.RunResult;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.MetricBuffer.Column;
import dev.braid.engine.train.event.PointResult;
import dev.braid.engine.train.event.RunEvent.Evaluated;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run, going on or kept in its folder: everything that curves and tables show.
 *
 * @param id of the run
 * @param spec what is run
 * @param state how far it is
 * @param evaluations all validations so far, in order
 * @param result what came out, or null as long as it is not finished
 * @param metrics the numbers of all steps, in order; a run that goes on has those from before and those of now
 * @param facts cost and memory, or null if the design cannot be compiled any more
 */
public record RunData(
        String id,
        RunSpec spec,
        State state,
        List<Evaluated> evaluations,
        @Nullable RunResult result,
        List<MetricBuffer> metrics,
        @Nullable RunFacts facts) {
    /** How far a run is. */
    public enum State {
        /** Its turn has not come. */
        WAITING("waiting"),
        /** It goes on. */
        RUNNING("running"),
        /** It waits at a step border. */
        PAUSED("paused"),
        /** It is over; its numbers stay. */
        FINISHED("finished"),
        /** It was stopped and can go on. */
        STOPPED("stopped"),
        /** It cannot go on as it is. */
        FAILED("failed");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** In a word. */
        public String words() {
            return words;
        }

        /** Whether more numbers will come without anybody's doing. */
        public boolean goesOn() {
            return this == WAITING || this == RUNNING || this == PAUSED;
        }
    }

    private static final Comparator<Evaluated> BY_QUALITY = Comparator.comparingDouble(Evaluated::score)
            .thenComparing(Comparator.comparingDouble(Evaluated::meanLoss).reversed());

    public RunData {
        evaluations = List.copyOf(evaluations);
        metrics = List.copyOf(metrics);
    }

    /** The longest context that is trained on. */
    public int longestTrained() {
        return spec.train().stream().mapToInt(Length::contextLength).max().orElse(0);
    }

    /** The validation that is best inside the trained lengths: by accuracy, of equal ones, and on text, by loss. */
    public Optional<Evaluated> best() {
        int longest = longestTrained();
        Evaluated best = null;
        Evaluated bestInside = null;
        for (Evaluated each : evaluations) {
            Evaluated inside = upTo(longest, each);
            if (bestInside == null || BY_QUALITY.compare(inside, bestInside) > 0) {
                best = each;
                bestInside = inside;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The newest validation. */
    public Optional<Evaluated> last() {
        return evaluations.isEmpty() ? Optional.empty() : Optional.of(evaluations.getLast());
    }

    /** The newest validation up to that step. */
    public Optional<Evaluated> upTo(long step) {
        return evaluations.stream()
                .filter(evaluated -> evaluated.step() <= step)
                .reduce((before, after) -> after);
    }

    /** The points up to the longest context that is trained on; all, if all are beyond. */
    public Evaluated inside(Evaluated evaluated) {
        return upTo(longestTrained(), evaluated);
    }

    private static Evaluated upTo(int longest, Evaluated evaluated) {
        List<PointResult> inside = evaluated.points().stream()
                .filter(point -> point.contextLength() <= longest)
                .toList();
        return inside.isEmpty() ? evaluated : new Evaluated(evaluated.step(), evaluated.seconds(), inside);
    }

    /** Mean validation accuracy inside the trained lengths at its best. */
    public OptionalDouble bestAccuracy() {
        Optional<Evaluated> best = best();
        return best.isPresent() ? OptionalDouble.of(inside(best.get()).meanAccuracy()) : OptionalDouble.empty();
    }

    /** By what runs are chosen, more is better: mean validation accuracy, or on text the negative loss, at its best. */
    OptionalDouble bestScore() {
        Optional<Evaluated> best = best();
        return best.isPresent() ? OptionalDouble.of(inside(best.get()).score()) : OptionalDouble.empty();
    }

    /** Mean test accuracy over all points of the curve. */
    public OptionalDouble testAccuracy() {
        return result == null
                ? OptionalDouble.empty()
                : result.test().stream().mapToDouble(PointResult::accuracy).average();
    }

    /** Steps done. */
    public long steps() {
        long measured = metrics.stream()
                .filter(buffer -> buffer.size() > 0)
                .mapToLong(buffer -> buffer.firstStep() + buffer.size() - 1)
                .max()
                .orElse(0);
        return Math.max(measured, result == null ? 0 : result.steps());
    }

    /** The newest number of a column. */
    public OptionalDouble newest(Column column) {
        for (MetricBuffer buffer : metrics.reversed()) {
            int size = buffer.size();
            if (size > 0) {
                return OptionalDouble.of(buffer.get(size - 1, column));
            }
        }
        return OptionalDouble.empty();
    }
}
