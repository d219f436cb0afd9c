package dev.braid.app.training;

import static dev.braid.app.training.TinyTraining.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.app.training.Shown.Measure;
import dev.braid.app.training.Status.Phase;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.continual.BeforeAndAfter;
import dev.braid.engine.continual.ContinualPlan;
import dev.braid.engine.continual.ContinualPlan.Material;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.RunTrace;
import dev.braid.visuals.chart.figure.Samples;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.document.OpenDesign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps from the canvas: what they run, that they outlive the program, and the figure against the swept parameter. */
class AblationTest {
    @TempDir
    Path folder;

    private TrainingDesk desk;
    private OpenDesign design;

    @BeforeEach
    void open() throws Exception {
        Architecture two = DesignFile.read("""
                {"format": "braid-design", "version": 1, "name": "Two",
                 "blocks": [
                  {"id": "embedding", "type": "token-embedding", "parameters": {"width": 8}},
                  {"id": "first", "type": "attention", "parameters": {"heads": 1}},
                  {"id": "second", "type": "attention", "parameters": {"heads": 1}},
                  {"id": "head", "type": "language-model-head"}],
                 "wires": [
                  {"from": "embedding:out", "to": "first:in"},
                  {"from": "first:out", "to": "second:in"},
                  {"from": "second:out", "to": "head:in"}]}
                """, "test");
        design = new OpenDesign(two, TinyTraining.BLOCKS, (document, state) -> Findings.NONE, task -> {});
        openDesk();
    }

    @AfterEach
    void close() {
        until(
                () -> {
                    desk.stopAll();
                    desk.poll();
                },
                () -> desk.isQuiet(),
                () -> "not quiet");
    }

    /** As at a start of the program. */
    private void openDesk() {
        desk = new TrainingDesk(
                TinyTraining.BLOCKS,
                folder,
                task -> Thread.ofPlatform().daemon().start(task));
        desk.currentProperty().set(design);
        TinyTraining.small(desk.session(design).form());
    }

    private void poll(java.util.function.BooleanSupplier holds, Ablation ablation) {
        until(
                desk::poll,
                holds,
                () -> ablation.session().statusProperty().get() + " "
                        + ablation.session().noticeProperty().get());
    }

    private Ablation sweepWindow(String values) {
        ParamSpec window = TinyTraining.BLOCKS.find("attention").orElseThrow().parameters().stream()
                .filter(spec -> spec.name().equals("window"))
                .findFirst()
                .orElseThrow();
        Ablation ablation = desk.sweep(design, "first", window);
        ablation.apartProperty().set(false);
        ablation.axes().getFirst().values().textProperty().set(values);
        return ablation;
    }

    private void run(Ablation ablation) {
        ablation.session().train();
        poll(() -> ablation.session().statusProperty().get().phase() == Phase.FINISHED, ablation);
    }

    @Test
    void a_swept_window_counts_because_its_span_is_set_too() {
        Ablation ablation = sweepWindow("2, 4");
        assertThat(ablation.axes().getFirst().only())
                .hasValueSatisfying(
                        only -> assertThat(only.words()).isEqualTo("Sets Span to window: it counts only there."));
        assertThat(ablation.session().plan().orElseThrow().variants())
                .hasSize(2)
                .allSatisfy(variant -> {
                    for (String block : List.of("first", "second")) {
                        assertThat(variant.design()
                                        .graph()
                                        .block(block)
                                        .orElseThrow()
                                        .parameters())
                                .containsEntry("span", new ParamValue.Text("window"))
                                .containsKey("window");
                    }
                });
    }

    private RunData trained(String task) {
        TrainingSession session = desk.session(design);
        ChoicesForm form = session.form();
        form.taskProperty().set(TaskCatalog.task(task));
        form.trainingLengths.set(List.of(64));
        form.evaluatedLengths.set(List.of(64));
        session.train();
        until(
                desk::poll,
                () -> session.statusProperty().get().phase() == Phase.FINISHED,
                () -> session.statusProperty().get().words());
        until(desk::poll, () -> !desk.library().runs().isEmpty(), () -> "no run is kept");
        return desk.library().runs().getFirst();
    }

    private Ablation asked() {
        until(desk::poll, () -> desk.ablationProperty().get() != null, () -> "nothing was asked for");
        return desk.ablationProperty().get();
    }

