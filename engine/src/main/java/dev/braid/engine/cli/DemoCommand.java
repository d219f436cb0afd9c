package dev.braid.engine.cli;

import dev.braid.engine.sweep.InProcessExecutor;
import dev.braid.engine.sweep.RunExecutor;
import dev.braid.engine.sweep.SamplePlans;
import dev.braid.engine.sweep.SweepPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code braid demo}: the plan that shows in minutes what the program is for. */
@Command(
        name = "demo",
        description = {
            "Watch four small models learn to recall.",
            "",
            "Attention, Mamba, Mamba followed by attention, and both side by side under merge-attention learn associative recall"
                    + " (MQAR) at a mixture of context lengths; a table of recall against context length fills in, and"
                    + " recall.csv and recall.png are left in the output folder. Three seeds each, at the best of a small grid of"
                    + " learning rates that is searched with the first seed. Takes some minutes on two processors.",
            "",
            "A demo that was stopped goes on where it was; of a finished one the results are shown again. Remove the folder, or"
                    + " name another, to start anew."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class DemoCommand extends Subcommand {
    private static final String PLAN = "demo.json";

    private final Figure figure;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the results (default: ${DEFAULT-VALUE}).")
    Path folder = Path.of("braid-demo");

    /** The command that draws with that. */
    public DemoCommand(Figure figure) {
        this.figure = figure;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        int lanes = Runtime.getRuntime().availableProcessors();
        SweepPlan plan = SamplePlans.read(PLAN);
        SweepSession session = new SweepSession(plan, folder, figure, out(), json);
        session.checkAllRuns(Runtime.getRuntime().maxMemory() / lanes);
        if (!json) {
            boolean known = Files.exists(SweepSession.runs(folder));
            out().println(plan.question());
            out().println(
                            known
                                    ? "Going on in " + folder + ": what is done there is not computed again."
                                    : plan.runs() + " runs on " + lanes + (lanes == 1 ? " processor" : " processors")
                                            + ", kept in " + folder + ".");
            out().println();
            out().flush();
        }
        return session.run(() -> IntStream.range(0, lanes)
                .<RunExecutor>mapToObj(i -> new InProcessExecutor(blocks()))
                .toList());
    }
}
