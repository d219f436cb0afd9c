package dev.braid.visuals.chart.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the runs of a figure into the points that are drawn: seeds into means, long traces into as many points as pixels. Numbers
 * that have no place in a figure (of a run that diverged, or not above 0 on a logarithmic axis) are left out.
 */
public final class Preparation {
    private final Figure figure;
    private final @Nullable DoubleUnaryOperator column;

    private Preparation(Figure figure, @Nullable DoubleUnaryOperator column) {
        this.figure = figure;
        this.column = column;
    }

    /**
     * The curves as they are drawn.
     *
     * @param column in which column of pixels an x falls; traces keep at most two points of each
     */
    public static List<PlottedCurve> of(Figure figure, DoubleUnaryOperator column) {
        return new Preparation(figure, column).curves();
    }

    /** The curves with every point that was measured, for tables. */
    public static List<PlottedCurve> whole(Figure figure) {
        return new Preparation(figure, null).curves();
    }

    private List<PlottedCurve> curves() {
        return figure.curves().stream()
                .map(curve -> switch (figure.kind()) {
                    case SWEEP, PREDICTION, MEASUREMENT -> sweep(curve);
                    case PARETO, SCALING -> pareto(curve);
                    case TRACE -> trace(curve);
                    case HEAT -> heat(curve);
                })
                .toList();
    }

    private PlottedCurve sweep(Curve curve) {
        Map<Double, List<Observation>> byX = new TreeMap<>();
        observations(curve)
                .forEach(named -> byX.computeIfAbsent(named.observation.x(), x -> new ArrayList<>())
                        .add(named.observation));
        List<MeanPoint> points = new ArrayList<>();
        byX.forEach((x, seeds) -> points.add(mean(x, "", seeds)));
        return new PlottedCurve(curve, points, List.of());
    }

    private PlottedCurve pareto(Curve curve) {
        Map<String, List<Observation>> byName = new LinkedHashMap<>();
        observations(curve)
                .forEach(named -> byName.computeIfAbsent(named.point, point -> new ArrayList<>())
                        .add(named.observation));
        List<MeanPoint> points = new ArrayList<>();
        byName.forEach((name, seeds) -> points.add(
                mean(seeds.stream().mapToDouble(Observation::x).average().orElse(0), name, seeds)));
        points.sort(Comparator.comparingDouble(MeanPoint::x));
        return new PlottedCurve(curve, points, List.of());
    }

    /** One point for each cell that something was measured in, row by row. */
    private PlottedCurve heat(Curve curve) {
        Map<String, Map<Double, List<Observation>>> cells = new LinkedHashMap<>();
        figure.rows().names().forEach(row -> cells.put(row, new TreeMap<>()));
        observations(curve).forEach(named -> {
            Map<Double, List<Observation>> row = cells.get(named.point);
            if (row != null) {
                row.computeIfAbsent(named.observation.x(), x -> new ArrayList<>())
                        .add(named.observation);
            }
        });
        List<MeanPoint> points = new ArrayList<>();
        cells.forEach((row, byX) -> byX.forEach((x, seeds) -> points.add(mean(x, row, seeds))));
        return new PlottedCurve(curve, points, List.of());
    }

    private MeanPoint mean(double x, String name, List<Observation> seeds) {
        double[] values = seeds.stream().mapToDouble(Observation::value).toArray();
        return new MeanPoint(
                x,
                name,
                Summary.of(figure.band(), values),
                seeds.stream()
                        .sorted(Comparator.comparingLong(Observation::seed))
                        .toList());
    }

    private record Named(String point, Observation observation) {}

