package dev.braid.visuals.chart.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A figure in words: what its legend says, what a point says, what a screen reader hears. */
public final class FigureWords {
    private FigureWords() {}

    /** How much a legend entry says. */
    public enum Detail {
        /** "Mamba (3 seeds, mean and range)". */
        FULL,
        /** "Mamba (3 seeds)": what lines and bands are is said once, by {@link #ofLines}. */
        SHORT
    }

    /** What the legend says of a curve. */
    public static String ofCurve(Figure figure, PlottedCurve plotted, Detail detail) {
        if (!figure.kind().seeds()) {
            boolean old = plotted.curve().state() == Curve.State.STALE;
            String why =
                    figure.kind() == Figure.Kind.PREDICTION ? " (as it could last run)" : " (before it was edited)";
            return plotted.curve().name() + (old ? why : "");
        }
        List<String> parts = new ArrayList<>();
        parts.add(seeds(plotted));
        if (detail == Detail.FULL) {
            if (plotted.mostSeeds() > 1) {
                parts.add(
                        figure.band() == Band.NONE
                                ? "mean"
                                : "mean and " + figure.band().words());
            }
            if (isSmoothed(figure) && !plotted.points().isEmpty()) {
                parts.add("smoothed " + Numbers.exact(figure.smoothing()));
            }
        }
        switch (plotted.curve().state()) {
            case FINISHED -> {}
            case UNFINISHED -> {
                if (plotted.mostSeeds() > 0) {
                    parts.add("so far");
                }
            }
            case STALE -> parts.add("stale: design edited since");
        }
        String separator = parts.size() == 2 && parts.get(1).equals("so far") ? " " : ", ";
        return plotted.curve().name() + " (" + String.join(separator, parts) + ")";
    }

    /** What lines and bands are, for all curves at once; "" if that goes without saying. */
    public static String ofLines(Figure figure, List<PlottedCurve> curves) {
        List<String> parts = new ArrayList<>();
        if (curves.stream().anyMatch(curve -> curve.mostSeeds() > 1)) {
            String lines = figure.kind().points() ? "points" : "lines";
            parts.add(lines + ": mean over seeds");
            if (figure.band() != Band.NONE) {
                String bands = figure.kind().points() ? "bars: " : "bands: ";
                parts.add(bands + figure.band().words());
            }
        }
        if (isSmoothed(figure) && !figure.isEmpty()) {
            parts.add("smoothed " + Numbers.exact(figure.smoothing()));
        }
        return String.join(", ", parts);
    }

    private static boolean isSmoothed(Figure figure) {
        return figure.kind() == Figure.Kind.TRACE && figure.smoothing() > 0;
    }

    private static String seeds(PlottedCurve plotted) {
        int fewest = plotted.fewestSeeds();
        int most = plotted.mostSeeds();
        if (most == 0) {
            return "no points yet";
        }
        if (fewest == most) {
            return most == 1 ? "1 seed" : most + " seeds";
        }
        return fewest + "\u2013" + most + " seeds";
    }

    /** Everything about a point, line by line: exact value, seeds, runs, step. */
    public static List<String> ofPoint(Figure figure, Curve curve, MeanPoint point) {
        Summary summary = point.summary();
        List<String> lines = new ArrayList<>();
        boolean cell = figure.kind() == Figure.Kind.HEAT;
        lines.add(curve.name() + (cell || point.name().isEmpty() ? "" : ", " + point.name()));
        if (cell) {
            lines.add(figure.rows().title() + " " + point.name());
        }
        lines.add(figure.x().title() + " " + Numbers.exact(point.x(), figure.x().unit()));
        String value = Numbers.exact(summary.mean(), figure.y().unit());
        if (summary.count() > 1) {
            lines.add(figure.y().title() + ": mean " + value + " of " + summary.count() + " seeds");
            if (summary.hasBand()) {
                lines.add(figure.band().words() + " " + Numbers.exact(summary.low()) + " to "
                        + Numbers.exact(summary.high(), figure.y().unit()));
            }
        } else {
            lines.add(figure.y().title() + " " + value + (isSmoothed(figure) ? " (smoothed)" : ""));
        }
        if (!figure.kind().seeds()) {
            return lines;
        }
        int told = 0;
        for (Observation observation : point.observations()) {
            if (++told > 8) {
                lines.add("and " + (point.observations().size() - 8) + " more");
                break;
            }
            lines.add(ofObservation(figure, observation));
        }
        return lines;
    }

