package dev.braid.engine.cli;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.export.SafeFile;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.sweep.RunBuilder;
import dev.braid.engine.sweep.RunExecutor;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlan.Variant;
import dev.braid.engine.sweep.SweepResult;
import dev.braid.engine.sweep.SweepResult.Measure;
import dev.braid.engine.sweep.SweepRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Runs a plan into a folder: shows how it goes, then leaves tables and a figure. */
final class SweepSession {
    private final SweepPlan plan;
    private final Path folder;
    private final Figure figure;
    private final PrintWriter out;
    private final boolean json;

    SweepSession(SweepPlan plan, Path folder, Figure figure, PrintWriter out, boolean json) {
        this.plan = plan;
        this.folder = folder;
        this.figure = figure;
        this.out = out;
        this.json = json;
    }

    /** Where the runs of a sweep lie. */
    static Path runs(Path folder) {
        return folder.resolve("runs");
    }

    /** Refuses a plan of which any run cannot start: impossible task parameters, a design with errors, too little memory. */
    void checkAllRuns(long bytesForEach) {
        Set<String> problems = new LinkedHashSet<>();
        for (Variant variant : plan.variants()) {
            for (int group = 0; group < plan.train().size(); group++) {
                try {
                    RunBuilder.job(
                                    plan.spec(
                                            variant,
                                            group,
                                            plan.learningRates(variant).getFirst(),
                                            0),
                                    Subcommand.blocks())
                            .refusal(1, bytesForEach)
                            .ifPresent(why -> problems.add(variant.name() + ": " + why));
                } catch (SpecException | DesignException e) {
                    String.valueOf(e.getMessage()).lines().forEach(line -> problems.add(variant.name() + ": " + line));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new BadInput(String.join("\n", problems));
        }
    }

    /** Runs what is not done yet; the exit code. */
    int run(Supplier<List<RunExecutor>> makeExecutors) throws IOException, InterruptedException {
        SafeFile.makeFolder(runs(folder));
        if (!json) {
            Kernels.slowness().ifPresent(out::println);
        }
        SweepView view = new SweepView(plan, json ? null : new Terminal(out));
        List<RunExecutor> executors = makeExecutors.get();
        SweepResult result;
        SweepRunner runner = new SweepRunner(plan, runs(folder), executors, view);
        try (Interrupts interrupts = new Interrupts(runner::cancel)) {
            result = runner.run();
        } finally {
            executors.forEach(RunExecutor::close);
        }
        view.clear();
        return report(result);
    }

    private int report(SweepResult result) throws IOException {
        if (result.cancelled()) {
            if (json) {
                print(new SweepReport(result)); // it says that it was cancelled, and what is done so far
            } else {
                out.println("Stopped; everything done is kept in " + folder
                        + ". The same command goes on from there, a sweep with --resume.");
            }
            out.flush();
            return Interrupts.EXIT_CODE;
        }
        SweepReport report = new SweepReport(result);
        List<Path> written = new ArrayList<>(report.writeTables(folder));
        for (Measure measure : Measure.values()) {
            if (!result.curve(measure).isEmpty()) {
                Path picture = folder.resolve(SweepReport.fileName(measure) + ".png");
                figure.write(result, measure, picture);
                written.add(picture);
            }
        }
        if (json) {
            print(report);
        } else {
            out.println();
            report.inWords().forEach(out::println);
            out.println();
            out.println("Written: " + written.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        out.flush();
        return result.failures().isEmpty() ? 0 : 1;
    }

    private void print(SweepReport report) {
        ObjectNode node = report.toJson();
        node.put("folder", folder.toString());
        out.println(node.toPrettyString());
    }
}
