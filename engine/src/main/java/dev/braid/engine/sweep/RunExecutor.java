package dev.braid.engine.sweep;

import dev.braid.engine.train.event.RunListener;
import java.io.IOException;
import java.nio.file.Path;

/** Who runs the members of a sweep; each executor runs one at a time. */
public interface RunExecutor extends AutoCloseable {
    /**
     * Runs a specification in its folder and waits for its end. Failures of the run are outcomes, not exceptions.
     *
     * @param runs the folder that holds the run folders
     * @throws IOException if the executor itself cannot go on
     */
    FolderRun.Outcome run(RunSpec spec, Path runs, RunListener listener) throws IOException;

    @Override
    void close();
}