    @Test
    void training_goes_on_from_the_best_weights_of_a_kept_run_on_what_is_chosen_then() {
        RunData base = trained("language-modelling");
        desk.goOnFrom(base);
        Ablation further = asked();
        assertThat(further.isEditable()).isTrue();
        assertThat(further.question()).contains(base.id());
        further.session().form().steps.set(3L);
        further.session().form().learningRates.set(List.of(1e-7));
        SweepPlan plan = further.session().plan().orElseThrow();
        assertThat(plan.variants().getFirst().from())
                .singleElement()
                .satisfies(start -> assertThat(start.path()).endsWith(base.id()));
        assertThat(plan.settings().steps()).isEqualTo(3);
        run(further);
        double before = base.result().test().getFirst().loss();
        double after =
                further.session().data().getFirst().result().test().getFirst().loss();
        assertThat(after).isCloseTo(before, within(1e-3));

        desk.runAgain(further.session().data().getFirst());
        assertThat(asked().session().plan().orElseThrow().variants().getFirst().from())
                .as("run again, it goes on from the same weights")
                .isEqualTo(plan.variants().getFirst().from());
    }

    @Test
    void going_on_with_paraphrases_prepares_the_method_beside_its_controls() {
        RunData base = trained("language-modelling");
        desk.goOnWithParaphrases(base);
        Ablation study = asked();
        assertThat(study.isEditable()).isFalse();
        SweepPlan plan = study.session().plan().orElseThrow();
        assertThat(plan.variants())
                .extracting(variant -> variant.name())
                .containsExactly("Plain text", "Repeated text", "Paraphrases, C = 16", "Paraphrases, C = 56");
        assertThat(plan.variants())
                .allSatisfy(variant -> assertThat(variant.from()).hasSize(1));
        assertThat(plan.seeds()).hasSize(3);
    }

    @Test
    void how_a_model_goes_on_with_paraphrases_is_chosen_and_what_was_found_for_it_comes_back() throws IOException {
        Path own = folder.resolve("own.txt");
        Files.writeString(own, "The harbour of the town is deep, and ships lie in it. ".repeat(400));
        desk.goOnWithParaphrases(trained("language-modelling"));
        Ablation study = asked();
        ContinualForm form = study.continualForm().orElseThrow();
        write(form, "text", own.toString());
        write(form, "kilobytes", "2");
        write(form, "chunks", "32");
        write(form, "look-backs", "48");
        write(form, "steps", "2");
        write(form, "batch", "2");
        write(form, "test-examples", "4");
        SweepPlan plan = study.session().plan().orElseThrow();
        assertThat(plan.variants())
                .extracting(variant -> variant.name())
                .containsExactly("Plain text", "Repeated text", "Paraphrases, C = 32");
        assertThat(plan.taskParameters()).containsEntry("text", new ParamValue.Text(own.toString()));
        assertThat(study.session().form().steps.value()).contains(2L);

        study.apartProperty().set(false);
        study.session().train();
        ContinualBoard board = study.continual().orElseThrow();
        poll(() -> board.stateProperty().get() == ContinualBoard.State.KNOWN, study);
        BeforeAndAfter found = board.resultProperty().get();
        assertThat(found.abilities()).containsOnlyKeys("Before", "Plain text", "Repeated text", "Paraphrases, C = 32");

        write(form, "chunks", "32, 64");
        assertThat(board.resultProperty().get()).as("of another plan").isNull();
        write(form, "chunks", "many");
        assertThat(study.session().plan()).isEmpty();
        poll(() -> study.session().problemsProperty().get().toString().contains("Data chunks C"), study);
        write(form, "chunks", "32");
        until(
                desk::poll,
                () -> board.stateProperty().get() == ContinualBoard.State.KNOWN,
                () -> board.wordsProperty().get());
        assertThat(board.resultProperty().get()).isEqualTo(found);
    }

    private static void write(ContinualForm form, String field, String text) {
        form.fields().stream()
                .filter(each -> each.name().equals(field))
                .findFirst()
                .orElseThrow()
                .textProperty()
                .set(text);
    }

    private SweepPlan goingOn(RunData base, ContinualPlan how) throws IOException {
        return how.from(
                RunSpec.Start.of(desk.library().folder(base)), base.spec().design());
    }

