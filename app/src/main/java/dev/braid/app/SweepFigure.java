package dev.braid.app;

import dev.braid.engine.cli.Figure;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepResult;
import dev.braid.engine.sweep.SweepResult.CurvePoint;
import dev.braid.engine.sweep.SweepResult.Measure;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.visuals.chart.FigureExport;
import dev.braid.visuals.chart.FigureFormat;
import dev.braid.visuals.chart.FigureSize;
import dev.braid.visuals.chart.Look;
import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure.Kind;
import dev.braid.visuals.chart.figure.Observation;
import dev.braid.visuals.chart.figure.ReferenceLine;
import dev.braid.visuals.chart.figure.Scale;
import dev.braid.visuals.chart.figure.Shade;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Hands what a sweep has found to the drawing of recall, or of bits a byte, against context length. */
final class SweepFigure implements Figure {
    @Override
    public void write(SweepResult result, Measure measure, Path file) throws IOException {
        FigureExport.write(file, FigureFormat.PNG, figure(result, measure), Look.PAPER, FigureSize.PAGE);
    }

    static dev.braid.visuals.chart.figure.Figure figure(SweepResult result, Measure measure) {
        SweepPlan plan = result.plan();
        Map<String, List<Observation>> byLabel = new LinkedHashMap<>();
        TreeMap<Double, Double> chance = new TreeMap<>();
        for (CurvePoint point : result.curve(measure)) {
            List<Observation> observations = byLabel.computeIfAbsent(point.label(), label -> new ArrayList<>());
            for (int i = 0; i < point.seeds().size(); i++) {
                observations.add(new Observation(
                        point.contextLength(),
                        point.values().get(i),
                        point.seeds().get(i),
                        point.runs().get(i),
                        0));
            }
            chance.put((double) point.contextLength(), point.chance());
        }
        List<Curve> curves = new ArrayList<>();
        byLabel.forEach((label, observations) ->
                curves.add(Curve.of(label, label, curves.size(), observations, Curve.State.FINISHED)));
        String task = TaskCatalog.task(plan.task()).title();
        return dev.braid.visuals.chart.figure.Figure.of(
                        Kind.SWEEP,
                        plan.question().isEmpty() ? task : plan.question(),
                        Axis.of("Context length", "tokens", Scale.LOG2),
                        measure == Measure.RECALL
                                ? Axis.share("Recall (accuracy)")
                                : Axis.of("Bits a byte", "", Scale.LINEAR))
                .withSubtitle(task + (measure == Measure.RECALL ? ", test accuracy" : ", test"))
                .withCurves(curves)
                .withReferences(
                        chance.isEmpty() || measure != Measure.RECALL
                                ? List.of()
                                : List.of(new ReferenceLine("chance", chance)))
                .withShades(trained(plan));
    }

    private static List<Shade> trained(SweepPlan plan) {
        List<Integer> lengths = plan.train().stream()
                .flatMap(List::stream)
                .map(Length::contextLength)
                .distinct()
                .sorted()
                .toList();
        return lengths.isEmpty()
                ? List.of()
                : List.of(new Shade(
                        "trained at " + lengths.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                        lengths.getFirst(),
                        lengths.getLast()));
    }
}
