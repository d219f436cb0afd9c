package dev.braid.engine.train;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Program;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.DataException;
import dev.braid.engine.task.Split;
import dev.braid.engine.train.Checkpoint.Progress;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.RunEvent;
import dev.braid.engine.train.event.RunListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trains one model on the calling thread. It knows neither files beyond its checkpoint nor any user interface: numbers
 * go to a metric buffer, rare events to a listener, control comes from a {@link RunControl} at step borders. A run never
 * throws what happens to it: it ends with a Finished or a Failed event.
 */
public final class Trainer {
    private final TrainingJob job;
    private final TrainingSettings settings;
    private final WorkerPool pool;
    private final ShardExecutor executor;
    private final AdamW optimiser;
    private final RunControl control;
    private final RunListener listener;
    private final MetricBuffer metrics;
    private final @Nullable Path checkpoint;
    private final String run;
    private final float[] best;
    private Progress progress;
    private @Nullable String lastCheckpoint;
    private @Nullable IOException unwritten;

    private Trainer(Builder builder, @Nullable Checkpoint from) {
        job = builder.job;
        settings = job.settings();
        pool = builder.pool;
        control = builder.control;
        listener = builder.listener;
        checkpoint = builder.checkpoint;
        run = builder.run;
        float[] weights = from != null
                ? from.weights()
                : builder.start != null ? builder.start.clone() : job.model().initialWeights(settings.seed());
        executor = new ShardExecutor(job.model(), pool, weights);
        optimiser = new AdamW(job.model(), settings);
        best = from == null ? weights.clone() : from.best();
        progress = from == null ? Progress.START : from.progress();
        if (from != null) {
            System.arraycopy(from.firstMoment(), 0, optimiser.firstMoment, 0, best.length);
            System.arraycopy(from.secondMoment(), 0, optimiser.secondMoment, 0, best.length);
            lastCheckpoint = String.valueOf(checkpoint);
        }
        metrics = new MetricBuffer(progress.step() + 1);
    }

    /** What a trainer is made from; all but job and pool may be left out. */
    public static final class Builder {
        private final TrainingJob job;
        private final WorkerPool pool;
        private RunControl control = new RunControl();
        private RunListener listener = event -> {};
        private @Nullable Path checkpoint;
        private float @Nullable [] start;
        private String run = "";

        /** A run of that job on that pool. */
        public Builder(TrainingJob job, WorkerPool pool) {
            this.job = job;
            this.pool = pool;
        }

        /** Steered by that handle. */
        public Builder control(RunControl control) {
            this.control = control;
            return this;
        }

        /** Told to that listener. */
        public Builder listener(RunListener listener) {
            this.listener = listener;
            return this;
        }

        /** Kept in that file, for the run of that id. */
        public Builder checkpoint(Path file, String run) {
            this.checkpoint = file;
            this.run = run;
            return this;
        }

        /** Starts from weights that something else has trained. */
        public Builder weights(float[] start) {
            this.start = start;
            return this;
        }

        /** A run from the first step. */
        public Trainer start() {
            return new Trainer(this, null);
        }

        /** A run that goes on where a checkpoint stands; its message says why it cannot. */
        public Trainer resume(Path from) throws IOException {
            return new Trainer(this, Checkpoint.read(from, job.model(), run));
        }
    }

    /** The numbers of every step, readable while the run goes. */
    public MetricBuffer metrics() {
        return metrics;
    }

    /** What kept the checkpoint from being written, where that has ended the run: not the design's fault, but the disk's. */
    public Optional<IOException> unwritten() {
        return Optional.ofNullable(unwritten);
    }

    /** The weights: at the end of a finished run those that were best on validation. */
    public float[] weights() {
        return executor.weights();
    }

