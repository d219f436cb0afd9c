package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Figure;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;

/** Words around a plot, as text that is text in every kind of file. */
final class Lettering {
    private final Graphics2D graphics;
    private final Style style;

    Lettering(Graphics2D graphics, Style style) {
        this.graphics = graphics;
        this.style = style;
    }

    /** Title and, where the figure is high enough, subtitle; returns where the plot begins. */
    double heading(Figure figure, double left, double top, double room, double height) {
        double y = paragraph(figure.title(), style.title, style.ink, left, top, room, 2);
        if (height > 230 * style.unit) {
            y = paragraph(figure.subtitle(), style.subtitle, style.quiet, left, y, room, 2);
        }
        return y + (y > top ? 6 * style.unit : 2 * style.unit);
    }

    private double paragraph(String text, Font font, Color paint, double left, double top, double room, int lines) {
        FontMetrics metrics = graphics.getFontMetrics(font);
        double y = top;
        for (String line : Paragraph.lines(text, metrics, room, lines)) {
            line(line, font, paint, left, y + metrics.getAscent());
            y += metrics.getHeight() + style.unit;
        }
        return y;
    }

    /** The axes' titles, below and at the left of a plot. */
    void nameAxes(String below, String beside, Box plot, double left, double bottom) {
        FontMetrics metrics = graphics.getFontMetrics(style.label);
        String fitting = Paragraph.fitting(below, metrics, plot.width());
        double x = plot.x() + (plot.width() - metrics.stringWidth(fitting)) / 2;
        line(fitting, style.label, style.ink, x, bottom - 6 * style.unit - metrics.getDescent());
        upright(beside, plot, left);
    }

    /** In the middle of a plot's height, from below to above. */
    void upright(String words, Box plot, double left) {
        FontMetrics metrics = graphics.getFontMetrics(style.label);
        String fitting = Paragraph.fitting(words, metrics, plot.height());
        double y = plot.y() + (plot.height() + metrics.stringWidth(fitting)) / 2;
        AffineTransform level = graphics.getTransform();
        graphics.translate(left + metrics.getAscent(), y);
        graphics.rotate(-Math.PI / 2);
        line(fitting, style.label, style.ink, 0, 0);
        graphics.setTransform(level);
    }

    /** A line of text. */
    void line(String text, Font font, Color paint, double x, double baseline) {
        graphics.setFont(font);
        graphics.setPaint(paint);
        graphics.drawString(text, (float) x, (float) baseline);
    }
}
