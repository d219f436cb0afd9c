package dev.braid.visuals.chart.figure;

/**
 * What one run contributes to a curve: all of it (its loss over the steps, its recall at every length) or a single point (its
 * recall at the window it was trained with).
 *
 * @param run the run's id
 * @param seed of the run
 * @param point in a Pareto figure what tells the points of one curve apart, such as "w = 64"; in a heat map the row; else ""
 * @param samples the numbers
 */
public record RunTrace(String run, long seed, String point, Samples samples) {
    /** A trace whose points need no name. */
    public RunTrace(String run, long seed, Samples samples) {
        this(run, seed, "", samples);
    }

    /** Whether another trace is of the same run and has the same numbers. */
    boolean isAlike(RunTrace other) {
        boolean alike = run.equals(other.run)
                && seed == other.seed
                && point.equals(other.point)
                && samples.size() == other.samples.size();
        for (int i = 0; alike && i < samples.size(); i++) {
            alike = samples.x(i) == other.samples.x(i)
                    && Double.compare(samples.value(i), other.samples.value(i)) == 0
                    && samples.step(i) == other.samples.step(i);
        }
        return alike;
    }
}
