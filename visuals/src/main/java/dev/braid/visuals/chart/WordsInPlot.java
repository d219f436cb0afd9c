package dev.braid.visuals.chart;

import dev.braid.visuals.chart.DrawnFigure.Spot;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.FigureWords;
import dev.braid.visuals.chart.figure.ReferenceLine;
import dev.braid.visuals.chart.figure.Shade;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The words between the axes: what chance is, where it was trained, which point is which; each where there is room. */
final class WordsInPlot {
    private final Graphics2D graphics;
    private final Figure figure;
    private final Style style;
    private final Box plot;
    private final ScaleAxis x;
    private final ScaleAxis y;
    private final LabelPlacer placer;

    WordsInPlot(Graphics2D graphics, Figure figure, Style style, Box plot, ScaleAxis x, ScaleAxis y) {
        this.graphics = graphics;
        this.figure = figure;
        this.style = style;
        this.plot = plot;
        this.x = x;
        this.y = y;
        placer = new LabelPlacer(plot);
    }

    /** Keeps words away from the curves through these points. */
    void avoid(List<Spot> spots) {
        double every = 5 * style.unit;
        for (int i = 0; i < spots.size(); i++) {
            Spot spot = spots.get(i);
            placer.occupy(spot.x(), spot.y());
            if (figure.kind().points()) {
                placer.take(new Box(spot.x(), spot.y(), 0, 0).grown(5 * style.unit));
                placer.occupy(
                        spot.x(),
                        yOf(spot.point().summary().low()),
                        spot.x(),
                        yOf(spot.point().summary().high()),
                        every);
            }
            if (i > 0 && spots.get(i - 1).curve() == spot.curve()) {
                Spot before = spots.get(i - 1);
                placer.occupy(before.x(), before.y(), spot.x(), spot.y(), every);
            }
        }
    }

    /** Keeps words away from the front. */
    void avoidFront(List<double[]> steps) {
        for (int i = 0; i + 1 < steps.size(); i++) {
            placer.occupy(
                    FigureDrawing.pixelX(x, plot, steps.get(i)[0]),
                    FigureDrawing.pixelY(y, plot, steps.get(i)[1]),
                    FigureDrawing.pixelX(x, plot, steps.get(i + 1)[0]),
                    FigureDrawing.pixelY(y, plot, steps.get(i + 1)[1]),
                    5 * style.unit);
        }
    }

    private double yOf(double value) {
        double pixel = FigureDrawing.pixelY(y, plot, figure.y().scale().place(value));
        return Double.isFinite(pixel) ? Math.clamp(pixel, plot.y(), plot.bottom()) : plot.bottom();
    }

    private double xOf(double value) {
        return FigureDrawing.pixelX(x, plot, figure.x().scale().place(value));
    }

    /** In the middle of an empty plot. */
    void sayWhatToDo() {
        FontMetrics metrics = graphics.getFontMetrics(style.label);
        List<String> lines = Paragraph.lines(figure.whenEmpty(), metrics, plot.width() * 0.8, 3);
        double top = plot.y() + (plot.height() - lines.size() * metrics.getHeight()) / 2;
        for (String line : lines) {
            double width = metrics.stringWidth(line);
            Box box = new Box(plot.x() + (plot.width() - width) / 2, top, width, metrics.getHeight());
            placer.take(box);
            draw(line, style.label, style.quiet, box);
            top += metrics.getHeight();
        }
    }

    /** At the top of each shaded stretch, in the room that the axis leaves there. */
    void nameShades() {
        FontMetrics metrics = graphics.getFontMetrics(style.note);
        for (Shade shade : figure.shades()) {
            String words = Paragraph.fitting(shade.words(), metrics, plot.width() - 12 * style.unit);
            double width = metrics.stringWidth(words);
            double from = xOf(shade.from());
            double left =
                    Math.clamp(from + 4 * style.unit, plot.x() + 4 * style.unit, plot.right() - width - 4 * style.unit);
            List<Box> candidates = new ArrayList<>();
            for (int row = 0; row < 4; row++) {
                candidates.add(new Box(
                        left, plot.y() + 2 * style.unit + row * metrics.getHeight(), width, metrics.getHeight()));
            }
            place(words, style.note, candidates);
        }
    }

