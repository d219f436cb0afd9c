package dev.braid.visuals.chart;

import dev.braid.visuals.theme.Theme;
import dev.braid.visuals.theme.Tint;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Sizes and colours of a figure. Text grows a little with the figure, and much when presenting. Colours are those of the theme, which the
 * colour-blind tell apart; curves differ by the shape of their markers besides.
 */
final class Style {
    private static final String FAMILY = Font.SANS_SERIF;
    private static final double USUAL_AREA = 900 * 500;
    private static final double PRESENTING = 1.55;

    final Color ground;
    final Color ink;
    final Color quiet;
    final Color grid;
    final Color shade;
    final double unit;
    final Font title;
    final Font subtitle;
    final Font label;
    final Font tick;
    final Font note;
    private final List<Color> palette;

    Style(Look look, double width, double height) {
        double size = Math.clamp(Math.sqrt(width * height / USUAL_AREA), 0.92, 1.3);
        unit = size * (look.presenting() ? PRESENTING : 1);
        title = font(Font.BOLD, 14.5);
        subtitle = font(Font.PLAIN, 12);
        label = font(Font.PLAIN, 12.5);
        tick = font(Font.PLAIN, 11.5);
        note = font(Font.ITALIC, 11.5);
        Theme theme = look.theme();
        ground = colour(Tint.GROUND, theme);
        ink = colour(Tint.TEXT, theme);
        quiet = colour(Tint.TEXT_MUTED, theme);
        grid = colour(Tint.LINE_MUTED, theme);
        shade = colour(Tint.GROUND_AROUND, theme);
        palette = theme.series().stream().map(Color::new).toList();
    }

    private static Color colour(Tint tint, Theme theme) {
        return new Color(tint.rgb(theme));
    }

    private Font font(int style, double size) {
        return new Font(FAMILY, style, 1).deriveFont((float) (size * unit));
    }

    Color colour(int index) {
        return palette.get(index % palette.size());
    }

    /** The same hue, as far from the ground as {@code share}. */
    Color faint(Color colour, double share) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * share));
    }

    BasicStroke line(double width) {
        return new BasicStroke((float) (width * unit), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    /** For long jagged lines: round corners nobody sees cost most of the time of drawing them. */
    BasicStroke jagged(double width) {
        return new BasicStroke((float) (width * unit), BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL);
    }

    BasicStroke dashed(double width) {
        float dash = (float) (6 * unit);
        return new BasicStroke(
                (float) (width * unit),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                1f,
                new float[] {dash, dash * 0.7f},
                0f);
    }

    BasicStroke dotted(double width) {
        return new BasicStroke(
                (float) (width * unit),
                BasicStroke.CAP_ROUND,
                BasicStroke.JOIN_ROUND,
                1f,
                new float[] {0.1f, (float) (3 * width * unit)},
                0f);
    }

    /** Circle, square, triangle, diamond, triangle on its head, in turn: with eight colours, 40 different curves. */
    Shape marker(int index, double radius) {
        double r = radius * unit;
        return switch (index % 5) {
            case 0 -> new Ellipse2D.Double(-r, -r, 2 * r, 2 * r);
            case 1 -> new Rectangle2D.Double(-0.87 * r, -0.87 * r, 1.74 * r, 1.74 * r);
            case 2 -> polygon(1.2 * r, 3, -Math.PI / 2);
            case 3 -> polygon(1.22 * r, 4, -Math.PI / 2);
            default -> polygon(1.2 * r, 3, Math.PI / 2);
        };
    }

    private static Shape polygon(double radius, int corners, double first) {
        Path2D.Double path = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double angle = first + 2 * Math.PI * i / corners;
            if (i == 0) {
                path.moveTo(radius * Math.cos(angle), radius * Math.sin(angle));
            } else {
                path.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
            }
        }
        path.closePath();
        return path;
    }
}
