package dev.braid.engine.sweep;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.export.SafeFile;
import dev.braid.engine.store.EventJson;
import dev.braid.engine.store.RunFolder;
import dev.braid.engine.store.RunResult;
import dev.braid.engine.train.event.RunEvent;
import dev.braid.engine.train.event.RunListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A child process that runs one member after the other, so that it warms up once. The parent writes two lines, the file
 * of a specification and the folder of runs; the child answers with the run's events, one JSON line each, and a line
 * {@code ended …}. When the parent dies, the child reads the end of its input and ends, too.
 */
public final class WorkerProcess implements RunExecutor {
    private static final String EVENT = "event ";
    private static final String STOPPED = "ended stopped ";
    private static final String DONE = "ended done";
    private static final String FAILED = "ended failed ";

    /** How often a run is given to a worker before it counts as failed. */
    private static final int ATTEMPTS = 2;

    private final List<String> command;
    private volatile @Nullable Process process;
    private @Nullable BufferedReader answers;
    private volatile boolean closed;

    /** A worker started by that command line; it must end in {@link #serve}. */
    public WorkerProcess(List<String> command) {
        this.command = List.copyOf(command);
    }

    @Override
    public FolderRun.Outcome run(RunSpec spec, Path runs, RunListener listener) throws IOException {
        RunFolder folder = new RunFolder(runs, spec.id());
        for (int attempt = 0; attempt < ATTEMPTS && !closed; attempt++) {
            Optional<RunResult> known = folder.readResult();
            if (known.isPresent()) {
                return new FolderRun.Outcome.Done(known.get());
            }
            SafeFile.makeFolder(folder.path());
            SafeFile.write(folder.spec(), RunSpecJson.write(spec).getBytes(StandardCharsets.UTF_8));
            FolderRun.Outcome outcome = converse(ask(folder.spec() + "\n" + runs + "\n"), folder, listener);
            if (outcome != null) {
                return outcome;
            }
            process = null; // it died: the next one goes on from the last checkpoint
        }
        return closed
                ? new FolderRun.Outcome.Stopped(0)
                : new FolderRun.Outcome.Failed("The worker process died " + ATTEMPTS
                        + " times; is there enough memory? With --resume the run goes on from its last checkpoint.");
    }

    /** Listens until the run has ended; null if the worker died. */
    private static FolderRun.@Nullable Outcome converse(BufferedReader reader, RunFolder folder, RunListener listener)
            throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(EVENT)) {
                RunEvent event = EventJson.read(line.substring(EVENT.length()));
                if (event != null) {
                    listener.event(event);
                }
            } else if (line.equals(DONE)) {
                Optional<RunResult> result = folder.readResult();
                return result.isPresent()
                        ? new FolderRun.Outcome.Done(result.get())
                        : new FolderRun.Outcome.Failed("The worker left no result in " + folder.path() + ".");
            } else if (line.startsWith(STOPPED)) {
                return new FolderRun.Outcome.Stopped(Long.parseLong(line.substring(STOPPED.length())));
            } else if (line.startsWith(FAILED)) {
                return new FolderRun.Outcome.Failed(
                        line.substring(FAILED.length()).replace("\\n", "\n"));
            }
        }
        return null;
    }

    private BufferedReader ask(String question) throws IOException {
        Process worker = process;
        BufferedReader reader = answers;
        if (worker == null || reader == null || !worker.isAlive()) {
            worker = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            reader = worker.inputReader(StandardCharsets.UTF_8);
            process = worker;
            answers = reader;
        }
        try {
            worker.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
            worker.getOutputStream().flush();
        } catch (IOException e) {
            // it has just died: reading meets the end and says so
        }
        return reader;
    }

    /** Ends the worker; a run stops at its next step, with a checkpoint, and can go on another time. */
    @Override
    public void close() {
        closed = true;
        Process worker = process;
        if (worker != null) {
            try (OutputStream questions = worker.getOutputStream()) {
                questions.write("stop\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // it has died already
            }
        }
    }

    /**
     * The child's side: serves until its input ends. A run stops at its next step, with a checkpoint, when something comes
     * in meanwhile, or when the process that started this one has died.
     */
    public static void serve(BlockCatalog catalog, InputStream in, PrintStream out) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        try (InProcessExecutor executor = new InProcessExecutor(catalog, () -> isOver(questions, parent))) {
            for (String file = questions.readLine(); file != null; file = questions.readLine()) {
                String runs = questions.readLine();
                if (runs == null) {
                    return;
                }
                out.println(serve(executor, Path.of(file), Path.of(runs), out));
                out.flush();
            }
        }
    }

    private static boolean isOver(BufferedReader questions, Optional<ProcessHandle> parent) {
        try {
            return questions.ready() || parent.isPresent() && !parent.get().isAlive();
        } catch (IOException e) {
            return true;
        }
    }

    private static String serve(InProcessExecutor executor, Path file, Path runs, PrintStream out) {
        try {
            FolderRun.Outcome outcome = executor.run(RunSpecJson.read(file), runs, event -> {
                out.println(EVENT + EventJson.line(event));
                out.flush();
            });
            return switch (outcome) {
                case FolderRun.Outcome.Done done -> DONE;
                case FolderRun.Outcome.Stopped stopped -> STOPPED + stopped.step();
                case FolderRun.Outcome.Failed failed -> FAILED + failed.reason().replace("\n", "\\n");
            };
        } catch (SpecException e) {
            return FAILED + String.valueOf(e.getMessage()).replace("\n", "\\n");
        } catch (RuntimeException | OutOfMemoryError e) {
            return FAILED + "The run met an error of the program: " + e;
        }
    }
}
