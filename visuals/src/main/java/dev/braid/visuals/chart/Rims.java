package dev.braid.visuals.chart;

import dev.braid.visuals.chart.DrawnFigure.Spot;
import dev.braid.visuals.chart.figure.PlottedCurve;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds curves that lie on each other: the lower one is drawn wider, so that both show. */
final class Rims {
    private static final double NEAR = 2;
    private static final double STEP = 1.5;
    private static final int MOST = 3;

    private Rims() {}

    /** How much wider each curve is drawn on both sides, in the units of a style. */
    static double[] of(List<PlottedCurve> curves, List<Spot> spots, double unit) {
        Map<String, Map<Double, Double>> heights = new HashMap<>();
        spots.forEach(spot -> heights.computeIfAbsent(spot.curve().id(), id -> new HashMap<>())
                .put(spot.point().x(), spot.y()));
        double[] rims = new double[curves.size()];
        for (int below = curves.size() - 1; below >= 0; below--) {
            for (int above = below + 1; above < curves.size(); above++) {
                Map<Double, Double> one =
                        heights.getOrDefault(curves.get(below).curve().id(), Map.of());
                Map<Double, Double> other =
                        heights.getOrDefault(curves.get(above).curve().id(), Map.of());
                if (meet(one, other, NEAR * unit)) {
                    rims[below] = Math.max(rims[below], Math.min(MOST * STEP, rims[above] + STEP));
                }
            }
        }
        return rims;
    }

    /** Whether two curves run together for at least two of their points, and at least half of those they share. */
    private static boolean meet(Map<Double, Double> one, Map<Double, Double> other, double near) {
        int shared = 0;
        int close = 0;
        for (Map.Entry<Double, Double> entry : one.entrySet()) {
            Double there = other.get(entry.getKey());
            if (there != null) {
                shared++;
                close += Math.abs(there - entry.getValue()) < near ? 1 : 0;
            }
        }
        return close >= 2 && 2 * close >= shared;
    }
}
