package dev.braid.engine.speed;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.Problem;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.cost.CostModel;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.task.EvaluationPlan;
import dev.braid.engine.task.TrainingMix;
import dev.braid.engine.train.Decoder;
import dev.braid.engine.train.TrainingJob;
import dev.braid.engine.train.WorkerPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Measures how fast designs are. Training takes the same number of tokens a step at every length; decoding and prompts take one
 * sequence and one thread. Nothing else should run meanwhile.
 *
 * @param catalog the block types of designs
 * @param vocabulary V
 * @param tokensPerStep of a training; at least one sequence
 * @param warmUp seconds after which a training counts as warm, whatever the compilers do: the longer, the truer
 * @param seconds how long each figure is measured, after warming up
 * @param threads of the training
 */
public record Speedometer(
        BlockCatalog catalog, int vocabulary, int tokensPerStep, double warmUp, double seconds, int threads) {
    /** Decoding is measured over the first and the last of so many parts of a context, which has as many tokens at least. */
    public static final int PARTS = 8;

    /**
     * Measures a design at one context length.
     *
     * @param stop asked again and again; where it says so, nothing comes of it
     * @return empty if it was stopped
     * @throws DesignException when the design cannot run, or its training needs more memory than there is
     */
    public Optional<DesignSpeed> measure(Architecture design, int length, BooleanSupplier stop) throws DesignException {
        Model model = Model.compile(design, catalog, new DesignContext(vocabulary, length));
        RandomText task = new RandomText(vocabulary);
        int sequences = Math.max(1, tokensPerStep / length);
        TrainingJob job = new TrainingJob(
                model,
                TrainingMix.of(task, length),
                EvaluationPlan.of(task, List.of(length)),
                StepTimes.settings(sequences));
        Optional<String> refusal = job.refusal(threads, Runtime.getRuntime().maxMemory());
        if (refusal.isPresent()) {
            throw new DesignException(List.of(Problem.error("", null, refusal.get(), null)));
        }
        Optional<StepTimes> steps;
        try (WorkerPool pool = new WorkerPool(threads)) {
            steps = StepTimes.measure(job, pool, warmUp, seconds, stop);
        }
        if (steps.isEmpty() || stop.getAsBoolean()) {
            return Optional.empty();
        }
        Decoder decoder = new Decoder(model, model.initialWeights(1), 1, length);
        double[] token = decode(decoder, length, stop);
        double prompt = prompt(decoder, length, stop);
        return stop.getAsBoolean()
                ? Optional.empty()
                : Optional.of(new DesignSpeed(
                        length,
                        model.design().cost(),
                        CostModel.of(model.design(), 1).total().forwardFlops(),
                        steps.get().median() / ((double) sequences * length),
                        token[0],
                        token[1],
                        prompt,
                        decoder.stateBytes()));
    }

    /** Seconds of a token in the first and in the last part of a context: medians over whole contexts, after one to warm up. */
    private double[] decode(Decoder decoder, int length, BooleanSupplier stop) {
        int part = length / PARTS;
        List<Double> first = new ArrayList<>();
        List<Double> last = new ArrayList<>();
        long begin = System.nanoTime();
        for (int context = 0; goesOn(context, begin, stop); context++) {
            decoder.reset();
            long start = System.nanoTime();
            long afterFirst = start;
            long beforeLast = start;
            for (int t = 0; t < length; t++) {
                if (t == part) {
                    afterFirst = System.nanoTime();
                }
                if (t == length - part) {
                    beforeLast = System.nanoTime();
                }
                decoder.read(t % vocabulary);
            }
            if (context > 0) {
                first.add((afterFirst - start) * 1e-9 / part);
                last.add((System.nanoTime() - beforeLast) * 1e-9 / part);
            }
        }
        return new double[] {median(first), median(last)};
    }

    /** Seconds of a token of a prompt that fills the context: the median over whole prompts, after one to warm up. */
    private double prompt(Decoder decoder, int length, BooleanSupplier stop) throws DesignException {
        List<int[]> prompt =
                List.of(IntStream.range(0, length).map(t -> t % vocabulary).toArray());
        List<Double> times = new ArrayList<>();
        long begin = System.nanoTime();
        for (int context = 0; goesOn(context, begin, stop); context++) {
            long start = System.nanoTime();
            decoder.begin(prompt, length);
            if (context > 0) {
                times.add((System.nanoTime() - start) * 1e-9 / length);
            }
        }
        return median(times);
    }

    private boolean goesOn(int context, long begin, BooleanSupplier stop) {
        return !stop.getAsBoolean() && (context < 2 || System.nanoTime() - begin < seconds * 1e9);
    }

    /** Not a number of nothing. */
    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
