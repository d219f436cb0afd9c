package dev.braid.visuals.chart.figure;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A figure as a table, comma separated: first the means that are drawn, then what every run has measured, then the lines to compare
 * with; of predictions, and of what a machine does, only those. Comment lines at the top say what it is and how it was made.
 */
public final class FigureTable {
    private static final String HEADER = "row,series,point,x,value,low,high,n,seeds,runs,step";

    private FigureTable() {}

    /** The table, lines ending in a line feed. */
    public static String csv(Figure figure) {
        StringBuilder csv = new StringBuilder();
        comment(csv, "", figure.title());
        comment(csv, "", figure.subtitle());
        comment(csv, "point: ", figure.rows().title());
        comment(csv, "x: ", figure.x().words() + unit(figure.x()));
        comment(csv, "value: ", figure.y().words() + unit(figure.y()));
        boolean seeds = figure.kind().seeds();
        comment(csv, "low and high: ", seeds ? figure.band().explanation() : "");
        if (figure.kind() == Figure.Kind.TRACE && figure.smoothing() > 0) {
            comment(
                    csv,
                    "rows mean are smoothed: ",
                    "exponential moving average, factor " + figure.smoothing() + "; rows run are as measured");
        }
        comment(csv, "runs: ", String.join(" ", figure.runs()));
        comment(csv, "specification: ", figure.specification());
        csv.append(HEADER).append('\n');
        for (PlottedCurve plotted : Preparation.whole(figure)) {
            plotted.points().forEach(point -> {
                if (seeds) {
                    mean(csv, plotted.curve(), point);
                } else {
                    single(
                            csv,
                            figure.kind() == Figure.Kind.PREDICTION ? "predicted" : "measured",
                            plotted.curve().name(),
                            point.x(),
                            point.summary().mean());
                }
            });
        }
        if (seeds) {
            figure.curves().forEach(curve -> curve.traces().forEach(trace -> run(csv, curve, trace)));
        }
        for (ReferenceLine line : figure.references()) {
            line.values()
                    .forEach((x, value) ->
                            single(csv, "reference", line.words(), line.isFlat() ? Double.NaN : x, value));
        }
        return csv.toString();
    }

    private static void comment(StringBuilder csv, String name, String text) {
        if (!text.isEmpty()) {
            csv.append("# ")
                    .append(name)
                    .append(text.strip().replaceAll("\\s+", " "))
                    .append('\n');
        }
    }

    private static String unit(Axis axis) {
        return axis.unit().equals("bytes") ? " (bytes)" : "";
    }

    private static void mean(StringBuilder csv, Curve curve, MeanPoint point) {
        List<Observation> behind = point.observations();
        long steps = behind.stream().mapToLong(Observation::step).distinct().count();
        row(
                csv,
                List.of(
                        "mean",
                        curve.name(),
                        point.name(),
                        number(point.x()),
                        number(point.summary().mean()),
                        number(point.summary().low()),
                        number(point.summary().high()),
                        Integer.toString(point.summary().count()),
                        behind.stream().map(each -> Long.toString(each.seed())).collect(Collectors.joining(" ")),
                        behind.stream().map(Observation::run).collect(Collectors.joining(" ")),
                        steps == 1 ? step(behind.getFirst().step()) : ""));
    }

    private static void run(StringBuilder csv, Curve curve, RunTrace trace) {
        Samples samples = trace.samples();
        for (int i = 0; i < samples.size(); i++) {
            row(
                    csv,
                    List.of(
                            "run",
                            curve.name(),
                            trace.point(),
                            number(samples.x(i)),
                            number(samples.value(i)),
                            "",
                            "",
                            "1",
                            Long.toString(trace.seed()),
                            trace.run(),
                            step(samples.step(i))));
        }
    }

    /** A number without seeds; it holds everywhere if x is not a number. */
    private static void single(StringBuilder csv, String row, String series, double x, double value) {
        String place = Double.isNaN(x) ? "" : number(x);
        row(csv, List.of(row, series, "", place, number(value), "", "", "", "", "", ""));
    }

    private static String step(long step) {
        return step == 0 ? "" : Long.toString(step);
    }

    private static void row(StringBuilder csv, List<String> cells) {
        csv.append(cells.stream().map(FigureTable::cell).collect(Collectors.joining(",")))
                .append('\n');
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** All digits; whole numbers without a point. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
