package dev.braid.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.app.training.Shown.When;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlan.Variant;
import dev.braid.engine.train.TrainingSettings;
import dev.braid.engine.train.event.PointResult;
import dev.braid.engine.train.event.PointResult.SliceResult;
import dev.braid.engine.train.event.RunEvent.Evaluated;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.FigureTable;
import dev.braid.visuals.chart.figure.MeanPoint;
import dev.braid.visuals.chart.figure.Preparation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers in figures, from runs whose numbers are known. */
class RunFiguresTest {
    @TempDir
    Path folder;

    private static RunData run(String task, long seed, PointResult... points) {
        Variant variant = new Variant("Tiny", TinyTraining.design(), List.of());
        SweepPlan plan = new SweepPlan(
                "",
                List.of(variant),
                task,
                Map.of(),
                List.of(List.of(Length.of(256))),
                List.of(List.of(Length.of(256), Length.of(512))),
                List.of(0.001),
                List.of(seed),
                false,
                TrainingSettings.standard());
        RunSpec spec = plan.spec(variant, 0, 0.001, seed);
        List<Evaluated> evaluations = points.length == 0 ? List.of() : List.of(new Evaluated(100, 1, List.of(points)));
        return new RunData("run" + seed, spec, RunData.State.RUNNING, evaluations, null, new ArrayList<>(), null);
    }

    /** A point with the recall at the first and at the last tenth. */
    private static PointResult point(int length, double first, double last) {
        return new PointResult(
                "",
                length,
                (first + last) / 2,
                1,
                32,
                0.2125,
                List.of(
                        new SliceResult("distance", 128, 0.5, 1, 32),
                        new SliceResult("depth", 10, first, 1, 16),
                        new SliceResult("depth", 100, last, 1, 16)));
    }

    private Figure byDepth(RunData... runs) {
        List<RunGroup> groups = RunGroup.of(List.of(runs), TinyTraining.bench(folder));
        return new RunFigures(groups, Set.of(), id -> 0).recallByDepth(When.BEST);
    }

    @Test
    void a_cell_of_the_heat_map_is_the_mean_over_the_seeds_at_that_depth_and_length() {
        Figure figure = byDepth(
                run("needle", 1, point(256, 0.5, 1), point(512, 0.25, 0.75)),
                run("needle", 2, point(256, 0.7, 1), point(512, 0.35, 0.85)));
        List<MeanPoint> cells = Preparation.whole(figure).getFirst().points();
        assertThat(cells)
                .extracting(cell -> cell.name() + " at " + (int) cell.x())
                .containsExactly(
                        "0\u201310 % at 256", "0\u201310 % at 512", "90\u2013100 % at 256", "90\u2013100 % at 512");
        assertThat(cells.stream().mapToDouble(cell -> cell.summary().mean()))
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(0.6, 0.3, 1.0, 0.8);
        assertThat(cells).allSatisfy(cell -> assertThat(cell.summary().count()).isEqualTo(2));
        assertThat(figure.rows().names()).hasSize(10).startsWith("0\u201310 %").endsWith("90\u2013100 %");
        assertThat(figure.subtitle())
                .endsWith("; the context begins at the top, a cell rests on about 16 answer tokens of each seed");
        assertThat(figure.references())
                .singleElement()
                .satisfies(line -> assertThat(line.values().get(512.0)).isCloseTo(0.2125, within(1e-12)));
        assertThat(FigureTable.csv(figure)).contains("\nrun,Tiny,90\u2013100 %,512,0.85,,,1,2,run2,100\n");
    }

    @Test
    void a_run_without_depths_has_no_map_and_the_figure_says_which_task_has() {
        PointResult plain = new PointResult("", 256, 0.9, 0.1, 32, 0.01, List.of());
        assertThat(byDepth(run("mqar", 1, plain)).curves()).isEmpty();
        assertThat(byDepth(run("mqar", 1, plain)).whenEmpty())
                .isEqualTo("These runs have nothing at a depth to find; choose needles in text as their task.");
        assertThat(byDepth(run("needle", 1)).whenEmpty()).startsWith("The first points come after step ");
        Figure both = byDepth(run("mqar", 1, plain), run("needle", 2, point(256, 1, 1)));
        assertThat(both.curves()).hasSize(1);
        assertThat(both.subtitle()).startsWith("Needles in text, ");
    }
}
