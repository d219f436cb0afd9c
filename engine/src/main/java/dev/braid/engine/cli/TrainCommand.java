package dev.braid.engine.cli;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.sweep.RunInputs;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.train.Schedule;
import dev.braid.engine.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code braid train}: one design on one task. */
@Command(
        name = "train",
        description = {
            "Train a design and measure its recall.",
            "",
            "Early stop and the choice of the best weights look at validation; test is measured once, at the end. Ctrl-C stops"
                    + " at the next step with a checkpoint; the same command with --resume goes on, bit for bit."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class TrainCommand extends Subcommand {
    @Parameters(paramLabel = "DESIGN", description = "A design file.")
    Path design = Path.of("");

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            completionCandidates = TaskNames.class)
    String task = "mqar";

    @Option(
            names = "--task-parameter",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the task, such as vocabulary=512 or pairs=16; may be repeated.")
    Map<String, String> taskParameters = new LinkedHashMap<>();

    @Option(
            names = "--context-length",
            paramLabel = "L",
            split = ",",
            description =
                    "Tokens of a training sequence; several, separated by commas, are a mixture (default: the task's"
                            + " first).")
    List<Integer> contextLengths = List.of();

    @Option(
            names = "--evaluate",
            paramLabel = "L",
            split = ",",
            description = "Context lengths that are measured (default: those of training).")
    List<Integer> evaluate = List.of();

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description =
                    "Go on training the best weights of another run, given as its folder or as a checkpoint, on this"
                            + " task; the design must be the same.")
    @Nullable
    Path from;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder of runs; the run gets a folder in it that is named by its id (default:"
                    + " ${DEFAULT-VALUE}).")
    Path runs = Path.of("braid-runs");

    @Option(names = "--resume", description = "Go on with this run if it was interrupted.")
    boolean resume;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: all processors).")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--backend",
            description =
                    "${COMPLETION-CANDIDATES}: the reference is the same formulas written plainly in double precision, for"
                            + " tiny designs and a few steps; it prints losses and keeps nothing (default: ${DEFAULT-VALUE}).")
    Backend backend = Backend.engine;

    // No group of options: an option given twice would begin a second group, with defaults for all others.
    @Mixin
    Training training = new Training();

    /** What computes; named as on the command line. */
    enum Backend {
        engine,
        reference
    }

    /** The names of all tasks, for the help. */
    static final class TaskNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        TaskNames() {
            super(TaskCatalog.tasks().stream().map(Task::id).toList());
        }
    }

    /** The settings, one option each. */
    static final class Training {
        private static final TrainingSettings STANDARD = TrainingSettings.standard();

        @Option(names = "--steps", description = "Optimiser steps (default: ${DEFAULT-VALUE}).")
        int steps = STANDARD.steps();

        @Option(names = "--batch", description = "Sequences of a batch (default: ${DEFAULT-VALUE}).")
        int batch = STANDARD.sequences();

        @Option(names = "--accumulation", description = "Batches of a step (default: ${DEFAULT-VALUE}).")
        int accumulation = STANDARD.accumulation();

        @Option(
                names = "--examples",
                description = "Size of the training set; 0: fresh examples for ever (default: ${DEFAULT-VALUE}).")
        int examples = STANDARD.examples();

        @Option(names = "--learning-rate", description = "The peak (default: ${DEFAULT-VALUE}).")
        double learningRate = STANDARD.learningRate();

        @Option(
                names = "--schedule",
                description = "How the learning rate moves: cosine, trapezoid or constant (default: ${DEFAULT-VALUE}).")
        String schedule = "cosine";

        @Option(names = "--warm-up", description = "Share of the steps that rise (default: 0.1; trapezoid 0.25).")
        @Nullable
        Double warmUp;

        @Option(names = "--floor", description = "Factor at the end of a cosine (default: ${DEFAULT-VALUE}).")
        double floor = 0;

        @Option(
                names = "--cool-down",
                description = "Share of the steps that fall in a trapezoid (default: ${DEFAULT-VALUE}).")
        double coolDown = 0.2;

        @Option(names = "--weight-decay", description = "Decoupled (default: ${DEFAULT-VALUE}).")
        double weightDecay = STANDARD.weightDecay();

        @Option(
                names = "--clip",
                description = "Largest norm of the gradient; 0: no clipping (default: ${DEFAULT-VALUE}).")
        double clip = STANDARD.clip();

        @Option(names = "--seed", description = "Of weights and data (default: ${DEFAULT-VALUE}).")
        long seed = STANDARD.seed();

        @Option(
                names = "--evaluate-every",
                paramLabel = "STEPS",
                description = "Steps between validations; 0: only at the end (default: ${DEFAULT-VALUE}).")
        int evaluateEvery = STANDARD.evaluateEvery();

        @Option(
                names = "--evaluation-examples",
                paramLabel = "N",
                description = "Sequences of a validation point (default: ${DEFAULT-VALUE}).")
        int evaluationExamples = STANDARD.evaluationExamples();

        @Option(
                names = "--test-examples",
                paramLabel = "N",
                description = "Sequences of a test point (default: ${DEFAULT-VALUE}).")
        int testExamples = STANDARD.testExamples();

        @Option(
                names = "--stop-at",
                paramLabel = "ACCURACY",
                description = "Mean validation accuracy that is good enough, such as 0.99 (default: never).")
        double stopAt = STANDARD.stopAt();

        @Option(
                names = "--patience",
                paramLabel = "N",
                description = "Validations without getting better before the run gives up; 0: never (default:"
                        + " ${DEFAULT-VALUE}).")
        int patience = STANDARD.patience();

        @Option(
                names = "--checkpoint-every",
                paramLabel = "STEPS",
                description = "Steps between checkpoints, beside those made every 20 s (default: ${DEFAULT-VALUE}).")
        int checkpointEvery = STANDARD.checkpointEvery();

        TrainingSettings settings() {
            TrainingSettings settings = new TrainingSettings(
                    steps,
                    batch,
                    accumulation,
                    examples,
                    learningRate,
                    schedule(),
                    STANDARD.beta1(),
                    STANDARD.beta2(),
                    STANDARD.epsilon(),
                    weightDecay,
                    clip,
                    seed,
                    evaluateEvery,
                    evaluationExamples,
                    testExamples,
                    stopAt,
                    patience,
                    checkpointEvery);
            if (!settings.problems().isEmpty()) {
                throw new BadInput("Option --" + String.join("\nOption --", settings.problems()));
            }
            return settings;
        }

        private Schedule schedule() {
            share("--warm-up", warmUp == null ? 0 : warmUp);
            share("--floor", floor);
            share("--cool-down", coolDown);
            return switch (schedule) {
                case "constant" -> new Schedule.Constant();
                case "cosine" -> new Schedule.WarmUpCosine(warmUp == null ? 0.1 : warmUp, floor);
                case "trapezoid" -> new Schedule.Trapezoid(warmUp == null ? 0.25 : warmUp, coolDown);
                default ->
                    throw new BadInput(
                            "Option --schedule: expected cosine, trapezoid or constant, got " + schedule + ".");
            };
        }

        private static void share(String option, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new BadInput("Option " + option + ": expected a share from 0 to 1, got " + value + ".");
            }
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Architecture architecture = design(design);
        List<Integer> lengths =
                contextLengths.isEmpty() ? List.of(knownTask().contextLengths().getFirst()) : contextLengths;
        RunSpec run = RunInputs.noted(new RunSpec(
                architecture.name().isEmpty() ? String.valueOf(design.getFileName()) : architecture.name(),
                architecture,
                knownTask().id(),
                parameters(),
                lengths("--context-length", lengths),
                lengths("--evaluate", evaluate.isEmpty() ? lengths : evaluate),
                training.settings()));
        if (from != null) {
            try {
                run = run.from(RunSpec.Start.of(from));
            } catch (IOException e) {
                throw new BadInput("Option --from: " + e.getMessage());
            }
        }
        if (backend == Backend.reference) {
            return ReferenceRun.run(run, out(), json);
        }
        return new SingleRun(run, runs, threads, out(), json).run(resume);
    }

    private Task knownTask() {
        try {
            return TaskCatalog.task(task);
        } catch (IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private static List<RunSpec.Length> lengths(String option, List<Integer> lengths) {
        return lengths.stream()
                .distinct()
                .map(length -> RunSpec.Length.of(require(option, length, 1, 1 << 22)))
                .toList();
    }

    private Map<String, ParamValue> parameters() {
        Map<String, ParamValue> values = new LinkedHashMap<>();
        taskParameters.forEach((name, text) -> values.put(name, value(text)));
        return RunInputs.absolute(knownTask().id(), values, Path.of(""));
    }

    private static ParamValue value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return new ParamValue.Flag(text.equals("true"));
        }
        try {
            return new ParamValue.Whole(Long.parseLong(text));
        } catch (NumberFormatException notWhole) {
            try {
                return new ParamValue.Real(Double.parseDouble(text));
            } catch (NumberFormatException noNumber) {
                return new ParamValue.Text(text);
            }
        }
    }
}
