package dev.braid.visuals.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Recall against context length: the mean over seeds as a line with markers, the lowest to the highest seed as a band,
 * chance as a dotted line, the lengths of training shaded. Colours are those of Okabe and Ito, which the colour-blind
 * tell apart; each curve has a marker shape of its own besides. Needs no display.
 *
 * @param title what was asked
 * @param subtitle what the lines and bands are
 * @param curves one for each variant
 * @param chance accuracy of guessing by context length
 * @param trainingLengths context lengths that were trained on, in tokens
 */
public record RecallFigure(
        String title,
        String subtitle,
        List<Curve> curves,
        SortedMap<Integer, Double> chance,
        List<Integer> trainingLengths) {
    /** Pixels. */
    private static final int WIDTH = 1600;

    private static final int HEIGHT = 1000;
    private static final String FONT = Font.SANS_SERIF;
    private static final Color INK = new Color(0x22, 0x22, 0x22);
    private static final Color GREY = new Color(0x6b, 0x6b, 0x6b);
    private static final Color TRAINED = new Color(0xf3, 0xf3, 0xf3);
    private static final List<Color> COLOURS = List.of(
            new Color(0x00, 0x72, 0xb2),
            new Color(0xd5, 0x5e, 0x00),
            new Color(0x00, 0x9e, 0x73),
            new Color(0xcc, 0x79, 0xa7),
            new Color(0xe6, 0x9f, 0x00),
            new Color(0x56, 0xb4, 0xe9),
            new Color(0x00, 0x00, 0x00));

    public RecallFigure {
        curves = List.copyOf(curves);
        chance = new TreeMap<>(chance);
        trainingLengths = trainingLengths.stream().distinct().sorted().toList();
    }

    /**
     * The curve of one variant.
     *
     * @param name what the legend calls it
     * @param seeds N, how many runs the mean is over
     * @param points in order of their length
     */
    public record Curve(String name, int seeds, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /**
     * A point of a curve.
     *
     * @param contextLength L in tokens
     * @param mean of accuracy over seeds, in [0, 1]
     * @param low the lowest seed
     * @param high the highest seed
     */
    public record Point(int contextLength, double mean, double low, double high) {}

    /** The picture as a PNG file's bytes, 1600 × 1000 pixels. */
    public byte[] png() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        try {
            chart().draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private JFreeChart chart() {
        XYPlot plot = new XYPlot(recall(), lengthAxis(), accuracyAxis(), renderer());
        plot.setDataset(1, chanceLine());
        plot.setRenderer(1, chanceRenderer());
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.REVERSE);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(new Color(0xdd, 0xdd, 0xdd));
        plot.setRangeGridlineStroke(new BasicStroke(1.5f));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        markTraining(plot);
        labelChance(plot);

        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(28, 30, 22, 44));
        chart.addSubtitle(heading(title, new Font(FONT, Font.BOLD, 32), INK, 6));
        chart.addSubtitle(heading(subtitle, new Font(FONT, Font.PLAIN, 24), GREY, 22));
        LegendTitle legend = new LegendTitle(plot.getRenderer());
        legend.setItemFont(new Font(FONT, Font.PLAIN, 26));
        legend.setItemPaint(INK);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setItemLabelPadding(new RectangleInsets(2, 6, 2, 34));
        legend.setPadding(new RectangleInsets(16, 0, 0, 0));
        chart.addSubtitle(legend);
        return chart;
    }

    private static TextTitle heading(String text, Font font, Color colour, double below) {
        TextTitle heading = new TextTitle(text, font);
        heading.setPaint(colour);
        heading.setHorizontalAlignment(HorizontalAlignment.LEFT);
        heading.setTextAlignment(HorizontalAlignment.LEFT);
        heading.setPadding(new RectangleInsets(0, 0, below, 0));
        heading.setExpandToFitSpace(true);
        return heading;
    }

    private YIntervalSeriesCollection recall() {
        YIntervalSeriesCollection dataset = new YIntervalSeriesCollection();
        for (Curve curve : curves) {
            YIntervalSeries series = new YIntervalSeries(curve.name + " (N = " + curve.seeds + ")");
            curve.points.forEach(point -> series.add(point.contextLength, point.mean, point.low, point.high));
            dataset.addSeries(series);
        }
        return dataset;
    }

    private DeviationRenderer renderer() {
        DeviationRenderer renderer = new DeviationRenderer(true, true);
        renderer.setAlpha(0.18f);
        for (int i = 0; i < curves.size(); i++) {
            Color colour = COLOURS.get(i % COLOURS.size());
            renderer.setSeriesPaint(i, colour);
            renderer.setSeriesFillPaint(i, colour);
            // curves that lie on each other all show: the first is the widest and lies below
            renderer.setSeriesStroke(i, new BasicStroke(stroke(i), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            renderer.setSeriesShape(i, marker(i, 16 - 2 * Math.min(i, 3)));
        }
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setUseOutlinePaint(false);
        return renderer;
    }

    private static float stroke(int series) {
        float[] widths = {10f, 7f, 4.5f, 3f}; // a rim of whole pixels stays visible on both sides of the curve above
        return widths[Math.min(series, 3)];
    }

    /** Circle, square, triangle, diamond, in turn. */
    private static Shape marker(int series, double radius) {
        return switch (series % 4) {
            case 0 -> new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
            case 1 -> new Rectangle2D.Double(-0.85 * radius, -0.85 * radius, 1.7 * radius, 1.7 * radius);
            case 2 -> polygon(radius * 1.1, 3, -Math.PI / 2);
            default -> polygon(radius * 1.1, 4, -Math.PI / 2);
        };
    }

    private static Shape polygon(double radius, int corners, double first) {
        Path2D.Double path = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double angle = first + 2 * Math.PI * i / corners;
            double x = radius * Math.cos(angle);
            double y = radius * Math.sin(angle);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        return path;
    }

    private XYSeriesCollection chanceLine() {
        XYSeries series = new XYSeries("chance");
        chance.forEach(series::add);
        return new XYSeriesCollection(series);
    }

    private static XYLineAndShapeRenderer chanceRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, GREY);
        renderer.setSeriesStroke(
                0, new BasicStroke(3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1f, new float[] {1f, 9f}, 0f));
        return renderer;
    }

    private void labelChance(XYPlot plot) {
        Map.Entry<Integer, Double> first = chance.firstEntry();
        if (first == null) {
            return;
        }
        double value = first.getValue();
        String text = String.format(Locale.ROOT, value < 0.1 ? "chance %.3f" : "chance %.2f", value);
        XYTextAnnotation label = new XYTextAnnotation(text, first.getKey(), value + 0.012);
        label.setFont(new Font(FONT, Font.ITALIC, 22));
        label.setPaint(GREY);
        label.setTextAnchor(TextAnchor.BOTTOM_LEFT);
        plot.addAnnotation(label);
    }

    private void markTraining(XYPlot plot) {
        if (trainingLengths.isEmpty()) {
            return;
        }
        int first = trainingLengths.getFirst();
        int last = trainingLengths.getLast();
        Marker marker = first == last
                ? new ValueMarker(first, new Color(0xcc, 0xcc, 0xcc), new BasicStroke(2f))
                : new IntervalMarker(first, last, TRAINED);
        marker.setAlpha(1f);
        marker.setLabel(
                "trained at " + trainingLengths.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        marker.setLabelFont(new Font(FONT, Font.ITALIC, 22));
        marker.setLabelPaint(GREY);
        marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
        marker.setLabelOffset(new RectangleInsets(4, 10, 4, 10));
        plot.addDomainMarker(marker, Layer.BACKGROUND);
    }

    private LogAxis lengthAxis() {
        LogAxis axis = new LogAxis("Context length (tokens)");
        axis.setBase(2);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        axis.setMinorTickMarksVisible(false);
        List<Integer> lengths = new ArrayList<>(trainingLengths);
        curves.forEach(curve -> curve.points.forEach(point -> lengths.add(point.contextLength)));
        IntStream all = lengths.stream().mapToInt(Integer::intValue);
        var range = all.summaryStatistics();
        if (range.getCount() > 0) {
            double margin = Math.pow(2, 0.12);
            axis.setRange(range.getMin() / margin, range.getMax() * margin);
        }
        style(axis);
        return axis;
    }

    private static NumberAxis accuracyAxis() {
        NumberAxis axis = new NumberAxis("Recall (accuracy)");
        axis.setRange(0, 1.09);
        axis.setTickUnit(
                new NumberTickUnit(0.2, new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT))));
        style(axis);
        return axis;
    }

    private static void style(ValueAxis axis) {
        axis.setLabelFont(new Font(FONT, Font.PLAIN, 28));
        axis.setLabelPaint(INK);
        axis.setTickLabelFont(new Font(FONT, Font.PLAIN, 24));
        axis.setTickLabelPaint(INK);
        axis.setAxisLineStroke(new BasicStroke(2f));
        axis.setAxisLinePaint(INK);
        axis.setTickMarkPaint(INK);
        axis.setTickMarkStroke(new BasicStroke(2f));
        axis.setTickMarkOutsideLength(8f);
        axis.setTickLabelInsets(new RectangleInsets(14, 12, 6, 12));
        axis.setLabelInsets(new RectangleInsets(8, 8, 8, 8));
    }
}
