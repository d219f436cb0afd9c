package dev.braid.visuals.chart.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.visuals.chart.figure.Curve.State;
import dev.braid.visuals.chart.figure.Figure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private static final Axis LENGTH = Axis.of("Context length", "tokens", Scale.LOG2);

    private static Figure figure(Kind kind, Curve... curves) {
        return Figure.of(kind, "", LENGTH, Axis.share("Recall")).withCurves(List.of(curves));
    }

    private static Observation at(double x, double value, long seed) {
        return new Observation(x, value, seed, "run" + seed, 10);
    }

    private static RunTrace trace(long seed, double... values) {
        List<Observation> observations = IntStream.range(0, values.length)
                .mapToObj(i -> new Observation(i + 1, values[i], seed, "run" + seed, i + 1))
                .toList();
        return new RunTrace("run" + seed, seed, Samples.of(observations));
    }

    @Test
    void the_seeds_of_a_point_become_their_mean_with_the_range() {
        Curve curve = Curve.of(
                "a", "A", 0, List.of(at(64, 0.2, 3), at(64, 0.8, 1), at(64, 0.5, 2), at(128, 0.4, 1)), State.FINISHED);
        PlottedCurve plotted = Preparation.whole(figure(Kind.SWEEP, curve)).getFirst();
        assertThat(plotted.points()).extracting(MeanPoint::x).containsExactly(64.0, 128.0);
        Summary first = plotted.points().getFirst().summary();
        assertThat(first.mean()).isCloseTo(0.5, within(1e-15));
        assertThat(first.low()).isEqualTo(0.2);
        assertThat(first.high()).isEqualTo(0.8);
        assertThat(first.count()).isEqualTo(3);
        assertThat(plotted.points().getFirst().observations())
                .extracting(Observation::seed)
                .containsExactly(1L, 2L, 3L);
        assertThat(plotted.points().getLast().summary()).isEqualTo(new Summary(0.4, 0.4, 0.4, 1));
    }

    @Test
    void the_standard_error_is_the_deviation_over_the_root_of_the_seeds() {
        Summary summary = Summary.of(Band.STANDARD_ERROR, 1, 2, 3, 4);
        double error = Math.sqrt(5.0 / 3 / 4);
        assertThat(summary.low()).isCloseTo(2.5 - error, within(1e-12));
        assertThat(summary.high()).isCloseTo(2.5 + error, within(1e-12));
    }

    @Test
    void the_bootstrap_of_two_seeds_reaches_from_one_to_the_other() {
        // of the four resamples one is all low and one is all high: a quarter each, more than the 2.5 % at either end
        Summary summary = Summary.of(Band.CONFIDENCE, 0, 1);
        assertThat(summary.low()).isBetween(0.0, 0.05);
        assertThat(summary.high()).isBetween(0.95, 1.0);
    }

    @Test
    void the_bootstrap_of_many_seeds_is_the_interval_of_the_normal_distribution() {
        double[] values = IntStream.range(0, 200).mapToDouble(i -> i / 199.0).toArray();
        Summary summary = Summary.of(Band.CONFIDENCE, values);
        double error = Math.sqrt(1 / 12.0 / 200);
        assertThat(summary.low()).isCloseTo(0.5 - 1.96 * error, within(0.2 * error));
        assertThat(summary.high()).isCloseTo(0.5 + 1.96 * error, within(0.2 * error));
        assertThat(Summary.of(Band.CONFIDENCE, values)).isEqualTo(summary);
    }

    @Test
    void traces_of_several_seeds_have_a_mean_as_far_as_each_has_come() {
        Curve curve = new Curve("a", "A", 0, List.of(trace(1, 4, 3, 2, 1), trace(2, 2, 1)));
        Figure figure = Figure.of(
                        Kind.TRACE, "", Axis.of("Step", "", Scale.LINEAR), Axis.of("Loss", "nats", Scale.LINEAR))
                .withCurves(List.of(curve));
        List<MeanPoint> points = Preparation.whole(figure).getFirst().points();
        assertThat(points).extracting(point -> point.summary().mean()).containsExactly(3.0, 2.0, 2.0, 1.0);
        assertThat(points).extracting(point -> point.summary().count()).containsExactly(2, 2, 1, 1);
    }

    @Test
    void smoothing_leaves_a_constant_alone_and_keeps_what_was_measured_below() {
        Figure figure = Figure.of(
                        Kind.TRACE, "", Axis.of("Step", "", Scale.LINEAR), Axis.of("Loss", "nats", Scale.LINEAR))
                .withCurves(List.of(new Curve("a", "A", 0, List.of(trace(1, 2, 2, 2, 5)))))
                .withSmoothing(0.5);
        PlottedCurve plotted = Preparation.whole(figure).getFirst();
        assertThat(plotted.points())
                .extracting(point -> point.summary().mean())
                .startsWith(2.0, 2.0, 2.0)
                .last()
                .satisfies(last -> assertThat(last).isCloseTo((2 * 7 / 16.0 + 5 / 2.0) / (15 / 16.0), within(1e-12)));
        assertThat(plotted.raw().getFirst().y()).containsExactly(2, 2, 2, 5);
        assertThat(plotted.points().getLast().observations().getFirst().value()).isEqualTo(5);
    }

    @Test
    void numbers_of_a_run_that_diverged_are_left_out() {
        Curve curve = new Curve("a", "A", 0, List.of(trace(1, 1, Double.NaN, 3, Double.POSITIVE_INFINITY)));
        assertThat(Preparation.whole(figure(Kind.TRACE, curve)).getFirst().points())
                .extracting(MeanPoint::x)
                .containsExactly(1.0, 3.0);
    }

    @Test
    void ten_thousand_points_become_two_a_column_and_keep_their_extremes() {
        double[] values = new double[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sin(i * 12.9898) * 0.5;
        }
        values[7777] = 9;
        values[1234] = -9;
        int[] kept = Decimation.keep(values.length, i -> i / 100.0, i -> values[i]);
        assertThat(kept.length).isLessThanOrEqualTo(201);
        assertThat(kept).contains(7777, 1234, 9999).isSorted();
    }

    @Test
    void the_points_of_a_pareto_figure_are_told_apart_by_name() {
        List<RunTrace> traces = new ArrayList<>();
        for (long seed = 1; seed <= 2; seed++) {
            traces.add(new RunTrace("s" + seed, seed, "w = 32", Samples.of(List.of(at(100 + seed, 0.5, seed)))));
            traces.add(new RunTrace("l" + seed, seed, "w = 64", Samples.of(List.of(at(200 + seed, 0.9, seed)))));
        }
        List<MeanPoint> points = Preparation.whole(figure(Kind.PARETO, new Curve("a", "A", 0, traces)))
                .getFirst()
                .points();
        assertThat(points).extracting(MeanPoint::name).containsExactly("w = 32", "w = 64");
        assertThat(points).extracting(MeanPoint::x).containsExactly(101.5, 201.5);
    }

    @Test
    void no_point_of_the_front_is_beaten_in_both() {
        Curve curve = Curve.of(
                "a",
                "A",
                0,
                List.of(at(1, 0.3, 1), at(2, 0.2, 1), at(4, 0.8, 1), at(8, 0.8, 1), at(16, 0.9, 1)),
                State.FINISHED);
        Figure figure = figure(Kind.SWEEP, curve);
        assertThat(ParetoFront.of(figure, Preparation.whole(figure)))
                .extracting(MeanPoint::x)
                .containsExactly(1.0, 4.0, 16.0);
    }
}