    /** Runs to the end and returns the last event: Finished or Failed. */
    public RunEvent run() {
        RunEvent end;
        try {
            end = train();
        } catch (DesignException e) {
            end = failed(null, String.valueOf(e.getMessage()));
        } catch (DataException e) {
            end = failed(null, e.sentence());
        } catch (IOException e) {
            unwritten = e;
            end = failed(
                    null,
                    "The checkpoint " + checkpoint + " could not be written (" + reason(e)
                            + "); free some space or choose another folder, then resume.");
        } catch (OutOfMemoryError e) {
            end = failed(null, "The memory is used up; reduce the batch, the context length or the width.");
        }
        listener.event(end);
        return end;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private RunEvent.Failed failed(@Nullable String block, String reason) {
        return new RunEvent.Failed(progress.step(), block, reason, lastCheckpoint);
    }

    private RunEvent train() throws DesignException, IOException {
        long predicted = job.predictBytes(pool.size());
        Optional<String> refusal = job.refusal(pool.size(), Runtime.getRuntime().maxMemory());
        if (refusal.isPresent()) {
            return failed(null, refusal.get());
        }
        Optional<String> unready = job.prepare();
        if (unready.isPresent()) {
            return failed(null, unready.get());
        }
        listener.event(new RunEvent.Started(progress.step(), job.model().parameters(), predicted));
        RunEvent.End why = RunEvent.End.STEPS;
        boolean stop = enough();
        while (progress.step() < settings.steps() && !stop) {
            border();
            if (control.cancelled()) {
                why = RunEvent.End.CANCELLED;
                break;
            }
            control.takeStep();
            RunEvent.Failed failure = step();
            if (failure != null) {
                return failure;
            }
            if (settings.evaluateEvery() > 0 && progress.step() % settings.evaluateEvery() == 0) {
                validate();
                stop = enough();
            }
            if (settings.checkpointEvery() > 0 && progress.step() % settings.checkpointEvery() == 0) {
                saveCheckpoint();
            }
        }
        if (stop) {
            why = progress.bestAccuracy() >= settings.stopAt() ? RunEvent.End.GOAL : RunEvent.End.PATIENCE;
        }
        return finish(why);
    }

    private RunEvent finish(RunEvent.End why) throws DesignException, IOException {
        boolean fresh = settings.evaluateEvery() > 0 && progress.step() % settings.evaluateEvery() == 0;
        if (why == RunEvent.End.STEPS && (!fresh || progress.bestStep() < 0)) {
            validate();
        }
        saveCheckpoint();
        if (why == RunEvent.End.CANCELLED) {
            return new RunEvent.Finished(
                    progress.step(), progress.seconds(), why, progress.bestStep(), java.util.List.of());
        }
        System.arraycopy(best, 0, executor.weights(), 0, best.length);
        executor.weightsChanged();
        return new RunEvent.Finished(
                progress.step(),
                progress.seconds(),
                why,
                progress.bestStep(),
                new Evaluator(job, executor).measure(Split.TEST, settings.testExamples()));
    }

    /** Serves requests and waits while paused. */
    private void border() throws IOException {
        if (control.takeCheckpointRequest()) {
            saveCheckpoint();
        }
        if (control.mustWait()) {
            listener.event(new RunEvent.Paused(progress.step()));
            while (control.mustWait()) {
                control.await();
                if (control.takeCheckpointRequest()) {
                    saveCheckpoint();
                }
            }
            listener.event(new RunEvent.Resumed(progress.step()));
        }
    }

    /** One optimiser step; returns the failure if a number is not finite, with the weights as they were before. */
    private RunEvent.@Nullable Failed step() throws DesignException, IOException {
        long started = System.nanoTime();
        BatchRun[] batches = new BatchRun[settings.accumulation()];
        int labels = 0;
        long rows = 0;
        for (int i = 0; i < batches.length; i++) {
            Batch batch = job.batch(progress.step() * batches.length + i);
            batches[i] = BatchRun.of(batch);
            labels += batch.labelCount();
            rows += batch.tokens().length;
        }
        float lossScale = labels == 0 ? 0 : 1f / labels;
        for (int i = 0; i < batches.length; i++) {
            executor.accumulate(batches[i], lossScale, share(batches[i], rows), i == 0, dropoutSeed(i));
        }
        double squares = executor.reduce();
        double loss = 0;
        long right = 0;
        for (BatchRun batch : batches) {
            loss += batch.lossSum();
            right += batch.correct();
        }
        loss *= lossScale;
        if (!Double.isFinite(loss) || !Double.isFinite(squares)) {
            return diagnose(batches, lossScale, rows);
        }
        double norm = Math.sqrt(squares);
        double scale = settings.clip() > 0 && norm > settings.clip() ? settings.clip() / norm : 1;
        double rate = settings.learningRate() * settings.schedule().factor(progress.step(), settings.steps());
        optimiser.update(executor, progress.step(), rate, scale);
        double seconds = progress.seconds() + (System.nanoTime() - started) * 1e-9;
        long tokens = progress.tokens() + rows;
        metrics.append(loss, right * (double) lossScale, rate, norm, seconds, tokens);
        progress = new Progress(
                progress.step() + 1,
                seconds,
                tokens,
                progress.bestStep(),
                progress.bestAccuracy(),
                progress.bestLoss(),
                progress.stale());
        return null;
    }

    private static float share(BatchRun batch, long rows) {
        return (float) batch.tokens().length / rows;
    }

    private long dropoutSeed(int microBatch) {
        return settings.seed() * 0x9E3779B97F4A7C15L + progress.step() * settings.accumulation() + microBatch;
    }

    private RunEvent.Failed diagnose(BatchRun[] batches, float lossScale, long rows)
            throws DesignException, IOException {
        saveCheckpoint();
        for (int i = 0; i < batches.length; i++) {
            Optional<Program.Fault> fault =
                    executor.findFault(batches[i], lossScale, share(batches[i], rows), dropoutSeed(i));
            if (fault.isPresent()) {
                return failed(
                        fault.get().block(),
                        "At step " + (progress.step() + 1) + " the "
                                + fault.get().what() + " of block "
                                + fault.get().block()
                                + " was the first that is no finite number; lower the learning rate ("
                                + settings.learningRate() + ") or clip the gradient.");
            }
        }
        return failed(
                null,
                "At step " + (progress.step() + 1) + " the gradient grew beyond all numbers; lower the learning rate ("
                        + settings.learningRate() + ") or clip the gradient.");
    }

    private void validate() throws DesignException {
        RunEvent.Evaluated evaluated = new RunEvent.Evaluated(
                progress.step(),
                progress.seconds(),
                new Evaluator(job, executor).measure(Split.VALIDATION, settings.evaluationExamples()));
        RunEvent.Evaluated inside = job.insideTraining(evaluated);
        double accuracy = inside.meanAccuracy();
        double loss = inside.meanLoss();
        boolean byLoss = inside.isText();
        boolean better = byLoss
                ? loss < progress.bestLoss()
                : accuracy > progress.bestAccuracy()
                        || accuracy == progress.bestAccuracy() && loss < progress.bestLoss();
        if (better) {
            System.arraycopy(executor.weights(), 0, best, 0, best.length);
        }
        progress = new Progress(
                progress.step(),
                progress.seconds(),
                progress.tokens(),
                better ? progress.step() : progress.bestStep(),
                better ? accuracy : progress.bestAccuracy(),
                better ? loss : progress.bestLoss(),
                better ? 0 : progress.stale() + 1);
        listener.event(evaluated);
    }

    private boolean enough() {
        return progress.bestAccuracy() >= settings.stopAt()
                || settings.patience() > 0 && progress.stale() >= settings.patience();
    }

    private void saveCheckpoint() throws IOException {
        if (checkpoint == null) {
            return;
        }
        new Checkpoint(progress, executor.weights(), optimiser.firstMoment, optimiser.secondMoment, best)
                .write(checkpoint, job.model(), run);
        lastCheckpoint = checkpoint.toString();
        listener.event(new RunEvent.Checkpointed(progress.step(), checkpoint.toString()));
    }
}
