package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Axis.Range;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.MeanPoint;
import dev.braid.visuals.chart.figure.PlottedCurve;
import dev.braid.visuals.chart.figure.ReferenceLine;
import dev.braid.visuals.chart.figure.RunTrace;
import dev.braid.visuals.chart.figure.Samples;
import dev.braid.visuals.chart.figure.Scale;
import dev.braid.visuals.chart.figure.Shade;

/**
 * From where to where an axis goes, in places of its scale.
 *
 * @param low the lowest place
 * @param high the highest
 */
record Extent(double low, double high) {
    double length() {
        return high - low;
    }

    /** The x axis: all that was measured, and what is always shown. */
    static Extent ofX(Figure figure) {
        Gatherer gatherer = new Gatherer(figure.x().scale());
        gatherer.add(figure.x().range());
        for (Curve curve : figure.curves()) {
            for (RunTrace trace : curve.traces()) {
                gatherer.addEnds(trace.samples());
            }
        }
        for (Shade shade : figure.shades()) {
            gatherer.add(shade.from());
            gatherer.add(shade.to());
        }
        for (ReferenceLine line : figure.references()) {
            if (!line.isFlat()) {
                line.values().keySet().forEach(gatherer::add);
            }
        }
        return gatherer.extent(figure.x());
    }

    /** The y axis: the points that are drawn, the lines to compare with, and what is always shown. */
    static Extent ofY(Figure figure, Iterable<PlottedCurve> curves) {
        Gatherer gatherer = new Gatherer(figure.y().scale());
        gatherer.add(figure.y().range());
        for (PlottedCurve plotted : curves) {
            for (MeanPoint point : plotted.points()) {
                gatherer.add(point.summary().mean());
                gatherer.add(point.summary().low());
                gatherer.add(point.summary().high());
            }
            for (PlottedCurve.Line line : plotted.raw()) {
                for (double y : line.y()) {
                    gatherer.add(y);
                }
            }
        }
        figure.references().forEach(line -> line.values().values().forEach(gatherer::add));
        return gatherer.extent(figure.y()).withZeroIfNear(figure);
    }

    /** An axis of sizes or times begins at 0 unless everything lies far above. */
    private Extent withZeroIfNear(Figure figure) {
        boolean free = figure.y().range() == null && !figure.y().scale().isLogarithmic();
        return free && low > 0 && low < 0.5 * high ? new Extent(0, high) : this;
    }

    private static final class Gatherer {
        private final Scale scale;
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;

        Gatherer(Scale scale) {
            this.scale = scale;
        }

        void add(@org.jspecify.annotations.Nullable Range range) {
            if (range != null) {
                add(range.low());
                add(range.high());
            }
        }

        void add(double value) {
            double place = scale.place(value);
            if (Double.isFinite(place)) {
                low = Math.min(low, place);
                high = Math.max(high, place);
            }
        }

        /** Samples stand in order: their first and last place say it all. */
        void addEnds(Samples samples) {
            for (int i = 0; i < samples.size(); i++) {
                if (Double.isFinite(scale.place(samples.x(i)))) {
                    add(samples.x(i));
                    break;
                }
            }
            if (samples.size() > 0) {
                add(samples.x(samples.size() - 1));
            }
        }

        Extent extent(Axis axis) {
            if (low > high) {
                return switch (axis.scale()) {
                    case LINEAR -> new Extent(0, 1);
                    case LOG2 -> new Extent(0, 10);
                    case LOG10 -> new Extent(0, 3);
                };
            }
            if (high - low < 1e-12 * Math.max(1, Math.abs(high))) {
                double half = scale.isLogarithmic() ? 1 : high == 0 ? 1 : Math.abs(high) / 2;
                return new Extent(low - half, high + half);
            }
            return new Extent(low, high);
        }
    }
}
