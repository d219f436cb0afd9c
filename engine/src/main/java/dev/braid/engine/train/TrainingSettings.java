package dev.braid.engine.train;

import java.util.ArrayList;
import java.util.List;

/**
 * How a run trains; pure data.
 *
 * @param steps optimiser steps
 * @param sequences B, sequences of one micro-batch
 * @param accumulation micro-batches of one step
 * @param examples size of the training set that is gone through again and again, each time in another order; 0: fresh
 *     examples for ever
 * @param learningRate the peak
 * @param schedule how it moves
 * @param beta1 decay of AdamW's first moment
 * @param beta2 decay of AdamW's second moment
 * @param epsilon AdamW's ε
 * @param weightDecay decoupled; not applied to norms, biases, A_log, D_skip and embeddings
 * @param clip largest norm of the gradient; 0: no clipping
 * @param seed of weights, dropout and data
 * @param evaluateEvery steps between validations; 0: only at the end
 * @param evaluationExamples sequences of every validation point
 * @param testExamples sequences of every test point
 * @param stopAt mean validation accuracy, over the points up to the longest training context, at which the run has learnt
 *     enough; above 1: never
 * @param patience validations without a better mean accuracy or loss before the run gives up; 0: never
 * @param checkpointEvery steps between checkpoints; 0: only where the run ends
 */
public record TrainingSettings(
        int steps,
        int sequences,
        int accumulation,
        int examples,
        double learningRate,
        Schedule schedule,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double clip,
        long seed,
        int evaluateEvery,
        int evaluationExamples,
        int testExamples,
        double stopAt,
        int patience,
        int checkpointEvery) {

    /** Sensible settings for a small run. */
    public static TrainingSettings standard() {
        return new TrainingSettings(
                1000,
                32,
                1,
                0,
                1e-3,
                new Schedule.WarmUpCosine(0.1, 0),
                0.9,
                0.95,
                1e-8,
                0.1,
                1,
                0,
                100,
                256,
                1024,
                2,
                0,
                0);
    }

    /** What makes them unusable, one sentence each; empty if nothing does. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        require(problems, "steps", steps, 1, 100_000_000);
        require(problems, "batch", sequences, 1, 1_000_000);
        require(problems, "accumulation", accumulation, 1, 10_000);
        require(problems, "examples", examples, 0, Integer.MAX_VALUE);
        require(problems, "learning-rate", learningRate, 1e-12, 10);
        require(problems, "beta1", beta1, 0, 0.99999);
        require(problems, "beta2", beta2, 0, 0.999999);
        require(problems, "epsilon", epsilon, 1e-20, 1);
        require(problems, "weight-decay", weightDecay, 0, 10);
        require(problems, "clip", clip, 0, 1e9);
        require(problems, "evaluate-every", evaluateEvery, 0, Integer.MAX_VALUE);
        require(problems, "evaluation-examples", evaluationExamples, 1, 10_000_000);
        require(problems, "test-examples", testExamples, 1, 10_000_000);
        require(problems, "patience", patience, 0, Integer.MAX_VALUE);
        require(problems, "checkpoint-every", checkpointEvery, 0, Integer.MAX_VALUE);
        if (examples > 0 && examples < (long) sequences) {
            problems.add("examples: a training set of " + examples + " is smaller than one batch of " + sequences
                    + "; take more examples or a smaller batch.");
        }
        return problems;
    }

    private static void require(List<String> problems, String name, double value, double minimum, double maximum) {
        if (!(value >= minimum && value <= maximum)) {
            problems.add(name + ": expected a number from " + plain(minimum) + " to " + plain(maximum) + ", got "
                    + plain(value) + ".");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
