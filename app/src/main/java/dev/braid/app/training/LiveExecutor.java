package dev.braid.app.training;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.sweep.FolderRun;
import dev.braid.engine.sweep.FolderRun.Outcome;
import dev.braid.engine.sweep.RunExecutor;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.train.RunControl;
import dev.braid.engine.train.WorkerPool;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.RunListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs members in this process and lets them be paused, stepped and watched step by step. */
final class LiveExecutor implements RunExecutor {
    private final BlockCatalog catalog;
    private final int threads;
    private final BiConsumer<RunSpec, MetricBuffer> watcher;
    private @Nullable WorkerPool pool;
    private @Nullable RunControl running;
    private boolean paused;
    private boolean closed;
    private int owedSteps;

    /**
     * @param threads that share one run
     * @param paused whether runs wait before their first step
     * @param watcher gets the numbers of a run before its first step
     */
    LiveExecutor(BlockCatalog catalog, int threads, boolean paused, BiConsumer<RunSpec, MetricBuffer> watcher) {
        this.catalog = catalog;
        this.threads = threads;
        this.paused = paused;
        this.watcher = watcher;
    }

    @Override
    public Outcome run(RunSpec spec, Path runs, RunListener listener) {
        RunControl control = begin();
        try {
            return new FolderRun(spec, catalog, runs, pool())
                    .control(control)
                    .listener(listener)
                    .watcher(trainer -> watcher.accept(spec, trainer.metrics()))
                    .run();
        } catch (SpecException | IOException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        } finally {
            end();
        }
    }

    private WorkerPool pool() {
        if (pool == null) {
            pool = new WorkerPool(threads); // on the thread that uses it
        }
        return pool;
    }

    private synchronized RunControl begin() {
        RunControl control = new RunControl();
        if (paused) {
            control.pause();
            control.step(owedSteps);
            owedSteps = 0;
        }
        if (closed) {
            control.cancel();
        }
        running = control;
        return control;
    }

    private synchronized void end() {
        running = null;
        if (closed && pool != null) {
            pool.close();
        }
    }

    /** Waits at the next step border. */
    synchronized void pause() {
        paused = true;
        if (running != null) {
            running.pause();
        }
    }

    /** Goes on. */
    synchronized void resume() {
        paused = false;
        owedSteps = 0;
        if (running != null) {
            running.resume();
        }
    }

    /** Does one step, of the next run if none is there yet, and waits again. */
    synchronized void step() {
        paused = true;
        if (running != null) {
            running.step(1);
        } else {
            owedSteps++;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) {
            running.cancel();
        } else if (pool != null) {
            pool.close();
        }
    }
}
