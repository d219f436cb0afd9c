package dev.braid.engine.train;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.EvaluationPlan;
import dev.braid.engine.task.Permutation;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.TrainingMix;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.train.event.PointResult;
import dev.braid.engine.train.event.RunEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is trained, on what, and by what it is measured. Early stop and the choice of the best weights look at
 * validation only; test is measured once.
 *
 * @param model the compiled design
 * @param mix what it learns from
 * @param measured the curve: the same points for validation and, with other examples, for test
 * @param settings how
 */
public record TrainingJob(Model model, TrainingMix mix, EvaluationPlan measured, TrainingSettings settings) {
    /** About this many tokens are evaluated at a time. */
    private static final int EVALUATION_TOKENS = 8192;

    /** What the Java machine takes besides the arrays, in bytes; generous. */
    private static final long MACHINE = 96L << 20;

    /**
     * The points up to the longest context that is trained on: what the goal, the best weights and early stop look at.
     * Points beyond show how a run generalises; all points, if all are beyond.
     */
    RunEvent.Evaluated insideTraining(RunEvent.Evaluated evaluated) {
        List<PointResult> inside = evaluated.points().stream()
                .filter(point -> point.contextLength() <= mix.longestContext())
                .toList();
        return inside.isEmpty() ? evaluated : new RunEvent.Evaluated(evaluated.step(), evaluated.seconds(), inside);
    }

    /** Sequences of an evaluation batch at that length. */
    int evaluationSequences(int length, int examples) {
        return Math.max(1, Math.min(examples, EVALUATION_TOKENS / length));
    }

    /** The micro-batch of that number, counted from 0: a pure function, so that a resumed run goes on exactly. */
    Batch batch(long number) {
        int sequences = settings.sequences();
        if (settings.examples() == 0) {
            return mix.batch(Split.TRAIN, settings.seed(), number, sequences);
        }
        int perEpoch = settings.examples() / sequences;
        return mix.batch(
                Split.TRAIN,
                settings.seed(),
                Permutation.at(settings.seed(), number / perEpoch, number % perEpoch, perEpoch),
                sequences);
    }

    /** Lets all tasks read what they must before the first batch; why one cannot, in a sentence, or empty. */
    public Optional<String> prepare() {
        Set<BoundTask> tasks = new LinkedHashSet<>();
        mix.parts().forEach(part -> tasks.add(part.task()));
        measured.points().forEach(point -> tasks.add(point.task()));
        return tasks.stream().map(BoundTask::prepare).flatMap(Optional::stream).findFirst();
    }

    /** Bytes of memory the run will need on that many threads, from the sizes of all arrays. */
    public long predictBytes(int threads) throws DesignException {
        Set<ShardExecutor.Use> uses = new LinkedHashSet<>();
        for (TrainingMix.Part part : mix.parts()) {
            uses.add(new ShardExecutor.Use(Mode.TRAIN, settings.sequences(), part.contextLength()));
        }
        for (EvaluationPlan.Point point : measured.points()) {
            int length = point.contextLength();
            int examples = Math.max(settings.evaluationExamples(), settings.testExamples());
            uses.add(new ShardExecutor.Use(Mode.EVALUATE, evaluationSequences(length, examples), length));
        }
        long moments = 2L * model.weightFloats();
        long best = model.weightFloats();
        long floats = ShardExecutor.predictFloats(model, uses, threads) + moments + best;
        long batch = 8L * Integer.BYTES * settings.sequences() * mix.longestContext();
        return Float.BYTES * floats + batch + MACHINE;
    }

    /** Why the run would not fit into that many bytes, with the prediction and what to reduce; empty if it would. */
    public Optional<String> refusal(int threads, long availableBytes) throws DesignException {
        long needed = predictBytes(threads);
        if (needed <= availableBytes) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                "The run would need about %,d MiB of memory, and %,d MiB are available; reduce the batch (%d), the context"
                        + " length (%d), the width or the number of layers, or give the program more memory"
                        + " (BRAID_JAVA_OPTIONS=-Xmx%dg).",
                needed >> 20, availableBytes >> 20, settings.sequences(), mix.longestContext(), (needed >> 30) + 1));
    }
}
