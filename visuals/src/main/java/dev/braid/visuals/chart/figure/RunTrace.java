package dev.braid.visuals.chart.figure;

/**
 * What one run contributes to a curve: all of it (its loss over the steps, its recall at every length) or a single point (its
 * recall at the window it was trained with).
 *
 * @param run the run's id
 * @param seed of the run
 * @param point in a Pareto figure what tells the points of one curve apart, such as "w = 64"; else ""
 * @param samples the numbers
 */
public record RunTrace(String run, long seed, String point, Samples samples) {
    /** A trace whose points need no name. */
    public RunTrace(String run, long seed, Samples samples) {
        this(run, seed, "", samples);
    }
}
