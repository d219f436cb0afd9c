package dev.braid.app;

import dev.braid.engine.cli.Figure;
import dev.braid.engine.export.SafeFile;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepResult;
import dev.braid.engine.sweep.SweepResult.CurvePoint;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.visuals.chart.RecallFigure;
import dev.braid.visuals.chart.RecallFigure.Curve;
import dev.braid.visuals.chart.RecallFigure.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hands what a sweep has found to the drawing of recall against context length. */
final class SweepFigure implements Figure {
    @Override
    public void write(SweepResult result, Path file) throws IOException {
        SafeFile.write(file, figure(result).png());
    }

    private static RecallFigure figure(SweepResult result) {
        SweepPlan plan = result.plan();
        Map<String, List<CurvePoint>> byLabel = new LinkedHashMap<>();
        TreeMap<Integer, Double> chance = new TreeMap<>();
        for (CurvePoint point : result.curve()) {
            byLabel.computeIfAbsent(point.label(), label -> new ArrayList<>()).add(point);
            chance.put(point.contextLength(), point.chance());
        }
        List<Curve> curves = new ArrayList<>();
        byLabel.forEach((label, points) -> curves.add(curve(label, points)));
        List<Integer> trained = plan.train().stream()
                .flatMap(List::stream)
                .map(Length::contextLength)
                .toList();
        String task = TaskCatalog.task(plan.task()).title();
        String question = plan.question().isEmpty() ? task : plan.question();
        return new RecallFigure(
                question,
                task + ", test accuracy: mean over N seeds, band from the lowest to the highest seed",
                curves,
                chance,
                trained);
    }

    private static Curve curve(String label, List<CurvePoint> points) {
        int seeds =
                points.stream().mapToInt(point -> point.summary().count()).min().orElse(0);
        return new Curve(
                label,
                seeds,
                points.stream()
                        .sorted(Comparator.comparingInt(CurvePoint::contextLength))
                        .map(point -> new Point(
                                point.contextLength(),
                                point.summary().mean(),
                                point.summary().low(),
                                point.summary().high()))
                        .toList());
    }
}
