package dev.braid.app.training;

import static dev.braid.app.training.TinyTraining.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.app.training.Status.Phase;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.MetricBuffer.Column;
import dev.braid.visuals.document.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSessionTest {
    @TempDir
    Path folder;

    private final ReadOnlyObjectWrapper<Architecture> design = new ReadOnlyObjectWrapper<>(TinyTraining.design());
    private Workbench bench = TinyTraining.bench(Path.of(""));
    private TrainingSession session = TinyTraining.session(design, bench);

    @BeforeEach
    void open() {
        bench = TinyTraining.bench(folder.resolve("runs"));
        session = TinyTraining.session(design, bench);
    }

    private void untilPhase(Phase phase) {
        until(session, () -> session.statusProperty().get().phase() == phase);
    }

    private void train() {
        session.train();
        untilPhase(Phase.FINISHED);
    }

    private static List<Double> losses(RunData data) {
        List<Double> losses = new ArrayList<>();
        for (MetricBuffer buffer : data.metrics()) {
            for (int i = 0; i < buffer.size(); i++) {
                losses.add((double) (float) buffer.get(i, Column.LOSS));
            }
        }
        return losses;
    }

    @Test
    void what_a_training_takes_is_said_before_it_starts() {
        untilPhase(Phase.READY);
        until(session, () -> session.forecastProperty().get() != null);
        assertThat(session.statusProperty().get().words()).contains("1 run", "of memory");
        assertThat(session.statusProperty().get().possible().train()).isTrue();
    }

    @Test
    void a_training_fills_the_curve_and_ends_with_a_test() {
        train();
        RunData data = session.data().getFirst();
        assertThat(data.evaluations()).extracting(e -> e.step()).containsExactly(10L, 20L, 30L, 40L);
        assertThat(data.result()).isNotNull();
        assertThat(losses(data)).hasSize(40);
        assertThat(session.statusProperty().get().words()).startsWith("Finished: 1 run, mean test recall");
    }

    @Test
    void pause_stops_at_a_step_border_and_resume_goes_on_to_the_same_numbers() throws IOException {
        train();
        List<Double> expected = losses(session.data().getFirst());
        bench = TinyTraining.bench(folder.resolve("other"));
        session = TinyTraining.session(design, bench);
        session.form().steps.set(100_000L);
        session.train();
        until(session, () -> session.data().stream().anyMatch(run -> run.steps() > 3));
        session.pause();
        untilPhase(Phase.PAUSED);
        long steps = session.data().getFirst().steps();
        for (int i = 0; i < 50; i++) {
            session.poll();
        }
        assertThat(session.data().getFirst().steps()).isEqualTo(steps);
        assertThat(session.statusProperty().get().words()).startsWith("Paused · Step ");
        session.resume();
        until(session, () -> session.data().getFirst().steps() > steps);
        session.stop();
        untilPhase(Phase.STOPPED);
        assertThat(expected).isNotEmpty();
    }

    @Test
    void step_does_exactly_one_batch() {
        session.step();
        untilPhase(Phase.PAUSED);
        assertThat(session.data().getFirst().steps()).isEqualTo(1);
        session.step();
        until(session, () -> session.data().getFirst().steps() == 2);
        untilPhase(Phase.PAUSED);
        assertThat(session.data().getFirst().steps()).isEqualTo(2);
        session.resume();
        untilPhase(Phase.FINISHED);
        assertThat(session.data().getFirst().steps()).isEqualTo(40);
    }

    @Test
    void an_edit_marks_the_curves_stale_and_restarts_nothing() {
        train();
        assertThat(session.staleProperty().get()).isEmpty();
        PlanRun before = session.run().orElseThrow();
        design.set(TinyTraining.design("Tiny", 16));
        session.poll();
        assertThat(session.staleProperty().get()).startsWith("The design was edited since");
        assertThat(session.run()).containsSame(before);
        design.set(TinyTraining.design());
        session.poll();
        assertThat(session.staleProperty().get()).isEmpty();
        session.form().steps.set(50L);
        session.poll();
        assertThat(session.staleProperty().get()).startsWith("The settings were changed since");
    }

    @Test
    void moving_blocks_makes_nothing_stale_and_computes_nothing_again() {
        train();
        String id = session.data().getFirst().id();
        Architecture moved = design.get();
        design.set(new Architecture(
                moved.name(),
                "moved",
                new dev.braid.engine.graph.Graph(
                        moved.graph().blocks().stream()
                                .map(block -> block.at(new dev.braid.engine.graph.Position(50, 50)))
                                .toList(),
                        moved.graph().wires()),
                moved.subGraphs(),
                moved.unknown()));
        session.poll();
        assertThat(session.staleProperty().get()).isEmpty();
        train();
        assertThat(session.data().getFirst().id()).isEqualTo(id);
    }

    @Test
    void restart_gives_the_same_bits() throws IOException {
        train();
        List<Double> first = losses(session.data().getFirst());
        Path result =
                folder.resolve("runs").resolve(session.data().getFirst().id()).resolve("result.json");
        Files.writeString(result.resolveSibling("mark"), "the folder of the first time");
        session.restart();
        until(session, () -> session.statusProperty().get().phase().active());
        untilPhase(Phase.FINISHED);
        assertThat(result.resolveSibling("mark")).doesNotExist();
        assertThat(losses(session.data().getFirst())).isEqualTo(first);
        assertThat(folder.resolve("runs/replaced")).isNotEmptyDirectory();
    }

    @Test
    void what_was_stopped_goes_on_and_nothing_is_computed_twice() throws IOException {
        session.form().seeds.set(List.of(0L, 1L, 2L));
        session.form().steps.set(400L);
        session.train();
        until(session, () -> session.run().map(PlanRun::runsOver).orElse(0) >= 1);
        session.stop();
        until(session, () -> !session.statusProperty().get().phase().active());
        RunData done = session.data().stream()
                .filter(run -> run.state() == RunData.State.FINISHED)
                .findFirst()
                .orElseThrow();
        Path result = folder.resolve("runs").resolve(done.id()).resolve("result.json");
        var written = Files.getLastModifiedTime(result);

        session = TinyTraining.session(design, bench); // the program was closed and opened again
        session.form().seeds.set(List.of(0L, 1L, 2L));
        session.form().steps.set(400L);
        train();
        assertThat(session.data()).hasSize(3).allMatch(run -> run.state() == RunData.State.FINISHED);
        assertThat(Files.getLastModifiedTime(result)).isEqualTo(written);
        assertThat(session.data()).allSatisfy(run -> assertThat(losses(run)).hasSize(400));
        assertThat(session.data())
                .allSatisfy(run -> assertThat(run.evaluations())
                        .extracting(e -> e.step())
                        .doesNotHaveDuplicates()
                        .hasSize(40));
    }

    @Test
    void the_time_left_is_never_negative_and_estimating_at_first() {
        session.form().steps.set(3000L);
        session.train();
        List<Double> seen = new ArrayList<>();
        boolean[] estimating = {false};
        until(session, () -> {
            Status now = session.statusProperty().get();
            estimating[0] |= now.words().contains("estimating the time left");
            session.run().ifPresent(run -> {
                OptionalDouble left = run.clock().secondsLeft();
                left.ifPresent(seen::add);
                assertThat(run.clock().fraction()).isBetween(0.0, 1.0);
            });
            return now.phase() == Phase.FINISHED;
        });
        assertThat(seen).allMatch(left -> left >= 0);
        assertThat(estimating[0]).isTrue();
    }

    @Test
    void a_diverging_run_ends_as_a_notice_that_says_what_to_do() {
        session.form().learningRates.set(List.of(10.0));
        session.form().clip.set(0.0);
        session.form().weightDecay.set(10.0);
        session.form().steps.set(20_000L);
        session.form().warmUp.set(0.0);
        session.form().schedule.set("constant");
        session.train();
        until(session, () -> !session.statusProperty().get().phase().active());
        assertThat(session.statusProperty().get().phase()).isEqualTo(Phase.FAILED);
        Notice notice = session.noticeProperty().get();
        assertThat(notice).isNotNull();
        assertThat(notice.text())
                .startsWith("Tiny, seed 0, learning rate 10: ")
                .contains("learning rate", "checkpoint");
        notice.actions().getFirst().run().run();
        assertThat(session.form().learningRates.value()).contains(List.of(2.5));
    }

    @Test
    void a_folder_that_cannot_be_made_ends_as_a_notice() throws IOException {
        Path file = Files.writeString(folder.resolve("occupied"), "a file");
        bench.runsProperty().set(file);
        session.train();
        until(session, () -> session.noticeProperty().get() != null);
        assertThat(session.noticeProperty().get().text()).contains("occupied").contains("folder");
    }

    @Test
    void a_folder_that_vanishes_in_the_middle_is_told_and_the_next_training_works_elsewhere() throws IOException {
        session.form().steps.set(20_000L);
        session.form().stopAt.set(2.0);
        session.train();
        until(session, () -> session.data().stream().anyMatch(run -> run.last().isPresent()));
        Files.move(folder.resolve("runs"), folder.resolve("moved"));
        Files.writeString(folder.resolve("runs"), "a file where the folder was");
        session.stop();
        until(session, () -> !session.statusProperty().get().phase().active());
        session.train();
        until(session, () -> session.noticeProperty().get() != null);
        assertThat(session.noticeProperty().get().level()).isEqualTo(Notice.Level.ERROR);
        assertThat(session.noticeProperty().get().text()).doesNotContain("Exception");

        bench.runsProperty().set(folder.resolve("elsewhere"));
        session.form().steps.set(40L);
        train();
        assertThat(session.noticeProperty().get()).isNull();
    }

    @Test
    void a_worker_process_that_dies_fails_its_run_in_a_sentence() {
        session = new TrainingSession(
                design.getReadOnlyProperty(),
                block -> {},
                bench,
                (choices, designs) -> choices.plan("", designs),
                () -> List.of("/bin/false"));
        TinyTraining.small(session.form());
        session.train();
        until(session, () -> session.statusProperty().get().phase() == Phase.FAILED);
        Notice notice = session.noticeProperty().get();
        assertThat(notice).isNotNull();
        assertThat(notice.text()).startsWith("Tiny, seed 0").contains("process").doesNotContain("Exception");
    }

    @Test
    void a_learning_rate_beyond_reason_is_refused_beside_its_field() {
        session.form().learningRates.textProperty().set("1e3");
        session.poll();
        assertThat(session.statusProperty().get().words()).startsWith("Learning rates: expected");
        assertThat(session.statusProperty().get().possible().train()).isFalse();
    }

    @Test
    void problems_of_the_choices_are_said_in_words() {
        session.form().steps.textProperty().set("many");
        session.poll();
        assertThat(session.statusProperty().get().phase()).isEqualTo(Phase.IMPOSSIBLE);
        assertThat(session.statusProperty().get().words())
                .isEqualTo("Steps: expected a whole number from 1 to 100000000, got 'many'.");
        session.train();
        assertThat(session.run()).isEmpty();
        session.form().steps.set(40L);
        session.form().taskParameters().getFirst().set(new ParamValue.Whole(4));
        until(session, () -> session.statusProperty().get().phase() == Phase.IMPOSSIBLE);
        assertThat(session.problemsProperty().get()).isNotEmpty();
    }

    @Test
    void a_run_that_does_not_fit_into_the_memory_is_refused_before_it_starts() {
        bench = new Workbench(
                TinyTraining.BLOCKS,
                folder,
                task -> Thread.ofPlatform().daemon().start(task),
                2,
                50 << 20);
        session = TinyTraining.session(design, bench);
        until(session, () -> session.statusProperty().get().phase() == Phase.IMPOSSIBLE);
        assertThat(session.statusProperty().get().words()).contains("MiB of memory", "reduce the batch");
    }

    @Test
    void several_designs_train_together_as_one_plan() {
        TrainingSession other = TinyTraining.session(TinyTraining.design("Other", 12), bench);
        session.trainTogether(List.of(session, other));
        untilPhase(Phase.FINISHED);
        other.poll();
        assertThat(other.run()).isEqualTo(session.run());
        assertThat(session.data()).extracting(run -> run.spec().variant()).containsExactlyInAnyOrder("Tiny", "Other");
        assertThat(other.staleProperty().get()).isEmpty();
    }
}
