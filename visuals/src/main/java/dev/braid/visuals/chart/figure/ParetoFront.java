package dev.braid.visuals.chart.figure;

import dev.braid.visuals.chart.figure.Axis.Better;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which points no other point beats in both what is gained and what it costs. */
public final class ParetoFront {
    private ParetoFront() {}

    /** The points of the front, from the best x on; their y gets better and better. */
    public static List<MeanPoint> of(Figure figure, List<PlottedCurve> curves) {
        int x = figure.x().better() == Better.LOWER ? 1 : -1;
        int y = figure.y().better() == Better.LOWER ? 1 : -1;
        List<MeanPoint> ordered = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .sorted(Comparator.<MeanPoint>comparingDouble(point -> x * point.x())
                        .thenComparingDouble(point -> y * point.summary().mean()))
                .toList();
        List<MeanPoint> front = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (MeanPoint point : ordered) {
            double value = y * point.summary().mean();
            if (value < best) {
                best = value;
                front.add(point);
            }
        }
        return front;
    }
}
