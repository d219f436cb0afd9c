package dev.braid.engine.speed;

import dev.braid.engine.block.Problem;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.train.RunControl;
import dev.braid.engine.train.Schedule;
import dev.braid.engine.train.Trainer;
import dev.braid.engine.train.TrainingJob;
import dev.braid.engine.train.TrainingSettings;
import dev.braid.engine.train.WorkerPool;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.MetricBuffer.Column;
import dev.braid.engine.train.event.RunEvent;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How long the steps of a training take once everything is warm.
 *
 * @param median seconds of a step
 * @param fastest seconds of the fastest
 */
public record StepTimes(double median, double fastest) {
    /** Seconds after which a training counts as warm, whatever the compilers do. */
    public static final double LONGEST_WARM_UP = 90;

    private static final int LEAST_STEPS = 10;

    /** Settings of a training that only a clock ends. */
    public static TrainingSettings settings(int sequences) {
        TrainingSettings standard = TrainingSettings.standard();
        return new TrainingSettings(
                Integer.MAX_VALUE / 2,
                sequences,
                1,
                0,
                1e-4,
                new Schedule.Constant(),
                standard.beta1(),
                standard.beta2(),
                standard.epsilon(),
                standard.weightDecay(),
                standard.clip(),
                1,
                0,
                1,
                1,
                2,
                0,
                0);
    }

    /** Trains until everything is warm, then for the time to measure, and takes the median of those steps. */
    public static StepTimes measure(TrainingJob job, WorkerPool pool, double seconds) throws DesignException {
        return measure(job, pool, LONGEST_WARM_UP, seconds, () -> false).orElseThrow();
    }

    /**
     * The same, unless it is told to stop before.
     *
     * @param warmUp seconds after which it counts as warm in any case
     * @param stop asked after every step
     * @return empty if it was told to stop
     * @throws DesignException with the reason when the training fails
     */
    public static Optional<StepTimes> measure(
            TrainingJob job, WorkerPool pool, double warmUp, double seconds, BooleanSupplier stop)
            throws DesignException {
        RunControl control = new RunControl();
        Trainer trainer = new Trainer.Builder(job, pool).control(control).start();
        MetricBuffer metrics = trainer.metrics();
        WarmUp warming = new WarmUp(metrics, warmUp);
        control.cancelWhen(() -> {
            int first = warming.end();
            return stop.getAsBoolean()
                    || first > 0
                            && metrics.size() >= first + LEAST_STEPS
                            && elapsed(metrics, first, metrics.size()) >= seconds;
        });
        if (trainer.run() instanceof RunEvent.Failed failed) {
            throw new DesignException(List.of(Problem.error("", null, failed.reason(), null)));
        }
        int first = warming.end();
        if (first == 0 || metrics.size() < first + LEAST_STEPS) {
            return Optional.empty();
        }
        double[] steps = new double[metrics.size() - first];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = elapsed(metrics, first + i, first + i + 1);
        }
        Arrays.sort(steps);
        return Optional.of(new StepTimes(steps[steps.length / 2], steps[0]));
    }

    /** Seconds that the steps from {@code first}, counted from 1, to before {@code end} took. */
    private static double elapsed(MetricBuffer metrics, int first, int end) {
        return metrics.get(end - 1, Column.SECONDS) - metrics.get(first - 1, Column.SECONDS);
    }

    /**
     * Says when a run is warm. Steps are looked at in windows; a run is warm after the first window that was hardly
     * faster than the one before and in which the JVM's compilers had hardly anything to do. A long compilation is
     * counted at its end, so that both signs are needed.
     */
    private static final class WarmUp {
        private static final double WINDOW_SECONDS = 1.5;
        private static final int WINDOW_STEPS = 8;
        private static final double HARDLY = 0.03;

        private final MetricBuffer metrics;
        private final double longest;
        private final CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        private int windowStart = 1;
        private long compiledBefore;
        private double stepBefore = Double.POSITIVE_INFINITY;
        private int end;

        WarmUp(MetricBuffer metrics, double longest) {
            this.metrics = metrics;
            this.longest = longest;
        }

        /** The number of steps that the warm-up took, or 0 while it goes on. To be asked after every step. */
        int end() {
            int now = metrics.size();
            if (end > 0 || now < windowStart + WINDOW_STEPS) {
                return end;
            }
            double duration = elapsed(metrics, windowStart, now);
            if (duration >= WINDOW_SECONDS) {
                double step = duration / (now - windowStart);
                long compiled = compilers.getTotalCompilationTime();
                boolean idle = (compiled - compiledBefore) * 1e-3 < HARDLY * duration;
                if (idle && step > (1 - HARDLY) * stepBefore || metrics.get(now - 1, Column.SECONDS) > longest) {
                    end = now;
                }
                windowStart = now;
                stepBefore = step;
                compiledBefore = compiled;
            }
            return end;
        }
    }
}
