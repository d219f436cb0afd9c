package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Ticks;
import dev.braid.visuals.chart.figure.Ticks.Tick;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * An axis in places ({@link dev.braid.visuals.chart.figure.Scale#place}): whatever its scale, data and ticks are put on it as logarithms
 * were taken, so that there is one kind of axis and its ticks are ours.
 */
final class ScaleAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;

    private final transient Axis axis;
    private final double low;
    private final double high;
    private final double gap;

    /**
     * @param low the lowest place with data or a tick
     * @param high the highest
     * @param margin how much further the axis goes on both sides, as a share of the interval between them
     */
    ScaleAxis(Axis axis, double low, double high, double marginLow, double marginHigh, Style style) {
        super(null);
        this.axis = axis;
        this.low = low;
        this.high = high;
        gap = 9 * style.unit;
        setRange(low - marginLow * (high - low), high + marginHigh * (high - low));
        setTickLabelFont(style.tick);
        setTickLabelPaint(style.ink);
        setAxisLinePaint(style.quiet);
        setAxisLineStroke(style.line(0.9));
        setTickMarkPaint(style.quiet);
        setTickMarkStroke(style.line(0.9));
        setTickMarkOutsideLength((float) (4 * style.unit));
        setMinorTickMarkOutsideLength((float) (2.5 * style.unit));
        setMinorTickMarksVisible(true);
    }

    /** The ticks that have room along so many pixels. */
    List<Tick> ticks(Graphics2D graphics, double length, boolean horizontal) {
        FontMetrics metrics = graphics.getFontMetrics(getTickLabelFont());
        double pixels = length / getRange().getLength();
        return Ticks.of(axis, low, high, ticks -> {
            double free = Double.NEGATIVE_INFINITY;
            for (Tick tick : ticks) {
                if (!tick.label().isEmpty()) {
                    double middle = axis.scale().place(tick.value()) * pixels;
                    double half = (horizontal ? metrics.stringWidth(tick.label()) : metrics.getHeight() * 2.3) / 2;
                    if (middle - half < free) {
                        return false;
                    }
                    free = middle + half + (horizontal ? gap : 0);
                }
            }
            return true;
        });
    }

    /** How wide the widest of them is. */
    double widest(Graphics2D graphics, List<Tick> ticks) {
        FontMetrics metrics = graphics.getFontMetrics(getTickLabelFont());
        return ticks.stream()
                .mapToDouble(tick -> metrics.stringWidth(tick.label()))
                .max()
                .orElse(0);
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        boolean horizontal = RectangleEdge.isTopOrBottom(edge);
        TextAnchor anchor = horizontal ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        List<NumberTick> ticks = new ArrayList<>();
        for (Tick tick : ticks(g2, horizontal ? dataArea.getWidth() : dataArea.getHeight(), horizontal)) {
            ticks.add(new NumberTick(
                    TickType.MAJOR, axis.scale().place(tick.value()), tick.label(), anchor, TextAnchor.CENTER, 0));
        }
        for (double place : Ticks.minor(axis, low, high)) {
            ticks.add(new NumberTick(TickType.MINOR, place, "", anchor, TextAnchor.CENTER, 0));
        }
        return ticks;
    }
}
