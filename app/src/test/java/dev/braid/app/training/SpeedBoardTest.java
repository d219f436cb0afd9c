package dev.braid.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.app.training.SpeedBoard.Amount;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.FigureTable;
import dev.braid.visuals.chart.figure.FigureWords;
import dev.braid.visuals.chart.figure.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Speeds of designs: that they are measured, beside what is predicted, and only while nothing trains. */
class SpeedBoardTest {
    @TempDir
    Path folder;

    private final ReadOnlyObjectWrapper<Architecture> design = new ReadOnlyObjectWrapper<>(TinyTraining.design());
    private Workbench bench;
    private TrainingSession session;
    private TrainingSession other;
    private SpeedBoard board;

    @BeforeEach
    void open() {
        bench = TinyTraining.bench(folder);
        session = TinyTraining.session(design, bench);
        other = TinyTraining.session(TinyTraining.design("Wide", 16), bench);
        board = board(0.02);
    }

    private SpeedBoard board(double seconds) {
        return new SpeedBoard(bench, () -> List.of(session, other), () -> session, List.of(16, 32), seconds);
    }

    @AfterEach
    void stop() {
        board.stop();
        until(false);
    }

    private void until(boolean measuring) {
        TinyTraining.until(
                () -> board.poll(false),
                () -> board.measuringProperty().get() == measuring,
                () -> board.figure().subtitle());
    }

    private static SortedMap<Double, Double> numbers(Curve curve) {
        Samples samples = curve.traces().getFirst().samples();
        SortedMap<Double, Double> numbers = new TreeMap<>();
        for (int i = 0; i < samples.size(); i++) {
            numbers.put(samples.x(i), samples.value(i));
        }
        return numbers;
    }

    @Test
    void every_open_design_gets_a_curve_and_what_its_cost_predicts_beside_it() {
        assertThat(board.figure().isEmpty()).isTrue();
        board.measure();
        until(false);
        for (Amount amount : Amount.values()) {
            board.amountProperty().set(amount);
            Figure figure = board.figure();
            assertThat(figure.curves()).extracting(Curve::name).containsExactly("Tiny", "Wide");
            assertThat(figure.curves())
                    .allSatisfy(curve -> assertThat(numbers(curve)).containsOnlyKeys(16.0, 32.0));
            assertThat(figure.references()).hasSize(amount == Amount.DECODING ? 0 : 2);
            assertThat(FigureTable.csv(figure)).contains("\nmeasured,Tiny,,16,").doesNotContain("\npredicted,");
        }
        board.amountProperty().set(Amount.STATE);
        Figure state = board.figure();
        assertThat(numbers(state.curves().getFirst()))
                .as("keys and values of width 8 in four bytes")
                .isEqualTo(new TreeMap<>(Map.of(16.0, 16.0 * 2 * 8 * 4, 32.0, 32.0 * 2 * 8 * 4)))
                .isEqualTo(state.references().getFirst().values());
        board.amountProperty().set(Amount.PROMPT);
        Figure prompt = board.figure();
        assertThat(prompt.references().getFirst().values().get(16.0))
                .as("the prediction begins where the measurement does")
                .isCloseTo(numbers(prompt.curves().getFirst()).get(16.0), within(1e-6));
        board.overlayProperty().set(false);
        assertThat(board.figure().curves()).extracting(Curve::name).containsExactly("Tiny");
    }

    @Test
    void a_design_that_was_edited_since_is_dashed_and_one_that_cannot_run_is_named() {
        board.overlayProperty().set(false);
        board.measure();
        until(false);
        long version = board.version();
        edit("embedding", "width", 16);
        assertThat(board.version()).isGreaterThan(version);
        Figure old = board.figure();
        assertThat(old.curves().getFirst().state()).isEqualTo(Curve.State.STALE);
        assertThat(FigureWords.ofFigure(old)).contains("Tiny (before it was edited)");
        edit("attention", "heads", 3);
        board.measure();
        until(false);
        assertThat(board.figure().isEmpty()).isTrue();
        assertThat(board.figure().subtitle()).contains("Tiny at 16 tokens: ", "heads");
    }

    private void edit(String block, String parameter, long value) {
        design.set(Edits.setParameter(design.get(), "", block, parameter, new ParamValue.Whole(value))
                .applyTo(design.get()));
    }

    @Test
    void two_measurements_take_turns() throws InterruptedException {
        bench.measuring().lock(); // as a rehearsal does
        try {
            board.measure();
            TinyTraining.until(
                    () -> board.poll(false),
                    () -> board.figure().whenEmpty().contains("measuring Tiny at 16 tokens"),
                    () -> board.figure().whenEmpty());
            Thread.sleep(200);
            board.poll(false);
            assertThat(board.figure().isEmpty()).isTrue();
        } finally {
            bench.measuring().unlock();
        }
        until(false);
        assertThat(board.figure().curves()).hasSize(2);
    }

    @Test
    void nothing_is_measured_while_something_trains() {
        board = board(1e6); // never ends by itself
        board.poll(true);
        board.measure();
        assertThat(board.measuringProperty().get()).isFalse();
        assertThat(board.figure().whenEmpty()).startsWith("Speed is measured while nothing trains");
        board.poll(false);
        board.measure();
        assertThat(board.measuringProperty().get()).isTrue();
        TinyTraining.until(
                () -> board.poll(true), () -> !board.measuringProperty().get(), () -> "it still measures");
        assertThat(board.figure().subtitle()).contains("Speed is measured while nothing trains");
        assertThat(board.figure().isEmpty()).isTrue();
        board.poll(false);
        assertThat(board.figure().subtitle()).as("which holds no longer").doesNotContain("nothing trains");
    }

    @Test
    void a_design_that_is_only_moved_stays_measured_and_one_that_is_closed_is_forgotten() {
        board.measure();
        until(false);
        design.set(Edits.moveBlocks(design.get(), "", Map.of("attention", new Position(7, 9)))
                .applyTo(design.get()));
        assertThat(board.figure().curves().getFirst().state()).isEqualTo(Curve.State.FINISHED);
        board.forget(other);
        assertThat(board.figure().curves()).extracting(Curve::name).containsExactly("Tiny");
        board = board(1e6);
        board.measure();
        board.forget(other);
        until(false);
        assertThat(board.figure().isEmpty()).as("its measuring has ended").isTrue();
    }
}
