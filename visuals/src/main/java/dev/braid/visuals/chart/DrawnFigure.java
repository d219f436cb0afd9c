package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.MeanPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where things came to lie when a figure was drawn, so that the pointer finds them again.
 *
 * @param plot the area between the axes
 * @param spots the points of all curves
 * @param legend the entries of the legend
 * @param words the figure in words
 */
record DrawnFigure(Box plot, List<Spot> spots, List<Entry> legend, String words) {
    DrawnFigure {
        spots = List.copyOf(spots);
        legend = List.copyOf(legend);
    }

    /**
     * A point of a curve at a place of the picture.
     *
     * @param cell what it fills in a heat map; else null
     */
    record Spot(
            Curve curve,
            MeanPoint point,
            double x,
            double y,
            @Nullable Box cell) {
        Spot(Curve curve, MeanPoint point, double x, double y) {
            this(curve, point, x, y, null);
        }
    }

    /** The legend's entry for a curve. */
    record Entry(String curve, String words, Box box, boolean hidden) {}
}
