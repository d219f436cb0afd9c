package dev.braid.engine.sweep;

import dev.braid.engine.train.event.RunEvent;

/** Hears how a sweep goes, from several threads at once. */
public interface SweepProgress {
    /** A run begins, goes on, or was found finished. */
    void started(Member member);

    /** Something happened in a run. */
    void event(Member member, RunEvent event);

    /** A run is over, one way or the other. */
    void ended(Member member, FolderRun.Outcome outcome);

    /** Called five times a second on the thread that runs the sweep: the time to draw. */
    default void tick() {}

    /**
     * One run of a sweep.
     *
     * @param variant the variant's index in the plan
     * @param group the group of lengths, by index
     * @param learningRate its rate
     * @param seed its seed
     * @param spec its specification
     */
    record Member(int variant, int group, double learningRate, long seed, RunSpec spec) {}
}
