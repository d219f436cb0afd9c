package dev.braid.engine.train;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.EvaluationPlan;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Split;
import dev.braid.engine.train.event.PointResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures a model at the points of a plan. */
public final class Evaluator {
    private final TrainingJob job;
    private final ShardExecutor executor;

    /**
     * @param job says what is measured
     * @param executor runs the model that is measured
     */
    public Evaluator(TrainingJob job, ShardExecutor executor) {
        this.job = job;
        this.executor = executor;
    }

    /** All points, with that many sequences each. */
    public List<PointResult> measure(Split split, int examples) throws DesignException {
        List<PointResult> results = new ArrayList<>();
        for (EvaluationPlan.Point point : job.measured().points()) {
            results.add(measure(point, split, examples));
        }
        return results;
    }

    private PointResult measure(EvaluationPlan.Point point, Split split, int examples) throws DesignException {
        int length = point.contextLength();
        int perBatch = job.evaluationSequences(length, examples);
        List<Slice> slices = point.task().slices();
        List<TreeMap<Integer, Count>> counts = new ArrayList<>(); // for each slice, by value
        slices.forEach(slice -> counts.add(new TreeMap<>()));
        WholeAnswers answers = new WholeAnswers(point.task());
        double loss = 0;
        long right = 0;
        long labels = 0;
        long bytes = 0;
        int[] bytesOfToken = bytesOfTokens(point.task());
        for (int done = 0, index = 0; done < examples; done += perBatch, index++) {
            Batch whole = point.task().batch(split, job.settings().seed(), index, perBatch, length);
            Batch batch = done + perBatch <= examples ? whole : whole.rows(0, examples - done);
            BatchRun run = BatchRun.of(batch);
            executor.evaluate(run);
            loss += run.lossSum();
            right += run.correct();
            labels += batch.labelCount();
            bytes += bytes(batch, bytesOfToken);
            answers.count(batch, run.predicted());
            for (int s = 0; s < slices.size(); s++) {
                count(counts.get(s), batch.slices()[s], run);
            }
        }
        List<PointResult.SliceResult> broken = new ArrayList<>();
        for (int s = 0; s < slices.size(); s++) {
            for (Map.Entry<Integer, Count> entry : counts.get(s).entrySet()) {
                Count count = entry.getValue();
                broken.add(new PointResult.SliceResult(
                        slices.get(s).id(),
                        entry.getKey(),
                        (double) count.right / count.labels,
                        count.loss / count.labels,
                        count.labels));
            }
        }
        broken.addAll(answers.results());
        double share = labels == 0 ? 0 : 1.0 / labels;
        return new PointResult(
                point.name(),
                length,
                right * share,
                loss * share,
                labels,
                bytes,
                point.task().chance(length),
                broken);
    }

    /** What is known of the labels with one value of a property. */
    private static final class Count {
        private long right;
        private long labels;
        private double loss;
    }

    private static void count(TreeMap<Integer, Count> counts, int[] values, BatchRun run) {
        int[] labels = run.labels();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= 0) {
                Count count = counts.computeIfAbsent(values[i], value -> new Count());
                count.right += run.predicted()[i] == labels[i] ? 1 : 0;
                count.labels++;
                count.loss += run.rowLoss()[i];
            }
        }
    }

    private static int[] bytesOfTokens(BoundTask task) {
        int[] bytes = new int[task.vocabulary()];
        for (int token = 0; token < bytes.length; token++) {
            bytes[token] = task.bytes(token);
        }
        return bytes;
    }

    private static long bytes(Batch batch, int[] bytesOfToken) {
        long bytes = 0;
        for (int label : batch.labels()) {
            if (label != Batch.NO_LABEL) {
                bytes += bytesOfToken[label];
            }
        }
        return bytes;
    }
}