    @Test
    void what_going_on_has_changed_is_examined_by_itself_kept_and_shown_again() throws IOException {
        RunData base = trained("language-modelling");
        SweepPlan plan = new ContinualPlan(
                        new Material("factbook", Optional.empty(), 2, "all", Optional.empty(), Optional.empty()),
                        List.of(32),
                        0.5,
                        128,
                        List.of(48, 64),
                        List.of(0L, 1L, 2L),
                        2,
                        2,
                        1e-3,
                        4)
                .from(RunSpec.Start.of(desk.library().folder(base)), base.spec().design());
        Ablation study = desk.plan(plan);
        study.apartProperty().set(false);
        ContinualBoard board = study.continual().orElseThrow();
        assertThat(board.figure().isEmpty()).isTrue();
        study.session().train();
        poll(() -> board.stateProperty().get() == ContinualBoard.State.KNOWN, study);
        BeforeAndAfter found = board.resultProperty().get();
        assertThat(found.abilities().keySet())
                .containsExactly("Before", "Plain text", "Repeated text", "Paraphrases, C = 32");
        assertThat(found.abilities().values())
                .allSatisfy(bySeed -> assertThat(bySeed).containsOnlyKeys(0L, 1L, 2L));
        Figure figure = board.figure();
        assertThat(figure.curves()).extracting(Curve::seeds).containsExactly(3, 3, 3, 3);
        assertThat(figure.runs())
                .as("points lead to their runs")
                .containsAll(study.session().data().stream().map(RunData::id).toList());
        assertThat(board.file()).content().contains("\"Paraphrases, C = 32\",2,recall,64,");

        openDesk();
        ContinualBoard again = desk.plan(plan).continual().orElseThrow();
        until(
                desk::poll,
                () -> again.stateProperty().get() == ContinualBoard.State.KNOWN,
                () -> again.wordsProperty().get());
        assertThat(again.resultProperty().get()).isEqualTo(found);
    }

    @Test
    void a_study_whose_trained_model_is_gone_says_so_and_nothing_is_lost() throws IOException {
        RunData base = trained("language-modelling");
        SweepPlan plan = goingOn(base, ContinualPlan.usual(128, Optional.empty()));
        Ablation study = desk.plan(plan);
        ContinualBoard board = study.continual().orElseThrow();
        Files.delete(desk.library().folder(base).resolve("checkpoint.safetensors"));
        board.examine();
        poll(() -> board.stateProperty().get() == ContinualBoard.State.READY, study);
        assertThat(board.wordsProperty().get()).contains("holds no checkpoint.safetensors");
        assertThat(study.session().noticeProperty().get().text())
                .as("and it is said where the study is started")
                .isEqualTo(board.wordsProperty().get());
    }

    @Test
    void examining_can_be_stopped_keeps_nothing_half_done_and_can_be_started_again() throws IOException {
        RunData base = trained("language-modelling");
        SweepPlan plan = goingOn(base, ContinualPlan.usual(128, Optional.empty()));
        Ablation study = desk.plan(plan);
        ContinualBoard board = study.continual().orElseThrow();
        board.examine();
        assertThat(board.stateProperty().get()).isEqualTo(ContinualBoard.State.EXAMINING);
        board.stop();
        poll(() -> board.stateProperty().get() == ContinualBoard.State.READY, study);
        assertThat(board.wordsProperty().get()).isEqualTo("Stopped before everything was examined.");
        assertThat(board.resultProperty().get()).isNull();
        assertThat(board.file()).doesNotExist();
        board.examine();
        poll(() -> board.stateProperty().get() == ContinualBoard.State.KNOWN, study);
        assertThat(board.resultProperty().get().abilities().get("Before")).containsOnlyKeys(0L, 1L, 2L);
    }

    @Test
    void trainings_that_did_not_finish_are_named_and_such_a_table_is_not_kept() throws IOException {
        RunData base = trained("language-modelling");
        SweepPlan plan = goingOn(base, ContinualPlan.usual(128, Optional.empty()));
        Ablation study = desk.plan(plan);
        assertThat(desk.plan(plan)).as("one plan is not prepared twice").isSameAs(study);
        ContinualBoard board = study.continual().orElseThrow();
        board.examine();
        poll(() -> board.stateProperty().get() == ContinualBoard.State.KNOWN, study);
        assertThat(board.resultProperty().get().abilities()).containsOnlyKeys("Before");
        assertThat(board.missing()).hasSize(plan.runs()).contains("Plain text with seed 2");
        assertThat(board.file()).doesNotExist();
    }

    @Test
    void a_choice_made_at_a_figure_draws_it_anew() {
        TrainingSession session = desk.session(design);
        FigureBoard board = new FigureBoard(session, List::of, desk.library());
        board.recall();
        long before = board.version(false);
        board.qualityProperty().set(Shown.Quality.BITS_PER_BYTE);
        assertThat(board.version(false)).isNotEqualTo(before);
    }

    @Test
    void paraphrases_are_refused_to_a_model_that_reads_no_text() {
        TrainingSession session = desk.session(design);
        desk.goOnWithParaphrases(trained("induction"));
        until(
                desk::poll,
                () -> session.noticeProperty().get() instanceof Notice notice
                        && notice.text().contains("which is no text"),
                () -> String.valueOf(session.noticeProperty().get()));
        assertThat(desk.ablationProperty().get()).isNull();
    }

