package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Axis.Range;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.FigureWords;
import dev.braid.visuals.chart.figure.Numbers;
import dev.braid.visuals.chart.figure.ReferenceLine;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What the colours of a heat map mean: a bar with numbers, chance among them, and the name of what is shown. */
final class ColourBar {
    private static final int STRIPS = 128;
    private static final double GAP = 16;
    private static final double WIDTH = 13;
    private static final double LEADER = 9;

    private final Graphics2D graphics;
    private final Figure figure;
    private final Style style;
    private final Range range;
    private final FontMetrics metrics;

    ColourBar(Graphics2D graphics, Figure figure, Style style) {
        this.graphics = graphics;
        this.figure = figure;
        this.style = style;
        Range given = figure.y().range();
        range = given == null ? new Range(0, 1) : given;
        metrics = graphics.getFontMetrics(style.tick);
    }

    /** The colour of a number. */
    Color colour(double value) {
        return HeatColours.of((value - range.low()) / (range.high() - range.low()));
    }

    /** How much room it takes, with the distance to the maps. */
    double width() {
        double words = metrics.stringWidth(Numbers.exact(0.25));
        for (ReferenceLine line : figure.references()) {
            words = Math.max(words, metrics.stringWidth(words(line)));
        }
        return (GAP + WIDTH + LEADER + 6) * style.unit
                + words
                + graphics.getFontMetrics(style.label).getHeight();
    }

    /** Draws it as high as the maps, at the right of them. */
    void draw(Lettering lettering, String title, Box maps) {
        Box bar = new Box(maps.right() + GAP * style.unit, maps.y(), WIDTH * style.unit, maps.height());
        for (int i = 0; i < STRIPS; i++) {
            // each reaches down to the end: no ground shows between two of them
            double top = bar.y() + bar.height() * i / STRIPS;
            graphics.setPaint(HeatColours.of(1 - (i + 0.5) / STRIPS));
            graphics.fill(new Rectangle2D.Double(bar.x(), top, bar.width(), bar.bottom() - top));
        }
        List<Double> taken = new ArrayList<>();
        number(lettering, bar, range.low(), taken);
        number(lettering, bar, range.high(), taken);
        figure.references().forEach(line -> reference(lettering, bar, line, taken));
        for (int quarter : new int[] {2, 1, 3}) {
            number(lettering, bar, range.low() + (range.high() - range.low()) * quarter / 4, taken);
        }
        double name =
                maps.right() + width() - graphics.getFontMetrics(style.label).getHeight();
        lettering.upright(title, maps, name);
    }

    private double place(Box bar, double value) {
        double share = Math.clamp((value - range.low()) / (range.high() - range.low()), 0, 1);
        return bar.bottom() - share * bar.height();
    }

    private boolean isFree(double place, List<Double> taken) {
        return taken.stream().allMatch(other -> Math.abs(other - place) >= 0.95 * metrics.getHeight());
    }

    private void number(Lettering lettering, Box bar, double value, List<Double> taken) {
        double place = place(bar, value);
        if (isFree(place, taken)) {
            taken.add(place);
            graphics.setPaint(style.quiet);
            graphics.setStroke(style.line(0.9));
            graphics.draw(new Line2D.Double(bar.right(), place, bar.right() + 4 * style.unit, place));
            word(lettering, bar, Numbers.exact(value), style.ink, place);
        }
    }

    /** A line across the bar, and beside it, where there is room, what it is. */
    private void reference(Lettering lettering, Box bar, ReferenceLine line, List<Double> taken) {
        double last = 0;
        for (double value : line.values().values().stream().distinct().toList()) {
            last = place(bar, value);
            graphics.setPaint(HeatColours.ink(colour(value)));
            graphics.setStroke(style.line(1.4));
            graphics.draw(new Line2D.Double(bar.x(), last, bar.right(), last));
        }
        double step = metrics.getHeight() / 8.0;
        for (int i = 0; i < 8 * 8; i++) {
            double place = last + (i % 2 == 0 ? -1 : 1) * (i + 1) / 2 * step;
            if (isFree(place, taken) && place >= bar.y() && place <= bar.bottom()) {
                taken.add(place);
                graphics.setPaint(style.quiet);
                graphics.setStroke(style.line(0.9));
                double beside = bar.right() + LEADER * style.unit;
                graphics.draw(new Line2D.Double(bar.right(), last, beside, place));
                word(lettering, bar, words(line), style.quiet, place);
                return;
            }
        }
    }

    private void word(Lettering lettering, Box bar, String words, Color paint, double place) {
        double baseline = place + (metrics.getAscent() - metrics.getDescent()) / 2.0;
        lettering.line(words, style.tick, paint, bar.right() + (LEADER + 2) * style.unit, baseline);
    }

    private static String words(ReferenceLine line) {
        if (line.isFlat()) {
            return FigureWords.ofReference(line);
        }
        double low = line.values().values().stream().min(Double::compare).orElse(0.0);
        double high = line.values().values().stream().max(Double::compare).orElse(0.0);
        return line.words() + " " + rounded(low) + "\u2013" + rounded(high);
    }

    private static String rounded(double value) {
        return Numbers.exact(Math.round(value * 1000) / 1000.0);
    }
}
