package dev.braid.engine.train;

import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Slice;
import dev.braid.engine.train.event.PointResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts exact matches: an answer of several tokens is right when all of them are. An answer is a stretch of labels without a
 * gap; where the task counts the tokens of its answers, another one begins with each first token.
 */
final class WholeAnswers {
    /** The index of the task's slice that counts tokens, or −1. */
    private final int tokenOfAnswer;

    private final TreeMap<Integer, long[]> counts = new TreeMap<>(); // tokens of an answer to {right, all}

    WholeAnswers(BoundTask task) {
        tokenOfAnswer = task.slices().indexOf(Slice.ANSWER_TOKEN);
    }

    /** Counts the answers of a batch that has been evaluated. */
    void count(Batch batch, int[] predicted) {
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            int tokens = 0;
            boolean right = true;
            for (int at = sequence * batch.length(); at < (sequence + 1) * batch.length(); at++) {
                int label = batch.labels()[at];
                if (tokens > 0 && (label == Batch.NO_LABEL || first(batch, at))) {
                    add(tokens, right);
                    tokens = 0;
                    right = true;
                }
                if (label != Batch.NO_LABEL) {
                    tokens++;
                    right &= predicted[at] == label;
                }
            }
            if (tokens > 0 && tokens < batch.length()) { // where every position asks, there are no answers
                add(tokens, right);
            }
        }
    }

    private boolean first(Batch batch, int at) {
        return tokenOfAnswer >= 0 && batch.slices()[tokenOfAnswer][at] == 1;
    }

    private void add(int tokens, boolean right) {
        long[] count = counts.computeIfAbsent(tokens, length -> new long[2]);
        count[0] += right ? 1 : 0;
        count[1]++;
    }

    /** The share of whole answers, by their length in tokens; nothing where every answer is one token. */
    List<PointResult.SliceResult> results() {
        if (counts.isEmpty() || counts.lastKey() == 1) {
            return List.of();
        }
        return counts.entrySet().stream().map(WholeAnswers::result).toList();
    }

    private static PointResult.SliceResult result(Map.Entry<Integer, long[]> entry) {
        long[] count = entry.getValue();
        return new PointResult.SliceResult(
                PointResult.WHOLE_ANSWER, entry.getKey(), (double) count[0] / count[1], count[1]);
    }
}
