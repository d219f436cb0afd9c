package dev.braid.engine.sweep;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.train.RunControl;
import dev.braid.engine.train.WorkerPool;
import dev.braid.engine.train.event.RunListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs members in this process, on the calling thread: starts at once, and what one run has warmed up serves the next. */
public final class InProcessExecutor implements RunExecutor {
    private final BlockCatalog catalog;
    private final WorkerPool pool = new WorkerPool(1);
    private final BooleanSupplier abandoned;
    private volatile @Nullable RunControl running;
    private volatile boolean closed;

    /** For designs made of those blocks. */
    public InProcessExecutor(BlockCatalog catalog) {
        this(catalog, () -> false);
    }

    /** One that ends its run, as if stopped, at the first step at which nobody waits for it any more. */
    InProcessExecutor(BlockCatalog catalog, BooleanSupplier abandoned) {
        this.catalog = catalog;
        this.abandoned = abandoned;
    }

    @Override
    public FolderRun.Outcome run(RunSpec spec, Path runs, RunListener listener) {
        try {
            RunControl control = new RunControl();
            control.cancelWhen(abandoned);
            running = control;
            if (closed) {
                control.cancel();
            }
            return new FolderRun(spec, catalog, runs, pool)
                    .control(control)
                    .listener(listener)
                    .run();
        } catch (SpecException | IOException e) {
            return new FolderRun.Outcome.Failed(String.valueOf(e.getMessage()));
        } finally {
            running = null;
        }
    }

    /** Stops what is running at its next step, with a checkpoint. */
    @Override
    public void close() {
        closed = true;
        RunControl control = running;
        if (control != null) {
            control.cancel();
        }
    }
}
