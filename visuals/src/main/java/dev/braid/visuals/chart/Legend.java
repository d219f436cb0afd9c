package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Curve.State;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.Figure.Kind;
import dev.braid.visuals.chart.figure.FigureWords;
import dev.braid.visuals.chart.figure.FigureWords.Detail;
import dev.braid.visuals.chart.figure.PlottedCurve;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The legend below a figure: one entry a curve, in as many rows as it needs. Where the full words do not fit into two rows, entries
 * say the number of seeds only, and what lines and bands are is said once at the end.
 */
final class Legend {
    private static final int ROWS_IN_FULL = 2;

    private final Figure figure;
    private final List<PlottedCurve> curves;
    private final Set<String> hidden;
    private final Style style;
    private final FontMetrics metrics;
    private final List<Item> items;
    private final double height;

    /** A piece of the legend at its place, from the legend's left upper corner. */
    private record Item(int curve, String words, Box box) {}

    Legend(
            Graphics2D graphics,
            Figure figure,
            List<PlottedCurve> curves,
            Set<String> hidden,
            Style style,
            double width) {
        this.figure = figure;
        this.curves = curves;
        this.hidden = hidden;
        this.style = style;
        metrics = graphics.getFontMetrics(style.tick);
        List<Item> full = layOut(Detail.FULL, width);
        items = rows(full) <= ROWS_IN_FULL ? full : layOut(Detail.SHORT, width);
        height = items.isEmpty() ? 0 : items.getLast().box.bottom();
    }

    double height() {
        return height;
    }

    private double rowHeight() {
        return metrics.getHeight() + 4 * style.unit;
    }

    private int rows(List<Item> laidOut) {
        return laidOut.isEmpty() ? 0 : (int) Math.round(laidOut.getLast().box.bottom() / rowHeight());
    }

    private double symbolWidth() {
        return (figure.kind().points() ? 12 : 26) * style.unit;
    }

    private List<Item> layOut(Detail detail, double width) {
        List<Item> laidOut = new ArrayList<>();
        double x = 0;
        double y = 0;
        double gap = 18 * style.unit;
        for (int i = 0; i <= curves.size(); i++) {
            boolean note = i == curves.size();
            String words = !note
                    ? FigureWords.ofCurve(figure, curves.get(i), detail)
                    : detail == Detail.SHORT ? FigureWords.ofLines(figure, curves) : "";
            if (words.isEmpty()) {
                continue;
            }
            double symbol = note ? 0 : symbolWidth() + 6 * style.unit;
            String fitting = Paragraph.fitting(words, metrics, width - symbol);
            double own = symbol + metrics.stringWidth(fitting);
            if (x > 0 && x + own > width) {
                x = 0;
                y += rowHeight();
            }
            laidOut.add(new Item(note ? -1 : i, fitting, new Box(x, y, own, rowHeight())));
            x += own + gap;
        }
        return laidOut;
    }

    /** Draws it and says where its entries are. */
    List<DrawnFigure.Entry> draw(Graphics2D graphics, double left, double top) {
        List<DrawnFigure.Entry> entries = new ArrayList<>();
        graphics.setFont(style.tick);
        for (Item item : items) {
            Box box = new Box(left + item.box.x(), top + item.box.y(), item.box.width(), item.box.height());
            double middle = box.y() + box.height() / 2;
            float baseline = (float) (middle + (metrics.getAscent() - metrics.getDescent()) / 2.0);
            if (item.curve < 0) {
                graphics.setPaint(style.quiet);
                graphics.drawString(item.words, (float) box.x(), baseline);
                continue;
            }
            PlottedCurve plotted = curves.get(item.curve);
            boolean isHidden = hidden.contains(plotted.curve().id());
            if (!isHidden) {
                drawSymbol(graphics, plotted, box.x(), middle);
            }
            graphics.setPaint(isHidden ? style.quiet : style.ink);
            double textX = box.right() - metrics.stringWidth(item.words);
            graphics.drawString(item.words, (float) textX, baseline);
            if (isHidden) {
                graphics.setStroke(style.line(1));
                graphics.draw(new Line2D.Double(box.x(), middle, box.right(), middle));
            }
            entries.add(new DrawnFigure.Entry(plotted.curve().id(), item.words, box, isHidden));
        }
        return entries;
    }

    private void drawSymbol(Graphics2D graphics, PlottedCurve plotted, double left, double middle) {
        double width = symbolWidth();
        int index = plotted.curve().colour();
        if (!figure.kind().points()) {
            if (plotted.hasBand()) {
                graphics.setPaint(style.faint(style.colour(index), 0.2));
                graphics.fill(new Rectangle2D.Double(left, middle - 5 * style.unit, width, 10 * style.unit));
            }
            graphics.setPaint(style.colour(index));
            graphics.setStroke(plotted.curve().state() == State.STALE ? style.dashed(1.8) : style.line(1.8));
            graphics.draw(new Line2D.Double(left, middle, left + width, middle));
        }
        if (figure.kind() != Kind.TRACE) {
            MeanRenderer.drawMarker(graphics, style, index, 4, left + width / 2, middle, false);
        }
    }
}
