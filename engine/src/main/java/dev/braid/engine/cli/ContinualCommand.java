package dev.braid.engine.cli;

import dev.braid.engine.continual.AbilityFile;
import dev.braid.engine.continual.BeforeAndAfter;
import dev.braid.engine.continual.ContinualPlan;
import dev.braid.engine.continual.ContinualPlan.Material;
import dev.braid.engine.continual.ContinualStudy;
import dev.braid.engine.continual.ModelTokens;
import dev.braid.engine.export.SafeFile;
import dev.braid.engine.paraphrase.training.ParaphraseTraining;
import dev.braid.engine.sweep.InProcessExecutor;
import dev.braid.engine.sweep.RunExecutor;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpec.Start;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepProgress.Member;
import dev.braid.engine.sweep.SweepResult;
import dev.braid.engine.sweep.SweepRunner;
import dev.braid.engine.sweep.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code braid continual}: the data-centric method on a trained model, before and after. */
@Command(
        name = "continual",
        description = {
            "Go on training a model on paraphrases, and say what that has changed.",
            "",
            "From the best weights of RUN, training goes on in several ways, each with every seed and with as many tokens: on plain"
                    + " text, on text in which every chunk is repeated (the control), and on text in which every chunk is followed by"
                    + " its paraphrase. Beside them stand two changes of the same weights that need no training, DeciMamba and"
                    + " LongMamba, where the design has Mamba blocks. All are measured on held-out text (bits a byte), on facts at"
                    + " several distances (recall), on questions on passages (answers), and on the reasoning sets, before and after;"
                    + " differences are tested over the seeds.",
            "",
            "RUN is the folder of a run on text, in bytes or byte pairs, such as one of braid train --task language-modelling."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ContinualCommand extends Subcommand {
    @Parameters(paramLabel = "RUN|CHECKPOINT", description = "The folder of a trained run, or a checkpoint in it.")
    Path run = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder of the study.")
    Path folder = Path.of("");

    @Option(names = "--resume", description = "Go on with the study in that folder.")
    boolean resume;

    @Option(
            names = "--corpus",
            description =
                    "sotu, sotu-slice, moby-dick or factbook: what is trained and measured on. Of the factbook most lines can be said"
                            + " otherwise by rules, of prose few sentences (default: ${DEFAULT-VALUE}).")
    String corpus = "factbook";

    @Option(
            names = "--text",
            paramLabel = "FILE|DIR",
            description = "A text of your own in its place: a file in UTF-8, or a folder of such files.")
    @Nullable
    Path text;

    @Option(
            names = "--kilobytes",
            paramLabel = "N",
            description = "How much of the training text is used (default: ${DEFAULT-VALUE}).")
    int kilobytes = 400;

    @Option(
            names = "--chunk",
            paramLabel = "C[,C...]",
            split = ",",
            description =
                    "Data chunk: tokens of text that are followed by their paraphrase; each is a way of its own. The control"
                            + " repeats chunks of the first (default: 128).")
    List<Integer> chunks = List.of(128);

    @Option(
            names = "--share",
            paramLabel = "P",
            description = "Share of windows with paraphrases (default: ${DEFAULT-VALUE}).")
    double share = 0.5;

    @Option(
            names = "--technique",
            description = "How it is said otherwise: all, synonyms, structure, facts, own-pairs, or some with + between"
                    + " (default: ${DEFAULT-VALUE}).")
    String technique = "all";

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description =
                    "For own-pairs: JSON lines with text and paraphrase, such as braid paraphrase --out x.jsonl makes.")
    @Nullable
    Path pairs;

    @Option(
            names = "--context-length",
            paramLabel = "L",
            description = "Of training and measuring (default: the longest that RUN was trained or evaluated at).")
    int contextLength;

    @Option(
            names = "--look-back",
            paramLabel = "D[,D...]",
            split = ",",
            description =
                    "Distances at which facts are asked for, in tokens (default: about an eighth, a quarter, a half and"
                            + " seven eighths of the context).")
    List<Integer> lookBacks = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "SEED[,SEED...]",
            split = ",",
            description = "At least three, so that differences can be tested (default: 0,1,2).")
    List<Long> seeds = List.of(0L, 1L, 2L);

    @Option(names = "--steps", description = "Optimiser steps of each training (default: ${DEFAULT-VALUE}).")
    int steps = 1000;

    @Option(names = "--batch", description = "Sequences of a batch (default: ${DEFAULT-VALUE}).")
    int batch = 8;

    @Option(names = "--learning-rate", description = "The peak (default: ${DEFAULT-VALUE}).")
    double learningRate = 1e-3;

    @Option(
            names = "--test-examples",
            paramLabel = "N",
            description = "Sequences of each measured point (default: ${DEFAULT-VALUE}).")
    int testExamples = 256;

    @Option(
            names = "--questions",
            paramLabel = "N",
            description = "Of each set of questions (default: ${DEFAULT-VALUE}).")
    int questions = 100;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Runs side by side, one thread each (default: one for each processor).")
    int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--in-process", description = "Run in this process instead of worker processes.")
    boolean inProcess;

    @Override
    public Integer call() throws IOException, InterruptedException {
        require("--workers", workers, 1, 256);
        require("--questions", questions, 1, 100_000);
        RunSpec base = TrainedRun.spec(run);
        Path runs = SweepSession.runs(folder);
        if (!resume && Files.exists(runs)) {
            throw new BadInput(
                    folder + " holds a study already. Add --resume to go on with it (nothing is lost, and what is"
                            + " done is not computed again), or choose another folder.");
        }
        SweepPlan plan = plan(base, tokens(base));
        ContinualStudy study = study(plan);
        new SweepSession(plan, folder, (result, measure, picture) -> {}, out(), json)
                .checkAllRuns(Runtime.getRuntime().maxMemory() / workers);
        SafeFile.makeFolder(runs);
        double changed = ParaphraseTraining.changed(plan.taskParameters());
        if (!json) {
            out().printf(
                            Locale.ROOT,
                            "%.0f %% of the text is said in other words, the rest comes again as it is.%n",
                            100 * changed);
            out().flush();
        }
        SweepResult trained = train(plan, runs);
        if (trained.cancelled()) {
            out().println("Stopped; everything done is kept in " + folder
                    + ". The same command with --resume goes on.");
            out().flush();
            return Interrupts.EXIT_CODE;
        }
        report(examine(study, runs), trained, changed);
        return trained.failures().isEmpty() ? 0 : 1;
    }

    private Optional<Path> tokens(RunSpec base) {
        try {
            return ModelTokens.beside(base, run);
        } catch (IOException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private SweepPlan plan(RunSpec base, Optional<Path> tokens) throws IOException {
        int length = length(base);
        return new ContinualPlan(
                        new Material(
                                corpus,
                                Optional.ofNullable(text),
                                kilobytes,
                                technique,
                                Optional.ofNullable(pairs),
                                tokens),
                        chunks,
                        share,
                        length,
                        lookBacks(length),
                        seeds,
                        steps,
                        batch,
                        learningRate,
                        testExamples)
                .from(Start.of(run), base.design());
    }

    private int length(RunSpec base) {
        return contextLength > 0 ? contextLength : ContinualPlan.contextLength(base);
    }

    private List<Integer> lookBacks(int length) {
        return lookBacks.isEmpty() ? ContinualPlan.usualLookBacks(length) : lookBacks;
    }

    /** What cannot be gone on with is said before anything is noted. */
    private ContinualStudy study(SweepPlan plan) {
        try {
            ContinualStudy study = new ContinualStudy(plan, blocks());
            Optional<String> unready = study.prepare();
            if (unready.isPresent()) {
                throw new BadInput(unready.get());
            }
            return study;
        } catch (SpecException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new BadInput(run + " cannot be gone on with on text. " + e.getMessage());
        }
    }

    private SweepResult train(SweepPlan plan, Path runs) throws InterruptedException {
        SweepView view = new SweepView(plan, json ? null : new Terminal(out()));
        List<? extends RunExecutor> executors = IntStream.range(0, workers)
                .mapToObj(i -> inProcess
                        ? new InProcessExecutor(blocks())
                        : new WorkerProcess(SweepCommand.workerCommand(workers)))
                .toList();
        SweepRunner runner = new SweepRunner(plan, runs, executors, view);
        try (Interrupts interrupts = new Interrupts(runner::cancel)) {
            return runner.run();
        } finally {
            executors.forEach(RunExecutor::close);
            view.clear();
        }
    }

    private BeforeAndAfter examine(ContinualStudy study, Path runs) throws IOException {
        Terminal terminal = new Terminal(out());
        BeforeAndAfter found = study.examine(runs, questions, workers, (models, of) -> {
                    if (!json) {
                        terminal.draw(List.of("Examined: " + models + " of " + of + " models …"));
                    }
                    return true;
                })
                .orElseThrow();
        terminal.draw(List.of());
        return found;
    }

    private void report(BeforeAndAfter result, SweepResult trained, double changed) throws IOException {
        ContinualReport report = new ContinualReport(result);
        Path table = folder.resolve("continual.csv");
        AbilityFile.write(table, result);
        if (json) {
            print(report.toJson(folder, trained.failures().values()).put("paraphrased_share", changed));
            return;
        }
        out().println();
        out().println(report.table());
        out().println();
        result.inWords().forEach((axis, sentences) -> {
            out().println(axis.heading());
            sentences.forEach(sentence -> out().println("  " + sentence));
        });
        trained.failures()
                .forEach((member, why) -> out().println(
                                way(member, trained) + ", seed " + member.seed() + ", failed and is left out: " + why));
        out().println();
        out().println("Written: " + table);
        out().flush();
    }

    private static String way(Member member, SweepResult trained) {
        return trained.plan().variants().get(member.variant()).name();
    }
}
