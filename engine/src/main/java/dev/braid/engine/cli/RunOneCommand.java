package dev.braid.engine.cli;

import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpecJson;
import dev.braid.engine.sweep.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code braid run-one}: the unit of work of a sweep, for whoever distributes it. */
@Command(
        name = "run-one",
        description = {
            "Run one specification, as a sweep writes them.",
            "",
            "SPEC is the spec.json of a run folder. A finished run is not computed again, an interrupted one goes on from its"
                    + " checkpoint: the command can be repeated until it succeeds, on any machine that sees the folder."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class RunOneCommand extends Subcommand {
    @Parameters(paramLabel = "SPEC", description = "The specification of a run.")
    Path file = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder of runs; the run gets a folder in it that is named by its id.")
    Path runs = Path.of("");

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: all processors).")
    int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunSpec run;
        try {
            run = RunSpecJson.read(file);
        } catch (SpecException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
        return new SingleRun(run, runs, threads, out(), json).run(true);
    }
}
