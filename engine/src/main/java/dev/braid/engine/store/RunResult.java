package dev.braid.engine.store;

import dev.braid.engine.train.event.PointResult;
import java.util.List;

/**
 * What a finished run found.
 *
 * @param run its id
 * @param why what ended it, in lower case
 * @param steps steps done
 * @param bestStep the step whose weights were the best on validation; the test was made with those
 * @param seconds of training, without evaluation
 * @param parameters trained numbers
 * @param validation the curve on validation at the best step: what choices may be based on
 * @param test the curve on test
 */
public record RunResult(
        String run,
        String why,
        long steps,
        long bestStep,
        double seconds,
        long parameters,
        List<PointResult> validation,
        List<PointResult> test) {
    public RunResult {
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /**
     * By what runs are chosen, more is better, see {@link PointResult#score}: over the validation points up to that context
     * length; over all, if all are beyond it.
     */
    public double validationScore(int longest) {
        return PointResult.score(inside(longest));
    }

    /** Mean validation loss over the same points. */
    public double validationLoss(int longest) {
        return inside(longest).stream().mapToDouble(PointResult::loss).average().orElse(Double.NaN);
    }

    private List<PointResult> inside(int longest) {
        boolean any = validation.stream().anyMatch(point -> point.contextLength() <= longest);
        return validation.stream()
                .filter(point -> !any || point.contextLength() <= longest)
                .toList();
    }
}
