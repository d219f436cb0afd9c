package dev.braid.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.braid.app.training.CostBoard.Amount;
import dev.braid.app.training.CostBoard.Beside;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.FigureTable;
import dev.braid.visuals.chart.figure.FigureWords;
import dev.braid.visuals.chart.figure.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predicted costs of designs, from numbers that were worked out by hand and from the table of study B. */
class CostBoardTest {
    private static final double MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    private final ReadOnlyObjectWrapper<Architecture> design = new ReadOnlyObjectWrapper<>(TinyTraining.design());
    private CostBoard board;

    @BeforeEach
    void open() {
        Workbench bench = TinyTraining.bench(folder);
        TrainingSession session = TinyTraining.session(design, bench);
        TrainingSession other = TinyTraining.session(TinyTraining.design("Wide", 16), bench);
        board = new CostBoard(session, () -> List.of(session, other));
    }

    private Figure figure(int curves) {
        Figure[] figure = new Figure[1];
        TinyTraining.until(
                () -> {
                    board.version();
                    figure[0] = board.figure();
                },
                () -> figure[0].curves().size() == curves,
                () -> "curves: " + figure[0].curves().size());
        return figure[0];
    }

    private static Map<Double, Double> numbers(Curve curve) {
        Samples samples = curve.traces().getFirst().samples();
        Map<Double, Double> numbers = new TreeMap<>();
        for (int i = 0; i < samples.size(); i++) {
            numbers.put(samples.x(i), samples.value(i));
        }
        return numbers;
    }

    @Test
    void a_design_costs_what_counting_by_hand_says() {
        // width 8: 256 parameters; a query at L sees (L + 1) / 2 positions on average; keys and values in two bytes
        Curve training = figure(2).curves().getFirst();
        assertThat(training.name()).isEqualTo("Tiny, 256 parameters");
        assertThat(numbers(training)).hasSize(7).containsEntry(512.0, 6 * 256 + 12 * 8 * 513 / 2.0);
        board.amountProperty().set(Amount.FORWARD);
        assertThat(numbers(figure(2).curves().getFirst())).containsEntry(512.0, 2 * 256 + 4 * 8 * 513 / 2.0);
        board.amountProperty().set(Amount.CACHE);
        assertThat(numbers(figure(2).curves().getFirst())).containsEntry(32768.0, 2.0 * 2 * 8 * 32768);
    }

    @Test
    void study_b_stands_beside_with_the_numbers_of_its_table() {
        board.overlayProperty().set(false);
        board.besideProperty().set(Beside.BILLION);
        Map<String, Double> tokens = Map.of("attention", 4.47e20, "mamba", 3.67e20, "inter-layer", 3.67e20);
        Map<String, Double> caches = Map.of("attention", 256.0, "mamba", 13.4, "inter-layer", 43.4);
        Figure training = figure(5);
        board.amountProperty().set(Amount.CACHE);
        Figure cache = figure(5);
        tokens.forEach((kind, flops) -> assertThat(
                        numbers(curve(training, kind)).get(8192.0) * 60e9)
                .as(kind)
                .isCloseTo(flops, withinPercentage(1)));
        caches.forEach((kind, size) -> assertThat(numbers(curve(cache, kind)).get(8192.0) / MEBIBYTE)
                .as(kind)
                .isCloseTo(size, withinPercentage(1)));
        assertThat(curve(training, "attention").name()).startsWith("Study B 1B, attention, 97");
        assertThat(cache.curves()).extracting(Curve::colour).doesNotHaveDuplicates();
    }

    private static Curve curve(Figure figure, String kind) {
        return figure.curves().stream()
                .filter(curve -> curve.name().startsWith("Study B 1B, " + kind + ","))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_edit_moves_the_curve_and_a_mistake_keeps_the_last_one_that_could_run() {
        board.overlayProperty().set(false);
        Map<Double, Double> before = numbers(figure(1).curves().getFirst());
        edit("embedding", "width", 16);
        TinyTraining.until(
                board::version,
                () -> board.figure().curves().getFirst().name().equals("Tiny, 1.02k parameters"),
                () -> board.figure().curves().getFirst().name());
        Map<Double, Double> after = numbers(board.figure().curves().getFirst());
        assertThat(after.get(512.0)).isGreaterThan(before.get(512.0));
        edit("attention", "heads", 3);
        TinyTraining.until(
                board::version,
                () -> board.figure().curves().getFirst().state() == Curve.State.STALE,
                () -> "it is not stale");
        assertThat(numbers(board.figure().curves().getFirst())).isEqualTo(after);
        assertThat(board.figure().subtitle()).contains("; Tiny cannot run: ");
        assertThat(FigureWords.ofFigure(board.figure())).contains("Tiny, 1.02k parameters (as it could last run): ");
    }

    private void edit(String block, String parameter, long value) {
        design.set(Edits.setParameter(design.get(), "", block, parameter, new ParamValue.Whole(value))
                .applyTo(design.get()));
    }

    @Test
    void the_table_has_predictions_without_seeds_and_a_version_changes_only_with_what_is_shown() {
        board.overlayProperty().set(false);
        Figure figure = figure(1);
        assertThat(FigureTable.csv(figure)).startsWith("""
                # Training operations against context length, predicted
                # Cost model of study B (arXiv 2510.04800): embeddings and head left out
                # x: Context length (tokens)
                # value: Training operations (FLOPs a token)
                row,series,point,x,value,low,high,n,seeds,runs,step
                predicted,"Tiny, 256 parameters",,512,26160,,,,,,
                """).doesNotContain("\nrun,", "\nmean,");
        long version = board.version();
        assertThat(board.version()).isEqualTo(version);
        board.amountProperty().set(Amount.CACHE);
        assertThat(board.version()).isGreaterThan(version);
    }
}
