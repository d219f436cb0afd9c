package dev.braid.visuals.chart;

import dev.braid.visuals.chart.DrawnFigure.Entry;
import dev.braid.visuals.chart.DrawnFigure.Spot;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.FigureWords;
import dev.braid.visuals.chart.figure.FigureWords.Detail;
import dev.braid.visuals.chart.figure.MeanPoint;
import dev.braid.visuals.chart.figure.Numbers;
import dev.braid.visuals.chart.figure.PlottedCurve;
import dev.braid.visuals.chart.figure.Preparation;
import dev.braid.visuals.chart.figure.Shade;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Draws a heat map: for each variant a map of its own, all with the same columns, rows and colours, and one bar that says what the
 * colours mean. Cells are rectangles of one size: there is no axis to compute, so JFreeChart has no part in it.
 */
final class HeatDrawing {
    /** More maps than that are too small to be read. */
    private static final int MOST_MAPS = 6;

    private final Graphics2D graphics;
    private final Figure figure;
    private final Set<String> hidden;
    private final double width;
    private final double height;
    private final Style style;
    private final Lettering lettering;
    private final FontMetrics metrics;
    private final ColourBar bar;
    private final List<PlottedCurve> all;
    private final List<PlottedCurve> visible;
    private final List<PlottedCurve> maps;
    private final List<String> rows;
    private final List<Double> columns;

    HeatDrawing(Graphics2D graphics, Figure figure, Set<String> hidden, Look look, double width, double height) {
        this.graphics = graphics;
        this.figure = figure;
        this.hidden = hidden;
        this.width = width;
        this.height = height;
        style = new Style(look, width, height);
        lettering = new Lettering(graphics, style);
        metrics = graphics.getFontMetrics(style.tick);
        bar = new ColourBar(graphics, figure, style);
        all = Preparation.whole(figure);
        visible = all.stream()
                .filter(plotted -> !hidden.contains(plotted.curve().id()))
                .toList();
        maps = visible.subList(0, Math.min(MOST_MAPS, visible.size()));
        rows = figure.rows().names();
        columns = visible.stream()
                .flatMap(plotted -> plotted.points().stream())
                .map(MeanPoint::x)
                .distinct()
                .sorted()
                .toList();
    }

