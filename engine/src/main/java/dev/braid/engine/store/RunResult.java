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

    /** Mean accuracy over the points of the validation curve. */
    public double validationAccuracy() {
        return validation.stream().mapToDouble(PointResult::accuracy).average().orElse(0);
    }

    /** Mean loss over the points of the validation curve. */
    public double validationLoss() {
        return validation.stream().mapToDouble(PointResult::loss).average().orElse(Double.POSITIVE_INFINITY);
    }
}
