package dev.braid.visuals.chart;

import dev.braid.visuals.chart.DrawnFigure.Spot;
import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.Figure.Kind;
import dev.braid.visuals.chart.figure.FigureWords;
import dev.braid.visuals.chart.figure.MeanPoint;
import dev.braid.visuals.chart.figure.ParetoFront;
import dev.braid.visuals.chart.figure.PlottedCurve;
import dev.braid.visuals.chart.figure.Preparation;
import dev.braid.visuals.chart.figure.ReferenceLine;
import dev.braid.visuals.chart.figure.Scale;
import dev.braid.visuals.chart.figure.Shade;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultIntervalXYDataset;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * Draws a figure on any Graphics2D: the screen's pixels, a PNG, an SVG or a PDF are all drawn here. JFreeChart draws what lies between
 * the axes and the axes themselves; title, legend and the words in the plot are laid out here, so that no words lie on others.
 */
final class FigureDrawing {
    /** The right upper corner is left to the screen's menu, in pictures too: they are the same picture. */
    static final double MENU = 18;

    /** A plot lower than this leaves the names of its axes to the title. */
    static final double LOWEST_NAMED = 75;

    private final Graphics2D graphics;
    private final Figure figure;
    private final Set<String> hidden;
    private final double width;
    private final double height;
    private final Style style;
    private final Lettering lettering;
    private final Extent extent;
    private final List<PlottedCurve> all;
    private final List<PlottedCurve> shown;
    private boolean named = true;

    private FigureDrawing(
            Graphics2D graphics, Figure figure, Set<String> hidden, Look look, double width, double height) {
        this.graphics = graphics;
        this.figure = figure;
        this.hidden = hidden;
        this.width = width;
        this.height = height;
        style = new Style(look, width, height);
        lettering = new Lettering(graphics, style);
        extent = Extent.ofX(figure.without(hidden));
        double columns = width * graphics.getTransform().getScaleX();
        Scale scale = figure.x().scale();
        all = Preparation.of(figure, x -> (scale.place(x) - extent.low()) / (extent.high() - extent.low()) * columns);
        shown = all.stream()
                .filter(plotted -> !hidden.contains(plotted.curve().id()))
                .toList();
    }

