package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Curve.State;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.Figure.Kind;
import dev.braid.visuals.chart.figure.Figure.Rows;
import dev.braid.visuals.chart.figure.Observation;
import dev.braid.visuals.chart.figure.ReferenceLine;
import dev.braid.visuals.chart.figure.RunTrace;
import dev.braid.visuals.chart.figure.Samples;
import dev.braid.visuals.chart.figure.Scale;
import dev.braid.visuals.chart.figure.Shade;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Figures as the program shows them, made up. */
final class SampleFigures {
    private SampleFigures() {}

    static Figure empty() {
        return Figure.of(
                        Kind.SWEEP,
                        "Recall against context length",
                        Axis.of("Context length", "tokens", Scale.LOG2).withRange(64, 1024),
                        Axis.share("Recall"))
                .withSubtitle("Multi-query associative recall, validation accuracy of the last evaluation")
                .withReferences(List.of(ReferenceLine.flat("chance", 1 / 64.0)))
                .withShades(List.of(new Shade("trained at 64, 128, 256", 64, 256)))
                .withWhenEmpty("Press Train to draw the first points.")
                .withSpecification("{\"task\":\"recall\",\"lengths\":[64,128,256]}");
    }

    /** Recall of several variants; the last variants have fewer seeds at long lengths. */
    static Figure recall(int variants, int seeds, boolean partial) {
        String[] names = {"Merge-attention", "Mamba", "Sequential hybrid", "Attention w = 64", "Mamba-2", "Merge, late"
        };
        List<Curve> curves = new ArrayList<>();
        for (int v = 0; v < variants; v++) {
            List<Observation> observations = new ArrayList<>();
            for (int seed = 1; seed <= seeds; seed++) {
                Random random = new Random(100L * v + seed);
                for (int power = 6; power <= 10; power++) {
                    boolean missing = partial && (v + seed + power > 11 + (variants - v));
                    if (!missing) {
                        double length = Math.pow(2, power);
                        double fall = 1 / (1 + Math.exp((power - 9.6 + 0.7 * v) * 1.6));
                        double recall = v == 0
                                ? 0.995 - 0.002 * (power - 6) * random.nextDouble()
                                : Math.clamp(
                                        0.02 + 0.97 * fall + 0.05 * random.nextGaussian() * fall * (1.1 - fall) * 4,
                                        0,
                                        1);
                        observations.add(new Observation(length, recall, seed, "run-" + v + "-" + seed, 400));
                    }
                }
            }
            State state = partial && v > 0 ? State.UNFINISHED : State.FINISHED;
            curves.add(Curve.of("v" + v, names[v % names.length], v, observations, state));
        }
        return empty().withCurves(curves);
    }

    /** Loss over steps. */
    static Figure loss(int variants, int seeds, int steps, double smoothing) {
        List<Curve> curves = new ArrayList<>();
        for (int v = 0; v < variants; v++) {
            List<RunTrace> traces = new ArrayList<>();
            for (int seed = 1; seed <= seeds; seed++) {
                traces.add(new RunTrace("run-" + v + "-" + seed, seed, noise(v, seed, steps)));
            }
            curves.add(new Curve("v" + v, v == 0 ? "Merge-attention" : "Mamba " + v, v, traces));
        }
        return Figure.of(
                        Kind.TRACE,
                        "Training loss",
                        Axis.of("Step", "", Scale.LINEAR),
                        Axis.of("Loss", "nats", Scale.LINEAR))
                .withSubtitle("Cross-entropy at the answers, each step's batch")
                .withCurves(curves)
                .withSmoothing(smoothing)
                .withWhenEmpty("Press Train to draw the first points.");
    }

    static Samples noise(int variant, int seed, int steps) {
        double[] values = new double[steps];
        Random random = new Random(31L * variant + seed);
        for (int i = 0; i < steps; i++) {
            double t = (double) i / 2000 * (3 + variant);
            values[i] = (0.05 + 0.1 * variant + 4 * Math.exp(-t)) * Math.exp(0.25 * random.nextGaussian());
        }
        return new Samples() {
            @Override
            public int size() {
                return steps;
            }

            @Override
            public double x(int i) {
                return i + 1;
            }

            @Override
            public double value(int i) {
                return values[i];
            }

            @Override
            public long step(int i) {
                return i + 1L;
            }
        };
    }

