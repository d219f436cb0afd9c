package dev.braid.engine.sweep;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.RunSpec.Start;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.EvaluationPlan;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.TrainingMix;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.train.StartWeights;
import dev.braid.engine.train.TrainingJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a specification to something that can be trained: the task is bound, the design compiled. */
public final class RunBuilder {
    private RunBuilder() {}

    /** The job of a specification; the message of the exception holds every problem, one a line. */
    public static TrainingJob job(RunSpec spec, BlockCatalog catalog) throws SpecException {
        Task task;
        try {
            task = TaskCatalog.task(spec.task());
        } catch (IllegalArgumentException e) {
            throw new SpecException(String.valueOf(e.getMessage()));
        }
        List<String> problems = new ArrayList<>(spec.settings().problems());
        TrainingMix mix = new TrainingMix(spec.train().stream()
                .map(length -> new TrainingMix.Part(
                        bind(task, spec, length, problems), length.contextLength(), length.weight()))
                .toList());
        EvaluationPlan plan = new EvaluationPlan(spec.evaluate().stream()
                .map(length -> new EvaluationPlan.Point(
                        name(spec, length), bind(task, spec, length, problems), length.contextLength()))
                .toList());
        problems.addAll(mix.problems());
        problems.addAll(plan.problems());
        if (problems.isEmpty() && !spec.data().isEmpty() && !spec.data().equals(RunInputs.data(spec))) {
            problems.add("What the task reads has changed since this run was specified, so its result would be"
                    + " another one's; specify it anew.");
        }
        if (!problems.isEmpty()) {
            throw new SpecException(
                    String.join("\n", problems.stream().distinct().toList()));
        }
        DesignContext context = new DesignContext(
                Math.max(mix.vocabulary(), plan.vocabulary()), Math.max(mix.longestContext(), plan.longestContext()));
        try {
            return new TrainingJob(Model.compile(spec.design(), catalog, context), mix, plan, spec.settings());
        } catch (DesignException e) {
            throw new SpecException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The weights a run begins with, if it goes on from another one.
     *
     * @throws IOException with one sentence if they are no longer there, have changed, or do not fit the model
     */
    public static Optional<float[]> startWeights(RunSpec spec, Model model) throws IOException {
        Start from = spec.from();
        if (from == null) {
            return Optional.empty();
        }
        Path file = StartWeights.file(Path.of(from.path()));
        if (!StartWeights.digest(file).equals(from.digest())) {
            throw new IOException("The weights in " + file
                    + " have changed since this run was specified to go on from them; specify it anew.");
        }
        return Optional.of(StartWeights.read(file, model));
    }

    private static BoundTask bind(Task task, RunSpec spec, Length length, List<String> problems) {
        Map<String, ParamValue> parameters = new HashMap<>(spec.taskParameters());
        parameters.putAll(length.taskParameters());
        problems.addAll(task.problems(parameters));
        return task.bind(parameters);
    }

    /** What tells points of the same length apart. */
    private static String name(RunSpec spec, Length length) {
        boolean alone = spec.evaluate().stream()
                        .filter(other -> other.contextLength() == length.contextLength())
                        .count()
                == 1;
        if (alone) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        length.taskParameters().forEach((name, value) -> parts.add(name + " " + value));
        return String.join(", ", parts);
    }
}
