package dev.braid.engine.train.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something rare that happened in a run. */
public sealed interface RunEvent {
    /** Optimiser steps done when it happened. */
    long step();

    /**
     * The run begins, or goes on from a checkpoint.
     *
     * @param step steps done before
     * @param parameters trained numbers
     * @param predictedBytes memory the run will need
     */
    record Started(long step, long parameters, long predictedBytes) implements RunEvent {}

    /**
     * Validation was measured.
     *
     * @param step steps done
     * @param seconds of training so far, without evaluation
     * @param points one for each context length or variant
     */
    record Evaluated(long step, double seconds, List<PointResult> points) implements RunEvent {
        public Evaluated {
            points = List.copyOf(points);
        }

        /** Mean accuracy over the points. */
        public double meanAccuracy() {
            return points.stream().mapToDouble(PointResult::accuracy).average().orElse(0);
        }

        /**
         * By what weights and learning rates are chosen, more is better: the accuracy, or, on text, where it is the loss that
         * counts, the negative loss.
         */
        public double score() {
            return PointResult.score(points);
        }

        /** Whether all points are on text. */
        public boolean isText() {
            return PointResult.text(points);
        }

        /** Mean loss over the points. */
        public double meanLoss() {
            return points.stream().mapToDouble(PointResult::loss).average().orElse(0);
        }
    }

    /** A checkpoint was written. */
    record Checkpointed(long step, String file) implements RunEvent {}

    /** The run waits at a step border. */
    record Paused(long step) implements RunEvent {}

    /** The run goes on after a pause. */
    record Resumed(long step) implements RunEvent {}

    /**
     * The run cannot go on.
     *
     * @param step steps done before the one that failed
     * @param block path of the block whose output or gradient went wrong first, or null if it is not that kind of failure
     * @param reason one sentence for people
     * @param checkpoint the last good checkpoint, or null if there is none
     */
    record Failed(
            long step,
            @Nullable String block,
            String reason,
            @Nullable String checkpoint) implements RunEvent {}

    /**
     * The run is over.
     *
     * @param step steps done
     * @param seconds of training, without evaluation
     * @param why what ended it
     * @param bestStep the step whose weights were the best on validation; the test was made with those
     * @param test measured once, at the end
     */
    record Finished(long step, double seconds, End why, long bestStep, List<PointResult> test) implements RunEvent {
        public Finished {
            test = List.copyOf(test);
        }
    }

    /** What ends a run. */
    enum End {
        /** All steps are done. */
        STEPS,
        /** Validation accuracy reached the goal. */
        GOAL,
        /** Validation got no better for as long as the settings allow. */
        PATIENCE,
        /** Somebody stopped it. */
        CANCELLED
    }
}
