package dev.braid.visuals.chart.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.visuals.chart.figure.Curve.State;
import dev.braid.visuals.chart.figure.Figure.Kind;
import dev.braid.visuals.chart.figure.FigureWords.Detail;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureWordsTest {
    private static Figure figure(int seeds, State state) {
        List<Observation> observations = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            observations.add(new Observation(64, seed / 10.0, seed, "abc" + seed, 200));
        }
        return Figure.of(
                        Kind.SWEEP,
                        "What does recall cost?",
                        Axis.of("Context length", "tokens", Scale.LOG2),
                        Axis.share("Recall"))
                .withCurves(List.of(Curve.of("m", "Mamba", 0, observations, state)))
                .withReferences(List.of(ReferenceLine.flat("chance", 1 / 64.0)))
                .withWhenEmpty("Press Train to draw the first points.");
    }

    private static String legend(Figure figure) {
        return FigureWords.ofCurve(figure, Preparation.whole(figure).getFirst(), Detail.FULL);
    }

    @Test
    void the_legend_tells_the_number_of_seeds_and_the_kind_of_the_band() {
        Figure three = figure(3, State.FINISHED);
        assertThat(legend(three)).isEqualTo("Mamba (3 seeds, mean and range)");
        assertThat(legend(three.withBand(Band.STANDARD_ERROR))).isEqualTo("Mamba (3 seeds, mean and standard error)");
        assertThat(legend(three.withBand(Band.CONFIDENCE))).isEqualTo("Mamba (3 seeds, mean and 95 % confidence)");
        assertThat(legend(three.withBand(Band.NONE))).isEqualTo("Mamba (3 seeds, mean)");
    }

    @Test
    void one_seed_has_no_band_and_is_called_one_seed() {
        assertThat(legend(figure(1, State.FINISHED))).isEqualTo("Mamba (1 seed)");
        assertThat(legend(figure(1, State.UNFINISHED))).isEqualTo("Mamba (1 seed so far)");
        assertThat(legend(figure(0, State.UNFINISHED))).isEqualTo("Mamba (no points yet)");
        assertThat(legend(figure(3, State.STALE))).contains("stale: design edited since");
    }

    @Test
    void a_point_tells_its_mean_its_seeds_their_runs_and_the_step() {
        Figure figure = figure(2, State.FINISHED);
        PlottedCurve plotted = Preparation.whole(figure).getFirst();
        assertThat(FigureWords.ofPoint(figure, plotted.curve(), plotted.points().getFirst()))
                .containsExactly(
                        "Mamba",
                        "Context length 64 tokens",
                        "Recall: mean 0.15 of 2 seeds",
                        "range 0.1 to 0.2",
                        "seed 1: 0.1 at step 200, run abc1",
                        "seed 2: 0.2 at step 200, run abc2");
    }

    @Test
    void a_screen_reader_hears_the_last_values_and_chance() {
        assertThat(FigureWords.ofFigure(figure(3, State.FINISHED)))
                .isEqualTo("What does recall cost? Recall against context length (tokens). "
                        + "Mamba (3 seeds, mean and range): 0.2 at 64 tokens. chance 0.016.");
        assertThat(FigureWords.ofFigure(figure(0, State.UNFINISHED))).endsWith("Press Train to draw the first points.");
    }

    private static Figure heat() {
        List<RunTrace> traces = List.of(
                new RunTrace("a", 1, "0\u201350 %", Samples.of(List.of(new Observation(64, 0.25, 1, "a", 10)))),
                new RunTrace("b", 2, "0\u201350 %", Samples.of(List.of(new Observation(64, 0.75, 2, "b", 10)))),
                new RunTrace("a", 1, "50\u2013100 %", Samples.of(List.of(new Observation(64, 1, 1, "a", 10)))));
        return Figure.of(Kind.HEAT, "Needles", Axis.of("Context length", "tokens", Scale.LOG2), Axis.share("Recall"))
                .withRows(new Figure.Rows("Depth", List.of("0\u201350 %", "50\u2013100 %")))
                .withCurves(List.of(new Curve("m", "Mamba", 0, traces)));
    }

    @Test
    void a_heat_map_is_told_by_its_mean_and_its_extremes_and_its_table_has_every_cell() {
        assertThat(FigureWords.ofFigure(heat()))
                .isEqualTo("Needles. Recall against context length (tokens) and depth. Mamba (1\u20132 seeds): "
                        + "0.75 on average, lowest 0.5 at 64 tokens, depth 0\u201350 %, "
                        + "highest 1 at 64 tokens, depth 50\u2013100 %.");
        assertThat(FigureTable.csv(heat())).isEqualTo("""
                        # Needles
                        # point: Depth
                        # x: Context length (tokens)
                        # value: Recall
                        # low and high: from the lowest to the highest seed
                        # runs: a b
                        row,series,point,x,value,low,high,n,seeds,runs,step
                        mean,Mamba,0\u201350 %,64,0.5,0.25,0.75,2,1 2,a b,10
                        mean,Mamba,50\u2013100 %,64,1,1,1,1,1,a,10
                        run,Mamba,0\u201350 %,64,0.25,,,1,1,a,10
                        run,Mamba,0\u201350 %,64,0.75,,,1,2,b,10
                        run,Mamba,50\u2013100 %,64,1,,,1,1,a,10
                        """);
    }

    @Test
    void the_table_has_the_means_the_runs_and_the_chance() {
        Figure figure = figure(2, State.FINISHED).withSpecification("{\n \"task\": \"recall\"\n}");
        assertThat(FigureTable.csv(figure)).isEqualTo("""
                        # What does recall cost?
                        # x: Context length (tokens)
                        # value: Recall
                        # low and high: from the lowest to the highest seed
                        # runs: abc1 abc2
                        # specification: { "task": "recall" }
                        row,series,point,x,value,low,high,n,seeds,runs,step
                        mean,Mamba,,64,0.15000000000000002,0.1,0.2,2,1 2,abc1 abc2,200
                        run,Mamba,,64,0.1,,,1,1,abc1,200
                        run,Mamba,,64,0.2,,,1,2,abc2,200
                        reference,chance,,,0.015625,,,,,,
                        """);
    }
}