    private static String ofObservation(Figure figure, Observation observation) {
        String text = "seed " + observation.seed() + ": "
                + Numbers.exact(observation.value(), figure.y().unit());
        if (observation.step() > 0) {
            text += " at step " + observation.step();
        }
        return observation.run().isEmpty() ? text : text + ", run " + shortened(observation.run());
    }

    private static String shortened(String run) {
        return run.length() > 12 ? run.substring(0, 12) + "\u2026" : run;
    }

    /** What a screen reader says instead of the picture. */
    public static String ofFigure(Figure figure) {
        return ofFigure(figure, Preparation.whole(figure));
    }

    /** What a screen reader says instead of the picture of these curves. */
    public static String ofFigure(Figure figure, List<PlottedCurve> curves) {
        String rows = figure.rows().title();
        String axes = figure.y().words() + " against " + lowered(figure.x().words())
                + (rows.isEmpty() ? "" : " and " + lowered(rows));
        StringBuilder text = new StringBuilder();
        if (!figure.title().isEmpty() && !axes.startsWith(figure.title())) {
            text.append(figure.title()).append(figure.title().matches(".*[.?!]") ? " " : ". ");
        }
        if (!figure.x().words().isEmpty()) {
            text.append(axes).append(". ");
        }
        if (figure.isEmpty()) {
            return text.append(figure.whenEmpty()).toString();
        }
        for (PlottedCurve plotted : curves) {
            if (figure.kind() == Figure.Kind.HEAT) {
                text.append(ofMap(figure, plotted)).append(". ");
                continue;
            }
            text.append(ofCurve(figure, plotted, Detail.FULL));
            if (!plotted.points().isEmpty()) {
                MeanPoint last = plotted.points().getLast();
                text.append(": ")
                        .append(Numbers.exact(last.summary().mean(), figure.y().unit()))
                        .append(" at ")
                        .append(Numbers.exact(last.x(), figure.x().unit()));
            }
            text.append(". ");
        }
        for (ReferenceLine line : figure.references()) {
            text.append(ofReference(line)).append(". ");
        }
        return text.toString().strip();
    }

    /** The mean of a heat map, and its best and worst cell. */
    private static String ofMap(Figure figure, PlottedCurve plotted) {
        String name = ofCurve(figure, plotted, Detail.SHORT);
        Comparator<MeanPoint> byValue =
                Comparator.comparingDouble(point -> point.summary().mean());
        if (plotted.points().isEmpty()) {
            return name;
        }
        double mean = plotted.points().stream()
                .mapToDouble(point -> point.summary().mean())
                .average()
                .orElse(0);
        return name + ": " + Numbers.exact(mean, figure.y().unit()) + " on average, lowest "
                + ofCell(figure, Collections.min(plotted.points(), byValue)) + ", highest "
                + ofCell(figure, Collections.max(plotted.points(), byValue));
    }

    private static String ofCell(Figure figure, MeanPoint point) {
        return Numbers.exact(point.summary().mean(), figure.y().unit()) + " at "
                + Numbers.exact(point.x(), figure.x().unit()) + ", "
                + lowered(figure.rows().title()) + " "
                + point.name();
    }

    private static String lowered(String words) {
        return words.isEmpty() ? "" : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    /** What stands beside a reference line: "chance 0.01". */
    public static String ofReference(ReferenceLine line) {
        if (!line.isFlat()) {
            return line.words();
        }
        double value = line.values().firstEntry().getValue();
        return line.words() + " "
                + (Math.abs(value) < 1 ? Numbers.exact(Math.round(value * 1000) / 1000.0) : Numbers.exact(value));
    }
}
