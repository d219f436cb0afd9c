package dev.braid.visuals.chart.figure;

import java.util.List;

/**
 * A point of a curve as it is drawn, with what it was made from.
 *
 * @param x where it stands
 * @param name what tells it from the others in a Pareto figure, the row of a heat map; else ""
 * @param summary mean and band over the seeds; of a smoothed trace those of the smoothed values
 * @param observations what was measured there, one for each run, in order of the seeds
 */
public record MeanPoint(double x, String name, Summary summary, List<Observation> observations) {
    public MeanPoint {
        observations = List.copyOf(observations);
    }
}