    /** Beside its line: where it begins or ends, above or below. */
    void nameReferences() {
        FontMetrics metrics = graphics.getFontMetrics(style.note);
        for (ReferenceLine line : figure.references()) {
            String words = FigureWords.ofReference(line);
            double width = metrics.stringWidth(words) + 2 * style.unit;
            double gap = 3 * style.unit;
            Map.Entry<Double, Double> first = line.values().firstEntry();
            Map.Entry<Double, Double> last = line.values().lastEntry();
            double left = Math.max(plot.x() + 4 * style.unit, line.isFlat() ? 0 : xOf(first.getKey()));
            double right =
                    Math.min(plot.right() - 4 * style.unit, line.isFlat() ? plot.right() : xOf(last.getKey())) - width;
            double atLeft = yOf(first.getValue());
            double atRight = yOf(last.getValue());
            double tall = metrics.getHeight();
            List<Box> candidates = new ArrayList<>();
            for (double share : new double[] {1, 0, 0.5, 0.75, 0.25}) {
                double along = left + share * (right - left);
                double height = atLeft + share * (atRight - atLeft);
                candidates.add(new Box(along, height - tall - gap, width, tall));
                candidates.add(new Box(along, height + gap, width, tall));
            }
            place(words, style.note, candidates);
        }
    }

    /** Beside each point its curve's name. */
    void nameSpots(List<Spot> spots) {
        FontMetrics metrics = graphics.getFontMetrics(style.tick);
        for (Spot spot : spots) {
            String words = words(spot, spots);
            double width = metrics.stringWidth(words);
            double tall = metrics.getHeight();
            double gap = 8 * style.unit;
            List<Box> candidates = new ArrayList<>();
            for (double away : new double[] {gap, 1.6 * gap}) {
                candidates.add(new Box(spot.x() + away, spot.y() - tall / 2, width, tall));
                candidates.add(new Box(spot.x() - away - width, spot.y() - tall / 2, width, tall));
                candidates.add(new Box(spot.x() + 0.6 * away, spot.y() - tall - 0.5 * away, width, tall));
                candidates.add(new Box(spot.x() + 0.6 * away, spot.y() + 0.5 * away, width, tall));
                candidates.add(new Box(spot.x() - 0.6 * away - width, spot.y() - tall - 0.5 * away, width, tall));
                candidates.add(new Box(spot.x() - 0.6 * away - width, spot.y() + 0.5 * away, width, tall));
                candidates.add(new Box(spot.x() - width / 2, spot.y() - tall - away, width, tall));
                candidates.add(new Box(spot.x() - width / 2, spot.y() + away, width, tall));
            }
            Box free = placer.free(candidates);
            if (free != null) {
                draw(words, style.tick, style.ink, free);
            }
        }
    }

    private static String words(Spot spot, List<Spot> spots) {
        Curve curve = spot.curve();
        String point = spot.point().name();
        if (point.isEmpty()) {
            return curve.name();
        }
        boolean alone = spots.stream().filter(other -> other.curve() == curve).count() == 1;
        return alone ? curve.name() + ", " + point : point;
    }

    /** Beside one of its treads. */
    void nameFront(List<double[]> steps) {
        String words = "Pareto front";
        FontMetrics metrics = graphics.getFontMetrics(style.note);
        double width = metrics.stringWidth(words);
        List<Box> candidates = new ArrayList<>();
        for (int i = 0; i + 1 < steps.size(); i += 2) {
            double from = FigureDrawing.pixelX(x, plot, steps.get(i)[0]);
            double to = FigureDrawing.pixelX(x, plot, steps.get(i + 1)[0]);
            double height = FigureDrawing.pixelY(y, plot, steps.get(i)[1]);
            if (to - from > width + 16 * style.unit) {
                double left = (from + to - width) / 2;
                candidates.add(
                        new Box(left, height - metrics.getHeight() - 2 * style.unit, width, metrics.getHeight()));
                candidates.add(new Box(left, height + 2 * style.unit, width, metrics.getHeight()));
            }
        }
        Box free = placer.free(candidates);
        if (free != null) {
            draw(words, style.note, style.quiet, free);
        }
    }

    private void place(String words, Font font, List<Box> candidates) {
        Box box = placer.best(candidates);
        if (box != null) {
            draw(words, font, style.quiet, box);
        }
    }

    private void draw(String words, Font font, Color paint, Box box) {
        FontMetrics metrics = graphics.getFontMetrics(font);
        graphics.setFont(font);
        graphics.setPaint(paint);
        graphics.drawString(words, (float) box.x(), (float) (box.y() + metrics.getAscent()));
    }
}