    @Test
    void all_values_of_a_sweep_are_one_curve_against_the_parameter_and_less_window_is_less_state() {
        Ablation ablation = sweepWindow("2, 4, 8");
        run(ablation);
        FigureBoard board = new FigureBoard(ablation.session(), List::of, desk.library());
        assertThat(board.sweptParameters().getFirst().names()).containsExactly("first.window", "second.window");
        board.sweptMeasureProperty().set(Measure.STATE);
        Figure figure = board.swept();
        assertThat(figure.curves()).hasSize(1);
        TreeMap<Double, Double> state = new TreeMap<>();
        for (RunTrace trace : figure.curves().getFirst().traces()) {
            Samples samples = trace.samples();
            for (int i = 0; i < samples.size(); i++) {
                state.put(samples.x(i), samples.value(i));
            }
        }
        assertThat(state).containsOnlyKeys(2.0, 4.0, 8.0);
        assertThat(List.copyOf(state.values())).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void the_same_sweep_with_other_settings_is_a_curve_of_its_own_with_a_name_of_its_own() {
        run(sweepWindow("2, 4"));
        Ablation longer = sweepWindow("2, 4");
        longer.session().form().steps.set(50L);
        run(longer);
        FigureBoard board = new FigureBoard(longer.session(), () -> desk.others(longer.session()), desk.library());
        assertThat(board.swept().curves())
                .extracting(curve -> curve.name())
                .containsExactlyInAnyOrder("Two, steps 40", "Two, steps 50");
    }

    @Test
    void a_plan_that_was_stopped_is_found_by_a_new_program_and_computes_nothing_twice() throws IOException {
        Ablation ablation = sweepWindow("2, 4, 8");
        ablation.session().form().steps.set(1500L);
        ablation.session().train();
        poll(() -> ablation.session().run().map(PlanRun::runsOver).orElse(0) >= 1, ablation);
        ablation.session().stop();
        poll(() -> !ablation.session().statusProperty().get().phase().active(), ablation);
        int over = ablation.session().run().orElseThrow().runsOver();
        assertThat(over).isBetween(1, 2);
        Map<Path, FileTime> finished = results();

        openDesk();
        until(desk::poll, () -> !desk.library().unfinished().isEmpty(), () -> "no plan was found");
        RunLibrary.Kept kept = desk.library().unfinished().getFirst();
        assertThat(kept.title()).contains("window");
        assertThat(kept.finished()).isEqualTo(finished.size());
        assertThat(kept.all()).isEqualTo(3);
        Ablation again = desk.goOn(kept);
        again.apartProperty().set(false);
        run(again);
        assertThat(results()).hasSize(3).containsAllEntriesOf(finished);
        assertThat(again.session().data())
                .hasSize(3)
                .allSatisfy(run -> assertThat(run.steps()).isEqualTo(1500));
        until(desk::poll, () -> desk.library().unfinished().isEmpty(), () -> "the plan is still offered");
    }

    private Map<Path, FileTime> results() throws IOException {
        Map<Path, FileTime> results = new TreeMap<>();
        try (var runs = Files.list(folder)) {
            for (Path run : runs.toList()) {
                Path result = run.resolve("result.json");
                if (Files.exists(result)) {
                    results.put(result, Files.getLastModifiedTime(result));
                }
            }
        }
        return results;
    }

    @Test
    void another_folder_of_runs_shows_its_runs() {
        run(sweepWindow("2, 4"));
        until(desk::poll, () -> desk.library().runs().size() == 2, () -> "the runs were not found");
        desk.bench().runsProperty().set(folder.resolve("another"));
        until(desk::poll, () -> desk.library().runs().isEmpty(), () -> "the runs of the first folder are still there");
        desk.bench().runsProperty().set(folder);
        until(desk::poll, () -> desk.library().runs().size() == 2, () -> "the runs did not come back");
    }

    @Test
    void a_plan_whose_runs_have_failed_is_not_offered_for_ever() {
        Ablation ablation = sweepWindow("2, 4");
        ChoicesForm form = ablation.session().form();
        form.learningRates.set(List.of(10.0));
        form.clip.set(0.0);
        form.weightDecay.set(10.0);
        form.steps.set(20_000L);
        form.warmUp.set(0.0);
        form.schedule.set("constant");
        ablation.session().train();
        poll(() -> ablation.session().statusProperty().get().phase() == Phase.FAILED, ablation);
        openDesk();
        until(desk::poll, () -> desk.library().runs().size() == 2, () -> "the runs were not found");
        assertThat(desk.library().unfinished()).isEmpty();
    }
}
