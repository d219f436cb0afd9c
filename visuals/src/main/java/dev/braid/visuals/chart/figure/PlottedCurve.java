package dev.braid.visuals.chart.figure;

import java.util.List;

/**
 * A curve as it is drawn: means over seeds, and below them what was measured.
 *
 * @param curve what it was made from
 * @param points in order of x; of a heat map row by row
 * @param raw lines below a smoothed curve, one for each run; none where nothing is smoothed
 */
public record PlottedCurve(Curve curve, List<MeanPoint> points, List<Line> raw) {
    public PlottedCurve {
        points = List.copyOf(points);
        raw = List.copyOf(raw);
    }

    /** A line through points. */
    @SuppressWarnings("ArrayRecordComponent") // thousands of numbers, read only by the drawing
    public record Line(double[] x, double[] y) {}

    /** The fewest seeds in one point. */
    public int fewestSeeds() {
        return points.stream().mapToInt(point -> point.summary().count()).min().orElse(0);
    }

    /** The most seeds in one point. */
    public int mostSeeds() {
        return points.stream().mapToInt(point -> point.summary().count()).max().orElse(0);
    }

    /** Whether any point has a band. */
    public boolean hasBand() {
        return points.stream().anyMatch(point -> point.summary().hasBand());
    }
}