    private Stream<Named> observations(Curve curve) {
        return curve.traces().stream().flatMap(trace -> {
            Samples samples = trace.samples();
            List<Named> own = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                if (hasPlace(samples.x(i), samples.value(i))) {
                    own.add(new Named(trace.point(), observation(trace, i)));
                }
            }
            return own.stream();
        });
    }

    private static Observation observation(RunTrace trace, int i) {
        Samples samples = trace.samples();
        return new Observation(samples.x(i), samples.value(i), trace.seed(), trace.run(), samples.step(i));
    }

    private boolean hasPlace(double x, double y) {
        return Double.isFinite(figure.x().scale().place(x))
                && Double.isFinite(figure.y().scale().place(y));
    }

    private PlottedCurve trace(Curve curve) {
        List<Strand> strands = curve.traces().stream()
                .map(Strand::new)
                .filter(strand -> strand.size > 0)
                .sorted(Comparator.comparingLong(strand -> strand.trace.seed()))
                .toList();
        if (strands.isEmpty()) {
            return new PlottedCurve(curve, List.of(), List.of());
        }
        List<PlottedCurve.Line> raw =
                figure.smoothing() > 0 ? strands.stream().map(Strand::rawLine).toList() : List.of();
        return new PlottedCurve(curve, means(strands), raw);
    }

    /** The means over the runs at the places of the longest of them. */
    private List<MeanPoint> means(List<Strand> strands) {
        Strand longest = strands.stream()
                .max(Comparator.comparingInt(strand -> strand.size))
                .orElseThrow();
        double[] mean = strands.size() == 1 ? longest.shown : new double[longest.size];
        if (strands.size() > 1) {
            int[] at = new int[strands.size()];
            for (int i = 0; i < longest.size; i++) {
                mean[i] = Arrays.stream(valuesAt(longest.x[i], strands, at))
                        .average()
                        .orElseThrow();
            }
        }
        int[] at = new int[strands.size()];
        List<MeanPoint> points = new ArrayList<>();
        for (int i : keep(longest.size, longest.x, mean)) {
            double x = longest.x[i];
            Summary summary = Summary.of(figure.band(), valuesAt(x, strands, at));
            List<Observation> observations = new ArrayList<>();
            for (int s = 0; s < strands.size(); s++) {
                if (strands.get(s).covers(x)) {
                    observations.add(strands.get(s).observation(at[s]));
                }
            }
            points.add(new MeanPoint(x, "", summary, observations));
        }
        return points;
    }

    /** What the runs that have come as far as x show there; {@code at} remembers how far each was read. */
    private static double[] valuesAt(double x, List<Strand> strands, int[] at) {
        double[] values = new double[strands.size()];
        int count = 0;
        for (int s = 0; s < strands.size(); s++) {
            Strand strand = strands.get(s);
            if (strand.covers(x)) {
                at[s] = strand.lastAtOrBefore(x, at[s]);
                values[count++] = strand.shownAt(x, at[s]);
            }
        }
        return Arrays.copyOf(values, count);
    }

    private int[] keep(int size, double[] x, double[] y) {
        DoubleUnaryOperator pixels = column;
        if (pixels == null) {
            int[] all = new int[size];
            Arrays.setAll(all, i -> i);
            return all;
        }
        double[] columns = new double[size];
        Arrays.setAll(columns, i -> pixels.applyAsDouble(x[i]));
        return Decimation.keep(size, i -> columns[i], i -> y[i]);
    }

    /** The numbers of one run that have a place in the figure, as measured and as shown. */
    private final class Strand {
        final RunTrace trace;
        final int size;
        final double[] x;
        final double[] measured;
        final double[] shown;
        private final int[] index;

        Strand(RunTrace trace) {
            this.trace = trace;
            Samples samples = trace.samples();
            double[] allX = new double[samples.size()];
            double[] allY = new double[samples.size()];
            int[] all = new int[samples.size()];
            int count = 0;
            for (int i = 0; i < allX.length; i++) {
                double x = samples.x(i);
                double y = samples.value(i);
                if (hasPlace(x, y)) {
                    allX[count] = x;
                    allY[count] = y;
                    all[count++] = i;
                }
            }
            size = count;
            x = Arrays.copyOf(allX, count);
            measured = Arrays.copyOf(allY, count);
            index = Arrays.copyOf(all, count);
            shown = figure.smoothing() > 0 ? smoothed(measured, figure.smoothing()) : measured;
        }

        boolean covers(double where) {
            return x[0] <= where && where <= x[size - 1];
        }

        int lastAtOrBefore(double where, int from) {
            int i = from;
            while (i + 1 < size && x[i + 1] <= where) {
                i++;
            }
            return i;
        }

        /** On the straight line between two measured places. */
        double shownAt(double where, int i) {
            if (x[i] == where || i + 1 == size) {
                return shown[i];
            }
            double share = (where - x[i]) / (x[i + 1] - x[i]);
            return shown[i] + share * (shown[i + 1] - shown[i]);
        }

        Observation observation(int i) {
            return Preparation.observation(trace, index[i]);
        }

        PlottedCurve.Line rawLine() {
            int[] kept = keep(size, x, measured);
            return new PlottedCurve.Line(
                    Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
                    Arrays.stream(kept).mapToDouble(i -> measured[i]).toArray());
        }
    }

    /** The exponential moving average with that factor, without its pull towards 0 at the beginning. */
    static double[] smoothed(double[] values, double factor) {
        double[] smoothed = new double[values.length];
        double average = 0;
        double weight = 0;
        for (int i = 0; i < values.length; i++) {
            average = factor * average + (1 - factor) * values[i];
            weight = factor * weight + (1 - factor);
            smoothed[i] = average / weight;
        }
        return smoothed;
    }
}
