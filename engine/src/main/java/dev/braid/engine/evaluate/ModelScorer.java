package dev.braid.engine.evaluate;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.task.Batch;
import dev.braid.engine.train.BatchRun;
import dev.braid.engine.train.ShardExecutor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores with a trained model, in batches of about equal lengths. Sequences are filled up behind their ends, which no causal
 * model sees.
 */
final class ModelScorer implements Scorer {
    /** About this many tokens are scored at a time. */
    private static final int TOKENS = 8192;
    /** Lengths are rounded up, so that a program serves many of them. */
    private static final int STEP = 32;

    private final ShardExecutor executor;
    private final int longest;

    /** @param longest tokens that the model reads at most */
    ModelScorer(ShardExecutor executor, int longest) {
        this.executor = executor;
        this.longest = longest;
    }

    @Override
    public List<Score> score(List<Sequence> sequences) {
        int[] order = IntStream.range(0, sequences.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -inputs(sequences.get(i))))
                .mapToInt(Integer::intValue)
                .toArray();
        Score[] scores = new Score[sequences.size()];
        int done = 0;
        while (done < order.length) {
            int needed = inputs(sequences.get(order[done]));
            int length = Math.max(needed, Math.min(longest, (needed + STEP - 1) / STEP * STEP));
            int count = Math.min(order.length - done, Math.max(1, TOKENS / length));
            int[] members = Arrays.copyOfRange(order, done, done + count);
            score(sequences, members, length, scores);
            done += count;
        }
        return Arrays.asList(scores);
    }

    /** The last token is only asked for. */
    private static int inputs(Sequence sequence) {
        return sequence.tokens().length - 1;
    }

    private void score(List<Sequence> sequences, int[] members, int length, Score[] scores) {
        int[] tokens = new int[members.length * length];
        int[] labels = new int[tokens.length];
        Arrays.fill(labels, Batch.NO_LABEL);
        for (int row = 0; row < members.length; row++) {
            Sequence sequence = sequences.get(members[row]);
            int inputs = inputs(sequence);
            System.arraycopy(sequence.tokens(), 0, tokens, row * length, inputs);
            for (int at = sequence.from(); at <= inputs; at++) {
                labels[row * length + at - 1] = sequence.tokens()[at];
            }
        }
        BatchRun run = BatchRun.of(new Batch(members.length, length, tokens, labels));
        try {
            executor.evaluate(run);
        } catch (DesignException e) {
            throw new IllegalArgumentException(
                    "A context of " + length + " tokens is too long for this design: " + e.getMessage(), e);
        }
        for (int row = 0; row < members.length; row++) {
            double sum = 0;
            boolean greedy = true;
            for (int at = row * length; at < (row + 1) * length; at++) {
                if (labels[at] != Batch.NO_LABEL) {
                    sum -= run.rowLoss()[at];
                    greedy &= run.predicted()[at] == labels[at];
                }
            }
            scores[members[row]] = new Score(sum, greedy);
        }
    }
}
