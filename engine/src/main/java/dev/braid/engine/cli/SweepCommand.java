package dev.braid.engine.cli;

import dev.braid.engine.sweep.InProcessExecutor;
import dev.braid.engine.sweep.JavaChild;
import dev.braid.engine.sweep.RunExecutor;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code braid sweep}: a plan of many runs. */
@Command(
        name = "sweep",
        description = {
            "Run a plan: variants × context lengths × learning rates × seeds.",
            "",
            "Every run is kept in a folder of its own and never computed twice. Ctrl-C, or a crash, loses at most the last"
                    + " seconds: --resume goes on. At the end recall.csv, runs.csv and recall.png stand in the output folder:"
                    + " test accuracy at the learning rate that was best on validation, its mean over the seeds, and as a band"
                    + " the lowest and the highest seed. On text it is bits-per-byte.csv and bits-per-byte.png, where less is better."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class SweepCommand extends Subcommand {
    private static final double SHARE_OF_MEMORY = 75;

    private final Figure figure;

    @Parameters(paramLabel = "PLAN", description = "A plan file; sample-configs/sweeps has some.")
    Path file = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder of the sweep.")
    Path folder = Path.of("");

    @Option(names = "--resume", description = "Go on with the sweep in that folder.")
    boolean resume;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Runs side by side, one thread each (default: one for each processor).")
    int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--in-process",
            description =
                    "Run in this process instead of worker processes: starts faster, but a crash takes all runs along.")
    boolean inProcess;

    /** The command that draws with that. */
    public SweepCommand(Figure figure) {
        this.figure = figure;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        require("--workers", workers, 1, 256);
        SweepPlan plan;
        try {
            plan = SweepPlan.read(file);
        } catch (SpecException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
        if (!resume && Files.exists(SweepSession.runs(folder))) {
            throw new BadInput(
                    folder + " holds a sweep already. Add --resume to go on with it (nothing is lost, and what is"
                            + " done is not computed again), or choose another folder.");
        }
        SweepSession session = new SweepSession(plan, folder, figure, out(), json);
        session.checkAllRuns(Runtime.getRuntime().maxMemory() / workers);
        return session.run(() -> IntStream.range(0, workers)
                .mapToObj(i -> inProcess ? new InProcessExecutor(blocks()) : worker())
                .toList());
    }

    private RunExecutor worker() {
        return new WorkerProcess(workerCommand(workers));
    }

    /** The command line of a worker process, one of that many that share the memory of the machine. */
    public static List<String> workerCommand(int workers) {
        return JavaChild.command(
                WorkerCommand.class.getName(), List.of("-XX:MaxRAMPercentage=" + SHARE_OF_MEMORY / workers), List.of());
    }
}
