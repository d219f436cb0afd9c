package dev.braid.app.training;

import dev.braid.app.training.Shown.Moment;
import dev.braid.app.training.Shown.When;
import dev.braid.engine.task.Slice;
import dev.braid.engine.train.event.PointResult;
import dev.braid.engine.train.event.PointResult.SliceResult;
import dev.braid.visuals.chart.figure.Figure.Rows;
import dev.braid.visuals.chart.figure.Observation;
import dev.braid.visuals.chart.figure.RunTrace;
import dev.braid.visuals.chart.figure.Samples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Recall of runs where something stands at a depth in the context, such as needles: the cells of a heat map. */
final class DepthMaps {
    private static final int STEP = 10;

    /** Tenths of the context, its beginning above; what the engine calls 10 is all up to there. */
    static final Rows ROWS = new Rows(
            "Depth in the context",
            IntStream.rangeClosed(1, STEP).mapToObj(tenth -> row(STEP * tenth)).toList());

    private final When when;
    private long labels;
    private long cells;

    DepthMaps(When when) {
        this.when = when;
    }

    private static String row(int depth) {
        return depth - STEP + "\u2013" + depth + " %";
    }

    /** For each name of the measured points one trace for each run and depth; none where nothing was asked at a depth. */
    Map<String, List<RunTrace>> traces(RunGroup group) {
        boolean test = when.moment() == Moment.BEST && group.tested();
        Map<String, List<RunTrace>> byName = new LinkedHashMap<>();
        for (RunData run : group.shown()) {
            long seed = run.spec().settings().seed();
            long step = when.stepOf(run, test);
            Map<String, Map<Integer, List<Observation>>> depths = new LinkedHashMap<>();
            for (PointResult point : when.points(run, test)) {
                for (SliceResult slice : point.slices()) {
                    if (slice.slice().equals(Slice.DEPTH.id())) {
                        labels += slice.labels();
                        cells++;
                        depths.computeIfAbsent(point.name(), name -> new TreeMap<>())
                                .computeIfAbsent(slice.value(), depth -> new ArrayList<>())
                                .add(new Observation(point.contextLength(), slice.accuracy(), seed, run.id(), step));
                    }
                }
            }
            depths.forEach((name, byDepth) -> byDepth.forEach((depth, observations) -> {
                observations.sort(Comparator.comparingDouble(Observation::x));
                byName.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(new RunTrace(run.id(), seed, row(depth), Samples.of(observations)));
            }));
        }
        return byName;
    }

    /** On how much a cell rests, of all traces that were made. */
    String asked() {
        return cells == 0
                ? ""
                : "; the context begins at the top, a cell rests on about "
                        + Numbers.grouped(Math.round((double) labels / cells)) + " answer tokens of each seed";
    }
}
