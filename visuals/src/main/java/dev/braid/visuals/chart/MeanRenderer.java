package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.PlottedCurve;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.entity.EntityCollection;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.XYDataset;

/**
 * Means as lines with their bands; with a marker at every point of a sweep, which is open where seeds are still missing. The width of
 * a line tells nothing: a curve that others lie upon is wider, so that its rim shows.
 */
final class MeanRenderer extends DeviationRenderer {
    private static final long serialVersionUID = 1L;
    private static final double RADIUS = 4;

    private final transient List<PlottedCurve> curves;
    private final transient Style style;
    private final double[] rim;

    /**
     * @param rim how much wider each curve is than usual, on both sides
     */
    MeanRenderer(List<PlottedCurve> curves, boolean markers, double[] rim, Style style) {
        super(true, markers);
        this.curves = curves;
        this.style = style;
        this.rim = rim.clone();
        setDrawSeriesLineAsPath(true);
        setAlpha(0.16f);
        for (int i = 0; i < curves.size(); i++) {
            Color colour = style.colour(curves.get(i).curve().colour());
            double width = (markers ? 1.9 : 1.6) + 2 * rim[i];
            BasicStroke stroke = curves.get(i).curve().state() == Curve.State.STALE
                    ? style.dashed(width)
                    : markers ? style.line(width) : style.jagged(width);
            setSeriesPaint(i, colour);
            setSeriesFillPaint(i, colour);
            setSeriesStroke(i, stroke);
        }
    }

    @Override
    protected void drawSecondaryPass(
            Graphics2D g2,
            XYPlot plot,
            XYDataset dataset,
            int pass,
            int series,
            int item,
            ValueAxis domainAxis,
            Rectangle2D dataArea,
            ValueAxis rangeAxis,
            CrosshairState crosshairState,
            EntityCollection entities) {
        if (!getDefaultShapesVisible()) {
            return;
        }
        double x = domainAxis.valueToJava2D(dataset.getXValue(series, item), dataArea, plot.getDomainAxisEdge());
        double y = rangeAxis.valueToJava2D(dataset.getYValue(series, item), dataArea, plot.getRangeAxisEdge());
        PlottedCurve plotted = curves.get(series);
        boolean partial = plotted.points().get(item).summary().count() < plotted.mostSeeds();
        drawMarker(g2, style, plotted.curve().colour(), RADIUS + rim[series], x, y, partial);
    }

    /** A marker, filled or open. */
    static void drawMarker(Graphics2D g2, Style style, int index, double radius, double x, double y, boolean open) {
        Shape shape = AffineTransform.getTranslateInstance(x, y)
                .createTransformedShape(style.marker(index, open ? radius * 0.88 : radius));
        g2.setPaint(open ? style.ground : style.colour(index));
        g2.fill(shape);
        if (open) {
            g2.setPaint(style.colour(index));
            g2.setStroke(style.line(1.5));
            g2.draw(shape);
        }
    }
}
