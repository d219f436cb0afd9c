package dev.braid.app.training;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.Cost;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.sweep.RunBuilder;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.train.TrainingJob;
import dev.braid.engine.train.TrainingSettings;

/**
 * What is known of a run before it starts.
 *
 * @param cost of the design in the longest context
 * @param parameters trained numbers
 * @param bytes of memory it needs on one thread
 * @param stepFlops floating-point operations of one optimiser step, roughly
 * @param evaluationFlops those of one validation
 * @param testFlops those of the test
 */
public record RunFacts(
        Cost cost, long parameters, long bytes, double stepFlops, double evaluationFlops, double testFlops) {
    /** The backward pass costs about twice the forward pass. */
    private static final double TRAINING_FACTOR = 3;

    /** Compiles a run to know it; the exception's message holds every problem, one a line. */
    public static RunFacts of(RunSpec spec, BlockCatalog catalog) throws SpecException, DesignException {
        return of(spec, RunBuilder.job(spec, catalog));
    }

    static RunFacts of(RunSpec spec, TrainingJob job) throws DesignException {
        Cost cost = job.model().design().cost();
        TrainingSettings settings = spec.settings();
        double weight = spec.train().stream().mapToDouble(Length::weight).sum();
        double length = spec.train().stream()
                        .mapToDouble(part -> part.weight() * part.contextLength())
                        .sum()
                / weight;
        double points =
                spec.evaluate().stream().mapToDouble(Length::contextLength).sum();
        return new RunFacts(
                cost,
                job.model().parameters(),
                job.predictBytes(1),
                TRAINING_FACTOR * cost.flopsPerToken() * length * settings.sequences() * settings.accumulation(),
                cost.flopsPerToken() * points * settings.evaluationExamples(),
                cost.flopsPerToken() * points * settings.testExamples());
    }

    /** Floating-point operations of training on a token. */
    double trainingFlopsPerToken() {
        return TRAINING_FACTOR * cost.flopsPerToken();
    }

    /** Floating-point operations of a whole run. */
    double runFlops(TrainingSettings settings) {
        long evaluations = settings.evaluateEvery() == 0 ? 1 : Math.max(1, settings.steps() / settings.evaluateEvery());
        return settings.steps() * stepFlops + evaluations * evaluationFlops + testFlops;
    }
}