    DrawnFigure draw() {
        double unit = style.unit;
        double pad = 10 * unit;
        double top = lettering.heading(figure, pad, pad, width - 2 * pad - FigureDrawing.MENU, height);
        List<Note> notes = notes(width - 2 * pad);
        double bottom =
                height - pad - (notes.isEmpty() ? 0 : notes.getLast().box.bottom() + 2 * unit);
        List<Entry> entries = drawNotes(notes, pad, bottom);
        String words = FigureWords.ofFigure(figure.without(hidden), visible);

        FontMetrics names = graphics.getFontMetrics(style.label);
        boolean named = bottom - top >= 2 * FigureDrawing.LOWEST_NAMED * unit;
        double below = metrics.getHeight() + (named ? names.getHeight() + 13 * unit : 8 * unit);
        double widest = rows.stream().mapToDouble(metrics::stringWidth).max().orElse(0);
        double left = pad + (named ? names.getHeight() : 0) + widest + 7 * unit;
        Box plot =
                new Box(left, top, Math.max(10, width - pad - bar.width() - left), Math.max(10, bottom - below - top));
        if (columns.isEmpty()) {
            sayWhatToDo(new Box(pad, top, width - 2 * pad, Math.max(10, bottom - top)));
            return new DrawnFigure(plot, List.of(), entries, words);
        }
        Tiling tiling = Tiling.of(maps.size(), plot, columns.size(), rows.size(), names.getHeight() + 3 * unit, unit);
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            Box map = tiling.map(i);
            entries.add(title(maps.get(i), map));
            spots.addAll(cells(maps.get(i), map));
            underlineTrained(map);
            if (tiling.isLeftmost(i)) {
                nameRows(map);
            }
            if (tiling.isLowest(i)) {
                nameColumns(map);
            }
        }
        Box inner = new Box(
                plot.x(),
                tiling.map(0).y(),
                plot.width(),
                plot.bottom() - tiling.map(0).y());
        if (named) {
            String beside = figure.rows().title();
            lettering.nameAxes(figure.x().words(), beside, inner, pad, plot.bottom() + below);
        }
        boolean means = maps.stream().anyMatch(plotted -> plotted.mostSeeds() > 1);
        String title = figure.y().words() + (means ? ", mean over seeds" : "");
        bar.draw(
                lettering,
                names.stringWidth(title) <= inner.height() ? title : figure.y().words(),
                inner);
        return new DrawnFigure(plot, spots, entries, words);
    }

    /** How maps of one size lie side by side and below each other. */
    private record Tiling(
            int number, int across, Box plot, double mapWidth, double mapHeight, double title, double gap) {
        /** As wide a cell as its number needs is worth as much as one as high as a line. */
        static Tiling of(int number, Box plot, int columns, int rows, double title, double unit) {
            Tiling best = null;
            double bestSize = Double.NEGATIVE_INFINITY;
            for (int across = 1; across <= number; across++) {
                int down = (number + across - 1) / across;
                double gap = 14 * unit;
                double mapWidth = (plot.width() - (across - 1) * gap) / across;
                double mapHeight = (plot.height() - (down - 1) * gap / 2) / down - title;
                double size = Math.min(mapWidth / columns / 2.4, mapHeight / rows);
                if (best == null || size > bestSize) {
                    best = new Tiling(number, across, plot, Math.max(1, mapWidth), Math.max(1, mapHeight), title, gap);
                    bestSize = size;
                }
            }
            return Objects.requireNonNull(best);
        }

        Box map(int i) {
            double x = plot.x() + i % across * (mapWidth + gap);
            double y = plot.y() + (i / across + 1) * title + i / across * (mapHeight + gap / 2);
            return new Box(x, y, mapWidth, mapHeight);
        }

        boolean isLeftmost(int i) {
            return i % across == 0;
        }

        boolean isLowest(int i) {
            return i + across >= number;
        }
    }

    /** The name of a variant and its number of seeds; where that is too long it is said shorter, and the number stays. */
    private Entry title(PlottedCurve plotted, Box map) {
        double unit = style.unit;
        double symbol = 14 * unit;
        double room = map.width() - symbol;
        String whole = FigureWords.ofCurve(figure, plotted, Detail.SHORT);
        boolean fits = graphics.getFontMetrics(style.label).stringWidth(whole) <= room;
        Font font = fits ? style.label : style.tick;
        FontMetrics names = graphics.getFontMetrics(font);
        String fitting = fits ? whole : shortened(plotted, names, room);
        double baseline = map.y() - 4 * unit - names.getDescent();
        double middle = baseline - names.getAscent() * 0.35;
        MeanRenderer.drawMarker(graphics, style, plotted.curve().colour(), 4, map.x() + 5 * unit, middle, false);
        lettering.line(fitting, font, style.ink, map.x() + symbol, baseline);
        Box box =
                new Box(map.x(), baseline - names.getAscent(), symbol + names.stringWidth(fitting), names.getHeight());
        return new Entry(plotted.curve().id(), whole, box, false);
    }

    private static String shortened(PlottedCurve plotted, FontMetrics names, double room) {
        String seeds = ", " + number(plotted);
        if (names.stringWidth(seeds) > room / 2) {
            return Paragraph.fitting(plotted.curve().name(), names, room);
        }
        double left = Math.max(0, room - names.stringWidth(seeds));
        return Paragraph.fitting(Paragraph.fitting(plotted.curve().name(), names, left) + seeds, names, room);
    }

    private static String number(PlottedCurve plotted) {
        int fewest = plotted.fewestSeeds();
        int most = plotted.mostSeeds();
        return "N = " + (fewest == most ? "" : fewest + "\u2013") + most;
    }

    private Box cell(Box map, int column, int row) {
        double cellWidth = map.width() / columns.size();
        double cellHeight = map.height() / rows.size();
        double gap = Math.min(style.unit, 0.08 * Math.min(cellWidth, cellHeight));
        return new Box(map.x() + column * cellWidth, map.y() + row * cellHeight, cellWidth - gap, cellHeight - gap);
    }

    private List<Spot> cells(PlottedCurve plotted, Box map) {
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                fill(cell(map, column, row), style.shade);
            }
        }
        List<Spot> spots = new ArrayList<>();
        for (MeanPoint point : plotted.points()) {
            Box cell = cell(map, columns.indexOf(point.x()), rows.indexOf(point.name()));
            Color ground = bar.colour(point.summary().mean());
            fill(cell, ground);
            write(String.format(Locale.ROOT, "%.2f", point.summary().mean()), cell, HeatColours.ink(ground));
            spots.add(
                    new Spot(plotted.curve(), point, cell.x() + cell.width() / 2, cell.y() + cell.height() / 2, cell));
        }
        return spots;
    }

    private void fill(Box cell, Color paint) {
        graphics.setPaint(paint);
        graphics.fill(new Rectangle2D.Double(cell.x(), cell.y(), cell.width(), cell.height()));
    }

    /** In a cell, where there is room: the same for all cells, for all numbers are as long. */
    private void write(String number, Box cell, Color paint) {
        double wide = metrics.stringWidth(number);
        int tall = metrics.getAscent() - metrics.getDescent();
        if (wide + 4 * style.unit <= cell.width() && tall + 2 * style.unit <= cell.height()) {
            double baseline = cell.y() + (cell.height() + tall) / 2;
            lettering.line(number, style.tick, paint, cell.x() + (cell.width() - wide) / 2, baseline);
        }
    }

    private void nameRows(Box map) {
        double before = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < rows.size(); row++) {
            Box cell = cell(map, 0, row);
            double middle = cell.y() + cell.height() / 2;
            if (middle - before >= 0.9 * metrics.getHeight()) {
                before = middle;
                double x = map.x() - 5 * style.unit - metrics.stringWidth(rows.get(row));
                double baseline = middle + (metrics.getAscent() - metrics.getDescent()) / 2.0;
                lettering.line(rows.get(row), style.tick, style.ink, x, baseline);
            }
        }
    }

    private void nameColumns(Box map) {
        double free = Double.NEGATIVE_INFINITY;
        for (int column = 0; column < columns.size(); column++) {
            Box cell = cell(map, column, 0);
            String number = Numbers.exact(columns.get(column));
            double wide = metrics.stringWidth(number);
            double beyond = 4 * style.unit; // not so far that it comes near the numbers of the next map
            double middle = cell.x() + (cell.width() - wide) / 2;
            double x = Math.max(map.x() - beyond, Math.min(middle, map.right() + beyond - wide));
            if (x >= free) {
                free = x + wide + 6 * style.unit;
                lettering.line(number, style.tick, style.ink, x, map.bottom() + 5 * style.unit + metrics.getAscent());
            }
        }
    }

    private List<Integer> trained(Shade shade) {
        List<Integer> trained = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column) >= shade.from() && columns.get(column) <= shade.to()) {
                trained.add(column);
            }
        }
        return trained;
    }

    private void underlineTrained(Box map) {
        for (Shade shade : figure.shades()) {
            List<Integer> trained = trained(shade);
            if (!trained.isEmpty()) {
                double y = map.bottom() + 2 * style.unit;
                graphics.setPaint(style.quiet);
                graphics.setStroke(style.line(2));
                graphics.draw(new Line2D.Double(
                        cell(map, trained.getFirst(), 0).x() + style.unit,
                        y,
                        cell(map, trained.getLast(), 0).right() - style.unit,
                        y));
            }
        }
    }

    // --- below the maps ---

    /** Words below the maps: a hidden variant, or what is to be known. Its place is told from the left upper corner of all. */
    private record Note(String words, @Nullable PlottedCurve hidden, Box box) {}

    private List<Note> notes(double room) {
        List<Note> notes = new ArrayList<>();
        for (PlottedCurve plotted : all) {
            if (hidden.contains(plotted.curve().id())) {
                add(notes, FigureWords.ofCurve(figure, plotted, Detail.SHORT), plotted, room);
            }
        }
        if (visible.size() > maps.size()) {
            add(notes, "and " + (visible.size() - maps.size()) + " more: hide a map to see the next", null, room);
        }
        for (Shade shade : figure.shades()) {
            if (!trained(shade).isEmpty()) {
                add(notes, "line below: " + shade.words(), null, room);
            }
        }
        int cells = rows.size() * columns.size();
        if (maps.stream().anyMatch(plotted -> plotted.points().size() < cells) && cells > 0) {
            add(notes, "without a number: nothing was asked there", null, room);
        }
        return notes;
    }

    private void add(List<Note> notes, String words, @Nullable PlottedCurve curve, double room) {
        String fitting = Paragraph.fitting(words, metrics, room);
        double own = metrics.stringWidth(fitting);
        double tall = metrics.getHeight() + 2 * style.unit;
        double x = notes.isEmpty() ? 0 : notes.getLast().box.right() + 18 * style.unit;
        double y = notes.isEmpty() ? 0 : notes.getLast().box.y();
        boolean next = x > 0 && x + own > room;
        notes.add(new Note(fitting, curve, new Box(next ? 0 : x, next ? y + tall : y, own, tall)));
    }

    /** Draws them; the hidden variants among them can be shown again. */
    private List<Entry> drawNotes(List<Note> notes, double left, double top) {
        List<Entry> entries = new ArrayList<>();
        for (Note note : notes) {
            Box box = new Box(left + note.box.x(), top + note.box.y(), note.box.width(), note.box.height());
            lettering.line(note.words, style.tick, style.quiet, box.x(), box.y() + metrics.getAscent());
            if (note.hidden != null) {
                double middle = box.y() + metrics.getAscent() * 0.65;
                graphics.setStroke(style.line(1));
                graphics.draw(new Line2D.Double(box.x(), middle, box.right(), middle));
                entries.add(new Entry(note.hidden.curve().id(), note.words, box, true));
            }
        }
        return entries;
    }

    private void sayWhatToDo(Box room) {
        boolean allHidden = visible.isEmpty() && !all.isEmpty();
        String words = allHidden ? "Every variant is hidden; press a name below to see it." : figure.whenEmpty();
        FontMetrics names = graphics.getFontMetrics(style.label);
        List<String> lines = Paragraph.lines(words, names, room.width() * 0.8, 3);
        double y = room.y() + (room.height() - lines.size() * names.getHeight()) / 2;
        for (String line : lines) {
            double x = room.x() + (room.width() - names.stringWidth(line)) / 2;
            lettering.line(line, style.label, style.quiet, x, y + names.getAscent());
            y += names.getHeight();
        }
    }
}