    /** Recall of needles at tenths of the context; the variants see less and less far back. One cell was never asked. */
    static Figure heat(int variants, int seeds) {
        String[] names = {"Merge-attention", "Mamba", "Attention w = 64", "Sequential hybrid"};
        List<String> rows = new ArrayList<>();
        for (int depth = 0; depth < 100; depth += 10) {
            rows.add(depth + "\u2013" + (depth + 10) + " %");
        }
        List<Curve> curves = new ArrayList<>();
        for (int v = 0; v < variants; v++) {
            List<RunTrace> traces = new ArrayList<>();
            for (int seed = 1; seed <= seeds; seed++) {
                Random random = new Random(100L * v + seed);
                String run = "run-" + v + "-" + seed;
                for (int row = 0; row < rows.size(); row++) {
                    List<Observation> own = new ArrayList<>();
                    for (int length = 256; length <= 2048; length *= 2) {
                        double back = length * (1 - (row + 0.5) / 10);
                        double seen = 1 / (1 + Math.pow(back / (1600.0 / (1 + 2 * v)), 3));
                        double recall = Math.clamp(0.22 + 0.78 * seen + 0.03 * random.nextGaussian(), 0, 1);
                        if (v != 1 || row != 3 || length != 1024) {
                            own.add(new Observation(length, recall, seed, run, 400));
                        }
                    }
                    traces.add(new RunTrace(run, seed, rows.get(row), Samples.of(own)));
                }
            }
            String name = v < names.length ? names[v] : "Mamba, state size " + (8 << v);
            curves.add(new Curve("v" + v, name, v, traces));
        }
        return Figure.of(
                        Kind.HEAT,
                        "Recall by depth and context length",
                        Axis.of("Context length", "tokens", Scale.LOG2),
                        Axis.share("Recall"))
                .withRows(new Rows("Depth in the context", rows))
                .withSubtitle("Needles in text, validation while training, best so far")
                .withCurves(curves)
                .withReferences(List.of(ReferenceLine.flat("chance", 0.2125)))
                .withShades(List.of(new Shade("trained at 256, 512", 256, 512)))
                .withWhenEmpty("Press Train to draw the first points.");
    }

    static Figure pareto() {
        String[] names = {"Merge-attention", "Mamba", "Attention", "Sequential hybrid"};
        List<Curve> curves = new ArrayList<>();
        for (int v = 0; v < names.length; v++) {
            List<RunTrace> traces = new ArrayList<>();
            for (int size = 0; size < (v == 3 ? 1 : 3); size++) {
                for (int seed = 1; seed <= 3; seed++) {
                    Random random = new Random(7L * v + 13L * size + seed);
                    double bytes = (v == 1 ? 2048 : v == 2 ? 16384 : 4096) * Math.pow(2, size);
                    double recall = Math.min(
                            1, (v == 1 ? 0.3 : v == 0 ? 0.72 : 0.6) + 0.13 * size + 0.04 * random.nextGaussian());
                    String point = v == 1 ? "N = " + (16 << size) : "w = " + (32 << size);
                    traces.add(new RunTrace(
                            "run-" + v + size + seed,
                            seed,
                            v == 3 ? "" : point,
                            Samples.of(List.of(new Observation(bytes, recall, seed, "run-" + v + size + seed, 400)))));
                }
            }
            curves.add(new Curve("v" + v, names[v], v, traces));
        }
        return Figure.of(
                        Kind.PARETO,
                        "Recall against state",
                        Axis.of("State of a sequence", "bytes", Scale.LOG2),
                        Axis.share("Recall at 1024 tokens"))
                .withCurves(curves)
                .withReferences(List.of(ReferenceLine.flat("chance", 1 / 64.0)));
    }

    /** Five designs whose loss falls with the cost of their training, and a line through them. */
    static Figure scaling() {
        List<Curve> curves = new ArrayList<>();
        TreeMap<Double, Double> law = new TreeMap<>();
        for (int v = 0; v < 5; v++) {
            List<RunTrace> traces = new ArrayList<>();
            for (int seed = 1; seed <= 3; seed++) {
                double flops = 2e12 * Math.pow(3, v) * (1 + 0.02 * seed);
                double loss = 60 * Math.pow(flops, -0.12) * (1 + 0.015 * Math.sin(5 * v + seed));
                String run = "run-" + v + seed;
                traces.add(
                        new RunTrace(run, seed, "", Samples.of(List.of(new Observation(flops, loss, seed, run, 400)))));
            }
            law.put(2e12 * Math.pow(3, v), 60 * Math.pow(2e12 * Math.pow(3, v), -0.12));
            curves.add(new Curve("v" + v, "Mamba, width " + (32 << v), v, traces));
        }
        return Figure.of(
                        Kind.SCALING,
                        "Loss against training",
                        Axis.of("Training", "FLOPs", Scale.LOG10),
                        Axis.of("Mean loss", "nats", Scale.LOG10))
                .withSubtitle("loss goes with the power −0.120 (95 %: −0.131 to −0.109) over 5 designs")
                .withCurves(curves)
                .withReferences(List.of(new ReferenceLine("power law", law)));
    }
}
