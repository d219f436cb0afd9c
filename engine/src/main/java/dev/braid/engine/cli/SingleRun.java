package dev.braid.engine.cli;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.store.RunResult;
import dev.braid.engine.sweep.FolderRun;
import dev.braid.engine.sweep.FolderRun.Outcome;
import dev.braid.engine.sweep.Lanes;
import dev.braid.engine.sweep.RunBuilder;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.train.RunControl;
import dev.braid.engine.train.WorkerPool;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs one specification in its folder, tells how it goes, and prints what came out. */
final class SingleRun {
    private final RunSpec spec;
    private final Path runs;
    private final int threads;
    private final PrintWriter out;
    private final boolean json;

    /**
     * @param runs the folder that holds run folders
     * @param out where progress and the result are printed
     * @param json whether only the result is printed, as JSON
     */
    SingleRun(RunSpec spec, Path runs, int threads, PrintWriter out, boolean json) {
        this.spec = spec;
        this.runs = runs;
        this.threads = Subcommand.require("--threads", threads, 1, 1024);
        this.out = out;
        this.json = json;
    }

    /**
     * Runs it to its end.
     *
     * @param goOn whether an interrupted run may be gone on with; otherwise it is refused
     * @return the exit code
     */
    int run(boolean goOn) throws IOException, InterruptedException {
        if (!json) {
            Kernels.slowness().ifPresent(out::println);
        }
        try (WorkerPool pool = new WorkerPool(threads)) {
            FolderRun run = new FolderRun(spec, Subcommand.blocks(), runs, pool);
            run.job().refusal(threads, Runtime.getRuntime().maxMemory()).ifPresent(why -> {
                throw new BadInput(why);
            });
            Optional<RunResult> known = run.folder().readResult();
            if (known.isPresent()) {
                RunReport.print(spec, run.folder().path(), known.get(), true, out, json);
                return 0;
            }
            if (!goOn && Files.exists(run.folder().checkpoint())) {
                throw new BadInput(run.folder().path()
                        + " holds this very run, interrupted; add --resume to go on from its checkpoint, or remove the"
                        + " folder to start anew.");
            }
            if (!Files.exists(run.folder().checkpoint())) {
                startWeights(run);
            }
            if (!json && !spec.data().isEmpty()) {
                out.println("Reading the text.");
                out.flush();
            }
            run.job().prepare().ifPresent(why -> {
                throw new BadInput(why);
            });
            return report(run, train(run));
        } catch (SpecException | DesignException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    /** Refuses weights to go on from that do not fit before anything is noted. */
    private void startWeights(FolderRun run) {
        try {
            var unused = RunBuilder.startWeights(spec, run.job().model());
        } catch (IOException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private Outcome train(FolderRun run) throws IOException, InterruptedException {
        RunControl control = new RunControl();
        RunProgress progress = new RunProgress(spec.settings().steps(), json ? null : new Terminal(out));
        run.control(control).listener(progress).watcher(progress::watch);
        AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
        try (Interrupts interrupts = new Interrupts(control::cancel)) {
            Lanes.run(
                    List.of(() -> {
                        try {
                            outcome.set(run.run());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }),
                    progress::tick);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Outcome end = outcome.get();
        if (end == null) {
            throw new IllegalStateException("the run left no outcome");
        }
        return end;
    }

    private int report(FolderRun run, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done(RunResult result) -> {
                RunReport.print(spec, run.folder().path(), result, false, out, json);
                return 0;
            }
            case Outcome.Stopped(long step) -> {
                String sentence = "Stopped after step " + step + "; everything is kept in "
                        + run.folder().path() + ". The same command with --resume goes on from there.";
                out.println(json ? RunReport.stopped(spec, run.folder().path(), step) : sentence);
                out.flush();
                return Interrupts.EXIT_CODE;
            }
            case Outcome.Failed(String reason) -> throw new RunFailed(reason);
        }
    }
}
