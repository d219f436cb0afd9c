package dev.braid.engine.sweep;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.store.RunFolder;
import dev.braid.engine.store.RunResult;
import dev.braid.engine.train.RunControl;
import dev.braid.engine.train.Trainer;
import dev.braid.engine.train.TrainingJob;
import dev.braid.engine.train.WorkerPool;
import dev.braid.engine.train.event.PointResult;
import dev.braid.engine.train.event.RunEvent;
import dev.braid.engine.train.event.RunListener;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a specification in its folder: not at all if it is finished there, from the last checkpoint if it was
 * interrupted, else from the start.
 */
public final class FolderRun {
    /** After this long without one, the next validation is followed by a checkpoint. */
    private static final long CHECKPOINT_NANOS = 20_000_000_000L;

    /** How a run ended: with a result, or with the event that says why there is none. */
    public sealed interface Outcome {
        /** Finished, now or before. */
        record Done(RunResult result) implements Outcome {}

        /** Stopped by somebody; it can go on later. */
        record Stopped(long step) implements Outcome {}

        /** Failed; the sentence says why. */
        record Failed(String reason) implements Outcome {}
    }

    private final RunSpec spec;
    private final TrainingJob job;
    private final RunFolder folder;
    private final WorkerPool pool;
    private RunControl control = new RunControl();
    private RunListener listener = event -> {};
    private Consumer<Trainer> watcher = trainer -> {};

    /**
     * @param runs the folder that holds the run folders
     * @throws SpecException if the specification cannot be run
     */
    public FolderRun(RunSpec spec, BlockCatalog catalog, Path runs, WorkerPool pool) throws SpecException {
        this.spec = spec;
        this.job = RunBuilder.job(spec, catalog);
        this.folder = new RunFolder(runs, spec.id());
        this.pool = pool;
    }

    /** Steered by that handle. */
    public FolderRun control(RunControl control) {
        this.control = control;
        return this;
    }

    /** Told to that listener, too. */
    public FolderRun listener(RunListener listener) {
        this.listener = listener;
        return this;
    }

    /** Gets the trainer before it starts, to read its numbers while it goes. */
    public FolderRun watcher(Consumer<Trainer> watcher) {
        this.watcher = watcher;
        return this;
    }

    /** What will be trained. */
    public TrainingJob job() {
        return job;
    }

    /** Where it is kept. */
    public RunFolder folder() {
        return folder;
    }

    /** Runs it; the message of an exception is a sentence that names the file that could not be read or written. */
    public Outcome run() throws IOException {
        Optional<RunResult> known = folder.readResult();
        if (known.isPresent()) {
            return new Outcome.Done(known.get());
        }
        try (Closeable lock = folder.lock()) {
            known = folder.readResult(); // another process may have finished it meanwhile
            return known.isPresent() ? new Outcome.Done(known.get()) : train();
        }
    }

    private Outcome train() throws IOException {
        Trainer trainer = open();
        watcher.accept(trainer);
        RunEvent end;
        try {
            end = trainer.run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return switch (end) {
            case RunEvent.Finished finished
            when finished.why() == RunEvent.End.CANCELLED -> new Outcome.Stopped(finished.step());
            case RunEvent.Finished finished -> {
                RunResult result = result(finished);
                folder.finish(result);
                yield new Outcome.Done(result);
            }
            case RunEvent.Failed failed -> {
                if (trainer.unwritten().isPresent()) {
                    throw new IOException(failed.reason(), trainer.unwritten().get());
                }
                yield new Outcome.Failed(failed.reason());
            }
            default -> throw new IllegalStateException("a run cannot end with " + end);
        };
    }

    private Trainer open() throws IOException {
        Recorder recorder = new Recorder();
        Trainer.Builder builder = new Trainer.Builder(job, pool)
                .control(control)
                .listener(recorder)
                .checkpoint(folder.checkpoint(), spec.id());
        boolean interrupted = Files.exists(folder.checkpoint());
        if (!interrupted) {
            RunBuilder.startWeights(spec, job.model()).ifPresent(builder::weights);
        }
        Trainer trainer = interrupted ? builder.resume(folder.checkpoint()) : builder.start();
        folder.open(RunSpecJson.write(spec), Environment.json(pool.size()));
        folder.truncate(trainer.metrics().firstStep() - 1);
        recorder.trainer = trainer;
        return trainer;
    }

    private RunResult result(RunEvent.Finished finished) throws IOException {
        List<PointResult> validation = folder.evaluation(finished.bestStep())
                .map(RunEvent.Evaluated::points)
                .orElse(List.of());
        return new RunResult(
                spec.id(),
                finished.why().name().toLowerCase(Locale.ROOT),
                finished.step(),
                finished.bestStep(),
                finished.seconds(),
                job.model().parameters(),
                validation,
                finished.test());
    }

    /** Writes events and numbers to the folder as they come, and asks for a checkpoint from time to time. */
    private final class Recorder implements RunListener {
        private @org.jspecify.annotations.Nullable Trainer trainer;
        private long lastCheckpoint = System.nanoTime();

        @Override
        public void event(RunEvent event) {
            try {
                folder.append(event);
                if (trainer != null) {
                    folder.append(trainer.metrics());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (event instanceof RunEvent.Evaluated && System.nanoTime() - lastCheckpoint > CHECKPOINT_NANOS) {
                lastCheckpoint = System.nanoTime();
                control.requestCheckpoint();
            }
            listener.event(event);
        }
    }
}
