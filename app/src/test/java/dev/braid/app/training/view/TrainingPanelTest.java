package dev.braid.app.training.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.app.training.Ablation;
import dev.braid.app.training.ChoicesForm;
import dev.braid.app.training.CostBoard.Amount;
import dev.braid.app.training.CostBoard.Beside;
import dev.braid.app.training.Shown.Quality;
import dev.braid.app.training.Status.Phase;
import dev.braid.app.training.TrainingDesk;
import dev.braid.app.training.TrainingSession;
import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.continual.Ability;
import dev.braid.engine.continual.AbilityFile;
import dev.braid.engine.continual.BeforeAndAfter;
import dev.braid.engine.continual.ContinualPlan;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.sweep.RunSpec.Start;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.visuals.chart.FigureView;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.feed.Pulse;
import dev.braid.visuals.robot.Robot;
import dev.braid.visuals.theme.Appearance;
import dev.braid.visuals.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The panel as somebody uses it: real controls, real engine, a demo design with small settings. */
class TrainingPanelTest {
    private static final BlockCatalog BLOCKS = new BlockCatalog(StandardBlocks.ALL);
    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);
    private static final String PICTURES = System.getProperty("braid.pictures", "");

    @TempDir
    Path folder;

    private final Pulse pulse = new Pulse();
    private final Appearance appearance = new Appearance();
    private final List<Path> opened = new ArrayList<>();
    private Robot robot;
    private TrainingDesk desk;
    private TrainingPanel panel;
    private OpenDesign merge;
    private OpenDesign twin;

    private static OpenDesign open(String name) {
        try {
            Architecture design = DesignFile.read(Path.of("../sample-configs/architectures/" + name + ".json"));
            return new OpenDesign(design, BLOCKS, (document, state) -> Findings.NONE, Runnable::run);
        } catch (dev.braid.engine.graph.DesignFormatException e) {
            throw new AssertionError(e);
        }
    }

    private void show(double width, double height) {
        robot = Robot.show(
                () -> {
                    desk = new TrainingDesk(BLOCKS, folder.resolve("runs"), THREADS);
                    pulse.listen(desk::poll);
                    panel = new TrainingPanel(desk, pulse, appearance, THREADS, new TrainingPanel.Outside() {
                        @Override
                        public void openFolder(Path path) {
                            opened.add(path);
                        }

                        @Override
                        public void openDesign(Architecture design) {}

                        @Override
                        public void chooseRunsFolder() {}

                        @Override
                        public Optional<Path> chooseText() {
                            return Optional.of(folder.resolve("my text.txt"));
                        }

                        @Override
                        public void export(ExportOrder order) {}
                    });
                    return panel;
                },
                width,
                height);
        robot.run(() -> {
            Scene scene = panel.getScene();
            appearance.dress(scene);
            merge = open("parallel-merge-attention");
            twin = open("sequential-mamba-attention");
            desk.session(twin);
            desk.currentProperty().set(merge);
        });
    }

    @AfterEach
    void close() {
        robot.waitUntil("everything has stopped", () -> {
            desk.stopAll();
            return desk.isQuiet();
        });
        robot.close();
    }

    private TrainingSession session() {
        return desk.session(merge);
    }

    private void quick(long steps) {
        robot.run(() -> {
            ChoicesForm form = session().form();
            form.trainingLengths.set(List.of(8, 16));
            form.evaluatedLengths.set(List.of(8, 16, 32));
            form.seeds.set(List.of(0L, 1L));
            form.steps.set(steps);
            form.batch.set(4L);
            form.evaluateEvery.set(10L);
            form.evaluationExamples.set(8L);
            form.testExamples.set(8L);
        });
    }

    private void picture(String name) {
        if (!PICTURES.isEmpty()) {
            robot.run(() -> panel.figures().forEach(FigureView::drawNow));
            robot.snapshot(Path.of(PICTURES, name + ".png"));
        }
    }

    private void until(Phase phase) {
        robot.waitUntil(
                "the training is " + phase,
                () -> session().statusProperty().get().phase() == phase);
    }

    @Test
    void a_text_is_chosen_with_the_system_s_dialog_or_dropped_on_its_field() {
        show(1000, 700);
        robot.run(() -> session().form().taskProperty().set(TaskCatalog.task("language-modelling")));
        robot.run(() -> {
            Button browse = (Button) panel.lookup("#choose-text");
            browse.fire();
        });
        Path chosen = folder.resolve("my text.txt");
        assertThat(robot.<String>on(() -> ((TextField) panel.lookup("#field-text")).getText()))
                .isEqualTo(chosen.toString());
        assertThat(robot.on(() -> session().form().choices().orElseThrow().taskParameters()))
                .containsEntry("text", new ParamValue.Text(chosen.toString()));
        picture("text-chosen");
    }

    @Test
    void one_click_on_train_draws_points_and_pause_step_stop_do_what_they_say() {
        show(1000, 480);
        quick(4000);
        until(Phase.READY);
        robot.click("#train");
        robot.waitUntil(
                "the first points are there",
                () -> session().data().stream().anyMatch(run -> run.last().isPresent()));
        picture("running-light-1000");
        robot.run(() -> {
            robot.stage().setWidth(590);
            robot.stage().setHeight(290);
        });
        picture("running-light-590");
        robot.run(() -> {
            robot.stage().setWidth(1000);
            robot.stage().setHeight(480);
        });
        robot.click("#pause");
        until(Phase.PAUSED);
        picture("paused-light-1000");
        long steps = session().data().getFirst().steps();
        robot.click("#step");
        robot.waitUntil("one step was done", () -> session().data().getFirst().steps() == steps + 1);
        until(Phase.PAUSED);
        assertThat(session().data().getFirst().steps()).isEqualTo(steps + 1);
        robot.click("#pause");
        robot.waitUntil("it goes on", () -> session().data().getFirst().steps() > steps + 1);
        robot.click("#stop");
        until(Phase.STOPPED);
        picture("stopped-light-1000");
    }

    @Test
    void text_is_shown_in_bits_a_byte_and_by_position() {
        show(1000, 480);
        quick(20);
        robot.run(() -> {
            ChoicesForm form = session().form();
            form.taskProperty().set(TaskCatalog.task("language-modelling"));
            form.taskParameters().stream()
                    .filter(field -> field.name().equals("corpus"))
                    .forEach(field -> field.set(new ParamValue.Text("moby-dick")));
        });
        until(Phase.READY);
        picture("text-form-light-1000");
        robot.click("#train");
        until(Phase.FINISHED);
        ComboBox<Quality> quality = robot.find("#figure-quality");
        for (Quality shown : List.of(Quality.BITS_PER_BYTE, Quality.LOSS_BY_POSITION)) {
            robot.run(() -> quality.setValue(shown));
            robot.waitUntil(
                    "the figure has both seeds",
                    () -> panel.figures().getFirst().shown().curves().stream().anyMatch(curve -> curve.seeds() == 2));
            picture("text-" + shown.name().toLowerCase(java.util.Locale.ROOT) + "-light-1000");
        }
        assertThat(panel.figures().getFirst().shown().title()).isEqualTo("Loss by position in the context");
        robot.run(() -> appearance.themeProperty().set(Theme.DARK));
        picture("text-dark-1000");
    }

    @Test
    void needles_are_shown_by_depth_and_length() {
        show(1000, 480);
        quick(20);
        robot.run(() -> {
            ChoicesForm form = session().form();
            form.taskProperty().set(TaskCatalog.task("needle"));
            form.trainingLengths.set(List.of(128));
            form.evaluatedLengths.set(List.of(128, 192, 256));
            form.evaluationExamples.set(24L);
        });
        until(Phase.READY);
        robot.run(() -> session().trainTogether(desk.sessions()));
        until(Phase.FINISHED);
        ComboBox<Quality> quality = robot.find("#figure-quality");
        robot.run(() -> quality.setValue(Quality.RECALL_BY_DEPTH));
        robot.waitUntil(
                "there is a map of both designs with both seeds",
                () -> panel.figures().getFirst().shown().curves().stream()
                                .filter(curve -> curve.seeds() == 2)
                                .count()
                        == 2);
        picture("needle-light-1000");
        robot.run(() -> appearance.themeProperty().set(Theme.DARK));
        picture("needle-dark-1000");
        assertThat(panel.figures().getFirst().shown().rows().names()).hasSize(10);
    }

    private static Map<Long, Ability> abilities(double recall, double falling, double bits) {
        Map<Long, Ability> bySeed = new TreeMap<>();
        for (long seed = 0; seed < 3; seed++) {
            double other = 0.012 * seed + 0.004 * Math.sin(100 * seed * (recall + falling + bits));
            bySeed.put(
                    seed,
                    new Ability(
                            new TreeMap<>(Map.of(
                                    64, recall + other,
                                    128, recall - falling + other,
                                    256, recall - 2 * falling + other,
                                    448, recall - 3 * falling + other)),
                            recall / 4 + other,
                            recall / 8,
                            bits + other,
                            0.27 + other / 2));
        }
        return bySeed;
    }

    @Test
    void going_on_with_paraphrases_is_shown_before_and_after_as_figure_table_and_sentences() throws IOException {
        show(1440, 460);
        SweepPlan plan = ContinualPlan.usual(512, Optional.empty())
                .from(new Start("base", "0123456789abcdef"), merge.document());
        TrainingDesk earlier = robot.on(() -> new TrainingDesk(BLOCKS, folder.resolve("runs"), THREADS));
        Path file = robot.on(() -> earlier.plan(plan).continual().orElseThrow().file());
        Map<String, Map<Long, Ability>> found = new LinkedHashMap<>();
        found.put("Before", abilities(0.7, 0.18, 2.1));
        found.put("Plain text", abilities(0.66, 0.17, 1.52));
        found.put("Repeated text", abilities(0.74, 0.16, 1.55));
        found.put("Paraphrases, C = 64", abilities(0.86, 0.12, 1.56));
        found.put("Paraphrases, C = 224", abilities(0.9, 0.08, 1.57));
        found.put("DeciMamba", abilities(0.5, 0.15, 2.7));
        Files.createDirectories(file.getParent());
        AbilityFile.write(file, new BeforeAndAfter("Before", "Repeated text", found));

        robot.run(() -> desk.plan(plan));
        robot.waitUntil(
                "the table is read",
                () -> desk.ablationProperty()
                                .get()
                                .continual()
                                .orElseThrow()
                                .resultProperty()
                                .get()
                        != null);
        robot.click("#tab-before-and-after");
        FigureView figure = robot.find("#figure-before-and-after");
        robot.waitUntil("the figure is drawn", () -> figure.shown().curves().size() == 6);
        picture("before-and-after-light-1440");
        VBox sentences = robot.find("#continual-words");
        List<String> words = robot.on(() -> sentences.getChildren().stream()
                .map(node -> ((Label) node).getText())
                .toList());
        assertThat(words)
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("Paraphrases, C = 224: raises recall by 0.3")
                        .contains("against Before"))
                .anySatisfy(sentence -> assertThat(sentence).contains("raises recall by", "against Repeated text"));
        GridPane table = robot.find("#continual-table");
        assertThat(robot.on(() -> table.getChildren().stream()
                        .map(node -> ((Label) node).getText())
                        .toList()))
                .contains("Paraphrases, C = 64", "bits a byte", "answers", "perplexity", "reasoning");
        robot.click("#copy-continual");
        assertThat(robot.on(() -> Clipboard.getSystemClipboard().getString()))
                .contains("recall at 448", "Paraphrases, C = 224\t", "Questions on passages");
        robot.run(() -> appearance.themeProperty().set(Theme.DARK));
        picture("before-and-after-dark-1440");

        robot.run(() -> desk.sweep(
                merge,
                "attention-1",
                BLOCKS.find("attention").orElseThrow().parameters().getFirst()));
        assertThat(robot.on(() -> panel.lookup("#tab-before-and-after").isVisible()))
                .as("another ablation has no before and after")
                .isFalse();
    }

    @Test
    void costs_are_predicted_without_a_training_and_follow_an_edit() {
        show(1000, 480);
        robot.click("#tab-cost");
        FigureView cost = robot.find("#figure-cost");
        robot.waitUntil(
                "both designs have their curve", () -> cost.shown().curves().size() == 2);
        picture("cost-light-1000");
        String before = robot.on(() -> cost.shown().curves().getFirst().name());
        robot.run(() -> merge.edit(design -> dev.braid.engine.graph.edit.Edits.setParameter(
                design, "", "mamba-1", "state-size", new ParamValue.Whole(64))));
        robot.waitUntil(
                "the curve has followed",
                () -> !cost.shown().curves().getFirst().name().equals(before));
        ComboBox<Amount> amount = robot.find("#cost-amount");
        ComboBox<Beside> beside = robot.find("#cost-beside");
        robot.run(() -> {
            amount.setValue(Amount.CACHE);
            beside.setValue(Beside.BILLION);
            appearance.themeProperty().set(Theme.DARK);
        });
        robot.waitUntil(
                "study B stands beside them", () -> cost.shown().curves().size() == 6);
        picture("cost-dark-1000");
        assertThat(robot.on(cost::shown).title()).isEqualTo("Cache of a sequence against context length, predicted");
    }

    @Test
    void speed_is_measured_from_its_tab_and_can_be_stopped() {
        show(1440, 460);
        robot.click("#tab-speed");
        FigureView figure = robot.find("#figure-speed");
        assertThat(figure.shown().isEmpty()).isTrue();
        robot.click("#measure-speed");
        robot.waitUntil("a first point is drawn", () -> !figure.shown().isEmpty());
        picture("speed-measuring-light-1440");
        robot.click("#stop-speed");
        robot.waitUntil(
                "it has stopped", () -> !desk.speeds().measuringProperty().get());
        assertThat(figure.shown().curves()).as("what was measured stays").isNotEmpty();
    }

    @Test
    void an_edit_shows_a_line_with_a_button_that_trains_the_new_design() {
        show(1440, 480);
        quick(20);
        until(Phase.READY);
        robot.click("#train");
        until(Phase.FINISHED);
        picture("finished-light-1440");
        robot.run(() -> merge.edit(design -> dev.braid.engine.graph.edit.Edits.setParameter(
                design, "", "mamba-1", "state-size", new ParamValue.Whole(8))));
        robot.waitUntil("the line is there", () -> robot.sees("Train the new design"));
        picture("stale-light-1440");
        robot.click("Train the new design");
        robot.waitUntil(
                "it is no longer stale", () -> session().staleProperty().get().isEmpty());
        until(Phase.FINISHED);
        assertThat(session().data()).hasSize(2);
    }

    @Test
    void a_wrong_number_is_said_beside_its_field() {
        show(1000, 480);
        TextField steps = robot.find("#field-steps");
        robot.run(() -> {
            steps.requestFocus();
            steps.clear();
        });
        robot.type("many");
        robot.waitUntil(
                "the problem is said",
                () -> robot.sees("Steps: expected a whole number from 1 to 100000000, got 'many'."));
        picture("problem-light-1000");
        robot.run(() -> appearance.themeProperty().set(Theme.DARK));
        picture("problem-dark-1000");
    }

    @Test
    void runs_are_listed_compared_pinned_and_opened() {
        show(1440, 640);
        robot.run(() -> appearance.themeProperty().set(Theme.DARK));
        quick(30);
        robot.run(() -> session().trainTogether(desk.sessions()));
        until(Phase.FINISHED);
        picture("together-dark-1440");
        robot.click("#tab-runs");
        robot.waitUntil("all runs are listed", () -> desk.library().runs().size() == 4);
        TableView<?> table = robot.find("#runs");
        robot.run(() -> {
            table.getSelectionModel().select(0);
            table.requestFocus();
        });
        robot.keys(KeyCode.SPACE);
        robot.waitUntil("it is pinned", () -> desk.library().pinned().size() == 1);
        robot.keys(KeyCode.ENTER);
        assertThat(opened).hasSize(1);
        assertThat(robot.sees("#comparison-words")).isTrue();
        picture("runs-dark-1440");
        robot.run(() -> appearance.themeProperty().set(Theme.LIGHT));
        picture("runs-light-1440");
        for (String tab : List.of("loss", "chunk-size", "pareto")) {
            robot.click("#tab-" + tab);
            picture(tab + "-light-1440");
        }
    }

    @Test
    void a_sweep_from_the_canvas_says_what_it_takes_and_fills_the_chunk_figure() {
        show(1440, 640);
        quick(20);
        ParamSpec window = BLOCKS.find("attention").orElseThrow().parameters().stream()
                .filter(spec -> spec.name().equals("window"))
                .findFirst()
                .orElseThrow();
        robot.run(() -> {
            Ablation ablation = desk.sweep(merge, "attention-1", window);
            ablation.apartProperty().set(false);
            ablation.axes().getFirst().values().textProperty().set("4, 8, 16");
        });
        Ablation ablation = desk.ablationProperty().get();
        assertThat(ablation).isNotNull();
        robot.waitUntil("the plan is judged", () -> {
            var forecast = ablation.session().forecastProperty().get();
            return forecast != null && forecast.plan().runs() == 6;
        });
        picture("ablation-light-1440");
        robot.run(() -> ablation.session().train());
        robot.waitUntil(
                "it is finished",
                () -> ablation.session().statusProperty().get().phase() == Phase.FINISHED);
        picture("ablation-finished-light-1440");
        robot.click("#tab-chunk-size");
        picture("chunk-light-1440");
        robot.click("#tab-pareto");
        picture("pareto-light-1440");
    }
}
