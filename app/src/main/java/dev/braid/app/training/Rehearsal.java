package dev.braid.app.training;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.sweep.RunBuilder;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.task.DataException;
import dev.braid.engine.task.Split;
import dev.braid.engine.train.RunControl;
import dev.braid.engine.train.Trainer;
import dev.braid.engine.train.TrainingJob;
import dev.braid.engine.train.TrainingSettings;
import dev.braid.engine.train.WorkerPool;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.MetricBuffer.Column;

/**
 * Trains a design for a moment, keeps nothing, and notes how fast it went: predictions become honest, and the machine is
 * warm when the real training starts.
 */
final class Rehearsal {
    private static final long LONGEST_NANOS = 1_200_000_000L;
    private static final int LEAST_STEPS = 10;

    private final RunSpec spec;
    private final Workbench bench;
    private final RunControl control = new RunControl();

    Rehearsal(RunSpec spec, Workbench bench) {
        this.spec = spec;
        this.bench = bench;
    }

    /** Ends it at the next step. */
    void cancel() {
        control.cancel();
    }

    /** Takes about a second once its text is ready and no other speed is measured; not on the user-interface thread. */
    void run() {
        try {
            RunSpec endless = spec.with(withoutEnd(spec.settings()));
            TrainingJob job = RunBuilder.job(endless, bench.catalog());
            if (job.prepare().isEmpty()) {
                // reads and makes what later batches find ready
                job.mix()
                        .batch(
                                Split.TRAIN,
                                endless.settings().seed(),
                                0,
                                endless.settings().sequences());
                RunFacts facts = RunFacts.of(endless, job);
                bench.measuring().lock();
                try {
                    train(job, facts);
                } finally {
                    bench.measuring().unlock();
                }
            }
        } catch (SpecException | DesignException | DataException | OutOfMemoryError e) {
            // nothing is measured then; the form says what is wrong
        }
    }

    private void train(TrainingJob job, RunFacts facts) throws DesignException {
        try (WorkerPool pool = new WorkerPool(1)) {
            long end = System.nanoTime() + LONGEST_NANOS;
            control.cancelWhen(() -> System.nanoTime() > end);
            Trainer trainer = new Trainer.Builder(job, pool).control(control).start();
            trainer.run();
            MetricBuffer metrics = trainer.metrics();
            int last = metrics.size() - 1;
            int first = last / 2;
            if (last - first >= LEAST_STEPS) {
                double seconds = metrics.get(last, Column.SECONDS) - metrics.get(first, Column.SECONDS);
                bench.speed().measured(Workbench.key(spec.design()), seconds / ((last - first) * facts.stepFlops()));
            }
        }
    }

    private static TrainingSettings withoutEnd(TrainingSettings s) {
        return new TrainingSettings(
                100_000_000,
                s.sequences(),
                s.accumulation(),
                s.examples(),
                s.learningRate(),
                s.schedule(),
                s.beta1(),
                s.beta2(),
                s.epsilon(),
                s.weightDecay(),
                s.clip(),
                s.seed(),
                0,
                1,
                1,
                2,
                0,
                0);
    }
}