    /**
     * Draws a figure.
     *
     * @param hidden ids of curves of which only the legend is drawn, struck out
     * @param width of the figure; the graphics may scale it to more pixels
     * @param height of the figure
     * @return where things came to lie
     */
    static DrawnFigure draw(
            Graphics2D graphics, Figure figure, Set<String> hidden, Look look, double width, double height) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        return figure.kind() == Kind.HEAT
                ? new HeatDrawing(graphics, figure, hidden, look, width, height).draw()
                : new FigureDrawing(graphics, figure, hidden, look, width, height).draw();
    }

    private DrawnFigure draw() {
        double unit = style.unit;
        double pad = 10 * unit;
        double top = lettering.heading(figure, pad, pad, width - 2 * pad - MENU, height);
        Legend legend = new Legend(graphics, figure, all, hidden, style, width - 2 * pad);
        double bottom = height - pad - legend.height();

        ScaleAxis x = xAxis();
        ScaleAxis y = yAxis(bottom - top);
        named = bottom - belowAxis() - top >= LOWEST_NAMED * unit;
        double below = belowAxis();
        double plotHeight = Math.max(10, bottom - below - top);
        double beside = y.widest(graphics, y.ticks(graphics, plotHeight, false)) + nameHeight() + 16 * unit;
        double half = x.widest(graphics, x.ticks(graphics, width - beside - 2 * pad, true)) / 2;
        double right = Math.max(pad, half + 3 * unit);
        Box plot = new Box(pad + beside, top, Math.max(10, width - pad - beside - right), plotHeight);

        XYPlot chart = chart(x, y, beside, below);
        List<Spot> spots = spots(x, y, plot);
        addCurves(chart, spots);
        Rectangle2D area = new Rectangle2D.Double(pad, top, beside + plot.width(), plotHeight + below);
        chart.draw(graphics, area, null, null, null);
        if (named) {
            lettering.nameAxes(figure.x().words(), figure.y().words(), plot, pad, plot.bottom() + below);
        }
        words(x, y, plot, spots);
        List<DrawnFigure.Entry> entries = legend.draw(graphics, pad, bottom);
        return new DrawnFigure(plot, spots, entries, FigureWords.ofFigure(figure.without(hidden), shown));
    }

    private double belowAxis() {
        return graphics.getFontMetrics(style.tick).getHeight() + nameHeight() + (named ? 17 : 10) * style.unit;
    }

    private double nameHeight() {
        return named ? graphics.getFontMetrics(style.label).getHeight() : 0;
    }

    private ScaleAxis xAxis() {
        double margin = figure.kind() == Kind.TRACE ? 0 : 9 * style.unit / Math.max(100, width - 80 * style.unit);
        return axis(figure.x(), extent, margin, margin);
    }

    private ScaleAxis yAxis(double room) {
        boolean trace = figure.kind() == Kind.TRACE;
        double inside = Math.max(80, room - belowAxis());
        double margin = (trace ? 3 : 7) * style.unit / inside;
        double words = figure.shades().isEmpty()
                ? margin
                : (graphics.getFontMetrics(style.note).getHeight() + 12 * style.unit) / inside;
        return axis(figure.y(), Extent.ofY(figure, shown), margin, words);
    }

    private ScaleAxis axis(Axis axis, Extent places, double marginLow, double marginHigh) {
        ScaleAxis drawn = new ScaleAxis(axis, places.low(), places.high(), marginLow, marginHigh, style);
        double unit = style.unit;
        drawn.setTickLabelInsets(new RectangleInsets(3 * unit, 4 * unit, 1 * unit, 4 * unit));
        return drawn;
    }

    private XYPlot chart(ScaleAxis x, ScaleAxis y, double beside, double below) {
        XYPlot chart = new XYPlot(null, x, y, null);
        chart.setInsets(RectangleInsets.ZERO_INSETS);
        chart.setAxisOffset(RectangleInsets.ZERO_INSETS);
        chart.setBackgroundPaint(null);
        chart.setOutlineVisible(false);
        chart.setDomainGridlinesVisible(false);
        chart.setRangeGridlinePaint(style.grid);
        chart.setRangeGridlineStroke(style.line(0.8));
        chart.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        chart.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        AxisSpace left = new AxisSpace();
        left.add(beside, RectangleEdge.LEFT);
        chart.setFixedRangeAxisSpace(left);
        AxisSpace bottom = new AxisSpace();
        bottom.add(below, RectangleEdge.BOTTOM);
        chart.setFixedDomainAxisSpace(bottom);
        for (Shade shade : figure.shades()) {
            double from = figure.x().scale().place(shade.from());
            double to = figure.x().scale().place(shade.to());
            chart.addDomainMarker(
                    from < to
                            ? new IntervalMarker(from, to, style.shade, style.line(1), null, null, 1f)
                            : new ValueMarker(from, style.grid, style.line(1.5), null, null, 1f),
                    Layer.BACKGROUND);
        }
        return chart;
    }

    private void addCurves(XYPlot chart, List<Spot> spots) {
        add(chart, references(), referenceRenderer());
        if (figure.kind().points()) {
            if (figure.kind() == Kind.PARETO) {
                add(chart, front(), frontRenderer());
            }
            add(chart, means(), paretoRenderer());
        } else {
            add(chart, raw(), rawRenderer());
            boolean markers = figure.kind().markers();
            double[] rims = markers ? Rims.of(shown, spots, style.unit) : new double[shown.size()];
            add(chart, means(), new MeanRenderer(shown, markers, rims, style));
        }
    }

    private static void add(XYPlot chart, org.jfree.data.xy.XYDataset data, XYItemRenderer renderer) {
        int index = chart.getDatasetCount();
        chart.setDataset(index, data);
        chart.setRenderer(index, renderer);
    }

    private DefaultXYDataset references() {
        DefaultXYDataset data = new DefaultXYDataset();
        Scale scale = figure.x().scale();
        for (int i = 0; i < figure.references().size(); i++) {
            ReferenceLine line = figure.references().get(i);
            List<double[]> points = new ArrayList<>();
            if (line.isFlat()) {
                double value =
                        figure.y().scale().place(line.values().firstEntry().getValue());
                points.add(new double[] {extent.low() - extent.length(), value});
                points.add(new double[] {extent.high() + extent.length(), value});
            } else {
                line.values()
                        .forEach((x, value) -> points.add(
                                new double[] {scale.place(x), figure.y().scale().place(value)}));
            }
            data.addSeries(i, columns(points));
        }
        return data;
    }

    private static double[][] columns(List<double[]> points) {
        double[][] columns = new double[2][points.size()];
        for (int i = 0; i < points.size(); i++) {
            columns[0][i] = points.get(i)[0];
            columns[1][i] = points.get(i)[1];
        }
        return columns;
    }

    private XYLineAndShapeRenderer referenceRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDefaultPaint(style.quiet);
        renderer.setAutoPopulateSeriesPaint(false);
        renderer.setDefaultStroke(style.dotted(1.4));
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setDrawSeriesLineAsPath(true);
        return renderer;
    }

    private DefaultXYDataset raw() {
        DefaultXYDataset data = new DefaultXYDataset();
        int series = 0;
        for (PlottedCurve plotted : shown) {
            for (PlottedCurve.Line line : plotted.raw()) {
                double[][] places = new double[2][line.x().length];
                for (int i = 0; i < line.x().length; i++) {
                    places[0][i] = figure.x().scale().place(line.x()[i]);
                    places[1][i] = figure.y().scale().place(line.y()[i]);
                }
                data.addSeries(series++, places);
            }
        }
        return data;
    }

    private XYLineAndShapeRenderer rawRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setDefaultStroke(style.jagged(0.8));
        renderer.setAutoPopulateSeriesStroke(false);
        int series = 0;
        for (PlottedCurve plotted : shown) {
            for (int i = 0; i < plotted.raw().size(); i++) {
                renderer.setSeriesPaint(
                        series++, style.faint(style.colour(plotted.curve().colour()), 0.28));
            }
        }
        return renderer;
    }

    private DefaultIntervalXYDataset means() {
        DefaultIntervalXYDataset data = new DefaultIntervalXYDataset();
        Scale xs = figure.x().scale();
        Scale ys = figure.y().scale();
        for (int s = 0; s < shown.size(); s++) {
            List<MeanPoint> points = shown.get(s).points();
            double[][] places = new double[6][points.size()];
            for (int i = 0; i < points.size(); i++) {
                MeanPoint point = points.get(i);
                double x = xs.place(point.x());
                double lowest = extentFloor(ys);
                places[0][i] = x;
                places[1][i] = x;
                places[2][i] = x;
                places[3][i] = ys.place(point.summary().mean());
                places[4][i] = Math.max(lowest, finite(ys.place(point.summary().low()), lowest));
                places[5][i] = ys.place(point.summary().high());
            }
            data.addSeries(s, places);
        }
        return data;
    }

    /** Below everything that is drawn; where the lower edge of a band has no place on a logarithmic axis. */
    private static double extentFloor(Scale scale) {
        return scale.isLogarithmic() ? -60 : -Double.MAX_VALUE;
    }

    private static double finite(double place, double otherwise) {
        return Double.isFinite(place) ? place : otherwise;
    }

    private XYErrorRenderer paretoRenderer() {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setErrorStroke(style.line(1.2));
        renderer.setCapLength(5 * style.unit);
        for (int i = 0; i < shown.size(); i++) {
            int colour = shown.get(i).curve().colour();
            renderer.setSeriesPaint(i, style.colour(colour));
            renderer.setSeriesShape(i, style.marker(colour, 5));
            renderer.setSeriesLinesVisible(i, Boolean.TRUE);
            renderer.setSeriesStroke(i, style.line(0.8));
        }
        return renderer;
    }

    private DefaultXYDataset front() {
        DefaultXYDataset data = new DefaultXYDataset();
        List<double[]> steps = frontSteps();
        if (steps.size() > 1) {
            data.addSeries("front", columns(steps));
        }
        return data;
    }

    /** The front as stairs: what is reachable with that much of x. */
    private List<double[]> frontSteps() {
        List<double[]> steps = new ArrayList<>();
        double previous = Double.NaN;
        for (MeanPoint point : ParetoFront.of(figure, shown)) {
            double x = figure.x().scale().place(point.x());
            double y = figure.y().scale().place(point.summary().mean());
            if (!steps.isEmpty()) {
                steps.add(new double[] {x, previous});
            }
            steps.add(new double[] {x, y});
            previous = y;
        }
        return steps;
    }

    private XYLineAndShapeRenderer frontRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, style.quiet);
        renderer.setSeriesStroke(0, style.dashed(1.1));
        renderer.setDrawSeriesLineAsPath(true);
        return renderer;
    }

    private List<Spot> spots(ScaleAxis x, ScaleAxis y, Box plot) {
        List<Spot> spots = new ArrayList<>();
        for (PlottedCurve plotted : shown) {
            for (MeanPoint point : plotted.points()) {
                spots.add(new Spot(
                        plotted.curve(),
                        point,
                        pixelX(x, plot, figure.x().scale().place(point.x())),
                        pixelY(y, plot, figure.y().scale().place(point.summary().mean()))));
            }
        }
        return spots;
    }

    static double pixelX(ScaleAxis axis, Box plot, double place) {
        return plot.x() + (place - axis.getLowerBound()) / axis.getRange().getLength() * plot.width();
    }

    static double pixelY(ScaleAxis axis, Box plot, double place) {
        return plot.bottom() - (place - axis.getLowerBound()) / axis.getRange().getLength() * plot.height();
    }

    private void words(ScaleAxis x, ScaleAxis y, Box plot, List<Spot> spots) {
        WordsInPlot words = new WordsInPlot(graphics, figure, style, plot, x, y);
        words.avoid(spots);
        if (figure.isEmpty()) {
            words.sayWhatToDo();
        }
        words.nameShades();
        words.nameReferences();
        if (figure.kind() == Kind.PARETO) {
            List<double[]> steps = frontSteps();
            words.avoidFront(steps);
            words.nameSpots(spots);
            words.nameFront(steps);
        } else if (figure.kind() == Kind.SCALING) {
            words.nameSpots(spots);
        }
    }
}
