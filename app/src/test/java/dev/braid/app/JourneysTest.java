package dev.braid.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.app.training.Ablation;
import dev.braid.app.training.ChoicesForm;
import dev.braid.app.training.ContinualBoard;
import dev.braid.app.training.Field;
import dev.braid.app.training.Status.Phase;
import dev.braid.app.training.TrainingSession;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.visuals.chart.FigureView;
import dev.braid.visuals.document.OpenDesign;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people come for, from the first click to the last, on the real window with the real engine. */
class JourneysTest {
    @TempDir
    Path folder;

    private AppWindow app;

    @BeforeEach
    void open() {
        app = new AppWindow(folder, 1440, 900);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private List<String> wires() {
        return app.robot.on(() -> app.design().document().graph().wires().stream()
                .map(Wire::toString)
                .toList());
    }

    private void dragFromPalette(String title, double x, double y) {
        Point2D from = app.robot.middle(app.robot.find(title));
        Point2D to = app.canvasPoint(x, y);
        app.robot.drag(from.getX(), from.getY(), to.getX(), to.getY());
    }

    @Test
    void a_hybrid_is_built_from_nothing_by_mouse() {
        app.robot.click("#button-new");
        dragFromPalette("Token embedding", 0.15, 0.5);
        dragFromPalette("Mamba", 0.4, 0.3);
        dragFromPalette("Attention", 0.4, 0.75);
        dragFromPalette("Mean", 0.6, 0.5);
        dragFromPalette("Language-model head", 0.85, 0.5);
        app.wire("token-embedding:out", "mamba:in");
        app.wire("token-embedding:out", "attention:in");
        app.wire("mamba:out", "fuse-mean:ssm");
        app.wire("attention:out", "fuse-mean:attention");
        app.wire("fuse-mean:out", "language-model-head:in");
        app.checked();
        app.picture("journey-by-mouse");

        assertThat(wires())
                .containsExactlyInAnyOrder(
                        "token-embedding:out -> mamba:in",
                        "token-embedding:out -> attention:in",
                        "mamba:out -> fuse-mean:ssm",
                        "attention:out -> fuse-mean:attention",
                        "fuse-mean:out -> language-model-head:in");
        assertThat(app.sound()).isTrue();
    }

    @Test
    void a_hybrid_is_built_from_nothing_by_keyboard_alone_saved_and_opened_again() throws Exception {
        app.robot.keys(KeyCode.CONTROL, KeyCode.N);
        for (String block : List.of("token embedding", "mamba", "attention", "language-model head")) {
            app.robot.keys(KeyCode.TAB);
            app.robot.type(block).keys(KeyCode.ENTER);
        }
        app.checked();
        app.picture("journey-by-keyboard");
        assertThat(wires())
                .containsExactly(
                        "token-embedding:out -> mamba:in",
                        "mamba:out -> attention:in",
                        "attention:out -> language-model-head:in");
        assertThat(app.sound()).isTrue();

        app.answer = folder.resolve("hybrid.json");
        app.robot.keys(KeyCode.CONTROL, KeyCode.S);
        app.robot.waitUntil(
                "it is saved",
                () -> app.studio.current.designProperty().get().savedProperty().get());
        assertThat(DesignFile.read(app.answer)).isEqualTo(app.design().document());
        app.robot.keys(KeyCode.CONTROL, KeyCode.W);
        assertThat(app.robot.sees("#gallery")).isTrue();
        app.robot.keys(KeyCode.CONTROL, KeyCode.O);
        app.robot.waitUntil(
                "it is open again", () -> app.studio.workspace.open().size() == 1);
        assertThat(wires()).hasSize(3);
    }

    @Test
    void a_broken_design_says_why_and_is_repaired_with_a_click() {
        app.robot.run(() -> app.window.openSample("parallel-merge-attention.json"));
        app.robot.run(() -> app.design().select(List.of("attention-1")));
        TextField heads = app.robot.find("#parameter-heads");
        app.robot.doubleClick(heads);
        app.robot.type("3").keys(KeyCode.ENTER);
        assertThat(app.sound()).isFalse();

        app.robot.click("#status-problems");
        app.picture("journey-problems");
        assertThat(app.robot.on(() -> app.design().findingsProperty().get().problems()))
                .anySatisfy(problem -> assertThat(problem.text()).contains("heads"));
        app.robot.click(".problem-repair");
        assertThat(app.sound()).isTrue();

        app.robot.keys(KeyCode.CONTROL, KeyCode.Z);
        assertThat(app.sound()).isFalse();
        app.robot.keys(KeyCode.CONTROL, KeyCode.Y);
        assertThat(app.sound()).isTrue();
    }

    @Test
    void undo_means_the_design_wherever_the_keyboard_is() {
        app.robot.run(() -> app.window.openSample("parallel-merge-attention.json"));
        app.robot.run(() -> app.design().select(List.of("attention-1")));
        app.robot.doubleClick(app.robot.<TextField>find("#parameter-heads"));
        app.robot.type("2");
        assertThat(heads()).isEqualTo("2");
        app.robot.keys(KeyCode.CONTROL, KeyCode.Z);
        assertThat(heads()).as("undone while it is typed").isEqualTo("1");
        app.robot.keys(KeyCode.CONTROL, KeyCode.Y);
        assertThat(heads()).isEqualTo("2");
        app.robot.keys(KeyCode.ENTER).keys(KeyCode.CONTROL, KeyCode.Z);
        assertThat(heads()).as("undone after it was taken").isEqualTo("1");

        app.robot.keys(KeyCode.CONTROL, KeyCode.F);
        app.robot.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertThat(heads()).as("the palette's search has nothing of its own").isEqualTo("2");
        TextField search = app.robot.find("#palette-search");
        app.robot.type("mam").keys(KeyCode.CONTROL, KeyCode.Z);
        assertThat(search.getText()).as("what was typed goes first").isNotEqualTo("mam");
        assertThat(heads()).isEqualTo("2");
    }

    private String heads() {
        return app.robot.on(() -> String.valueOf(app.design()
                .document()
                .graph()
                .block("attention-1")
                .orElseThrow()
                .parameters()
                .get("heads")));
    }

    @Test
    void the_keyboard_goes_through_the_parts_of_the_window() {
        app.robot.run(() -> app.window.openSample("attention.json"));
        app.robot.run(() -> app.window.palette().focusSearch());
        List<String> met = new java.util.ArrayList<>();
        for (int i = 0; i < 4; i++) {
            app.robot.keys(KeyCode.F6);
            met.add(app.robot.on(() -> {
                javafx.scene.Node owner = app.window.getScene().getFocusOwner();
                return app.window.canvas().orElseThrow().isFocusWithin() ? "canvas" : String.valueOf(owner.getId());
            }));
        }
        assertThat(met).containsExactly("canvas", "design-name", "train", "palette-search");
        app.robot.keys(KeyCode.SHIFT, KeyCode.F6);
        assertThat(app.robot.on(() -> app.window.getScene().getFocusOwner().getId()))
                .isEqualTo("train");
    }

    @Test
    void the_first_start_trains_with_one_click_and_the_run_is_watched_paused_and_stepped() {
        app.robot.run(() -> app.window.openFirstDesigns());
        assertThat(app.robot.on(() -> app.window.editors().isSplit())).isTrue();
        app.quick(4000);
        app.until(Phase.READY);
        app.robot.click("#train");
        TrainingSession session = app.session();
        app.robot.waitUntil(
                "points are there",
                () -> session.data().stream().anyMatch(run -> run.last().isPresent()));
        app.picture("journey-training");

        app.robot.keys(KeyCode.CONTROL, KeyCode.P);
        app.until(Phase.PAUSED);
        long before = steps(session);
        app.robot.keys(KeyCode.F10);
        app.robot.waitUntil("a step is done", () -> steps(session) > before);
        app.until(Phase.PAUSED);

        app.robot.run(() -> app.design()
                .edit(design -> dev.braid.engine.graph.edit.Edits.setParameter(
                        design, "", "mamba-1", "state-size", new dev.braid.engine.graph.ParamValue.Whole(8))));
        app.robot.waitUntil("it is stale", () -> !session.staleProperty().get().isEmpty());
    }

    private static long steps(TrainingSession session) {
        return session.data().stream().mapToLong(run -> run.steps()).sum();
    }

    @Test
    void a_parameter_is_swept_and_its_variants_are_compared() {
        app.robot.run(() -> app.window.openSample("attention.json"));
        app.quick(20);
        OpenDesign design = app.design();
        String block = app.robot.on(() -> design.document().graph().blocks().stream()
                .filter(each -> each.type().equals("attention"))
                .findFirst()
                .orElseThrow()
                .id());
        app.robot.run(() -> design.select(List.of(block)));
        app.robot.run(() -> app.window.sweep(
                block,
                app.studio.catalog.find("attention").orElseThrow().parameters().stream()
                        .filter(parameter -> parameter.name().equals("window"))
                        .findFirst()
                        .orElseThrow()));
        app.robot.waitUntil("the ablation is shown", () -> app.robot.sees("#ablation-bar"));
        // In this process: starting a Java for every run is what the engine's own tests do.
        app.robot.run(
                () -> app.studio.desk.ablationProperty().get().apartProperty().set(false));
        TrainingSession ablation =
                app.robot.on(() -> app.studio.desk.ablationProperty().get().session());
        app.robot.waitUntil(
                "it can start", () -> ablation.statusProperty().get().possible().train());
        app.picture("journey-ablation");
        app.robot.run(ablation::train);
        app.robot.waitUntil(
                "it has ended", () -> ablation.statusProperty().get().phase() == Phase.FINISHED);
        app.robot.run(() -> app.window.commands().get("show-runs").run());
        app.picture("journey-runs");
        assertThat(app.robot.on(() -> ablation.data().size())).isGreaterThan(2);
    }

    @Test
    void a_study_is_found_in_the_gallery_opened_with_one_click_and_says_what_it_takes() {
        app.robot.waitUntil("the gallery has its cards", () -> app.robot.sees("#gallery .gallery-card"));
        app.robot.run(() -> ((TextField) app.robot.find("#gallery-search")).setText("merged how"));
        app.robot.waitUntil("only that study is left", () -> cards().size() == 1);
        app.picture("journey-gallery-study");
        app.robot.click(cards().getFirst());
        app.robot.waitUntil("its plan is shown", () -> app.robot.sees("#plan-question"));
        Label question = app.robot.find("#plan-question");
        assertThat(question.getText()).startsWith("Side by side, merged how");
        TrainingSession study =
                app.robot.on(() -> app.studio.desk.ablationProperty().get().session());
        app.robot.waitUntil(
                "it can start", () -> study.statusProperty().get().possible().train());
        assertThat(app.robot.on(() -> study.statusProperty().get().words())).contains("20 runs");
        app.picture("journey-study");
    }

    @Test
    void a_model_of_byte_pairs_goes_on_with_paraphrases_and_what_that_changed_is_shown() {
        app.robot.run(() -> app.window.openSample("sequential-mamba-attention.json"));
        app.robot.run(() -> {
            ChoicesForm form = app.session().form();
            form.taskProperty().set(TaskCatalog.task("language-modelling"));
            write(form.taskParameters(), "corpus", "factbook");
            write(form.taskParameters(), "tokenizer", "bpe");
            write(form.taskParameters(), "vocabulary", "500");
        });
        app.quick(20);
        app.robot.run(() -> app.session().form().seeds.set(List.of(0L)));
        app.until(Phase.READY);
        app.robot.click("#train");
        app.until(Phase.FINISHED);

        app.robot.run(() -> app.window.commands().get("show-runs").run());
        TableView<?> runs = app.robot.find("#runs");
        app.robot.waitUntil("the run is kept", () -> runs.getItems().size() == 1);
        app.robot.run(() -> runs.getSelectionModel().select(0));
        app.robot.run(() -> ((MenuButton) app.robot.find("#go-on-from"))
                .getItems()
                .getLast()
                .fire());
        app.robot.waitUntil("how it goes on is asked", () -> app.robot.sees("#field-chunks"));
        app.picture("journey-going-on-chosen");
        Ablation study = app.robot.on(() -> app.studio.desk.ablationProperty().get());
        app.robot.run(() -> {
            study.apartProperty().set(false);
            List<Field<?>> fields = study.continualForm().orElseThrow().fields();
            write(fields, "kilobytes", "2");
            write(fields, "seeds", "0");
            write(fields, "chunks", "32");
            write(fields, "look-backs", "48, 72");
            write(fields, "steps", "4");
            write(fields, "test-examples", "8");
        });
        app.robot.waitUntil(
                "it can start",
                () -> study.session().statusProperty().get().possible().train());
        app.robot.run(study.session()::train);
        ContinualBoard board = study.continual().orElseThrow();
        app.robot.waitUntil("it is examined", () -> board.stateProperty().get() == ContinualBoard.State.EXAMINING);
        app.robot.run(() -> app.window.commands().get("show-before-and-after").run());
        app.robot.waitUntil(
                "some are examined", () -> board.wordsProperty().get().contains("models are done"));
        app.picture("journey-examining");
        app.robot.waitUntil(
                "what has changed is known", () -> board.stateProperty().get() == ContinualBoard.State.KNOWN);
        app.picture("journey-before-and-after");
        assertThat(app.robot.on(() -> board.resultProperty().get().abilities().keySet()))
                .contains("Before", "Paraphrases, C = 32", "DeciMamba", "LongMamba");
        assertThat(app.robot.sees("#continual-table")).isTrue();

        app.robot.run(() -> {
            List<Field<?>> fields = study.continualForm().orElseThrow().fields();
            write(fields, "learning-rate", "10");
            write(fields, "steps", "60");
        });
        FigureView figure = app.robot.find("#figure-before-and-after");
        app.robot.waitUntil(
                "what was found before is not shown for it",
                () -> figure.shown().isEmpty());
        app.robot.waitUntil(
                "it can start",
                () -> study.session().statusProperty().get().possible().train());
        app.robot.run(study.session()::train);
        app.robot.waitUntil("why they failed is said", () -> app.robot.sees("Set the learning rate to 2.5"));
        app.robot.waitUntil(
                "what there is is examined", () -> board.stateProperty().get() == ContinualBoard.State.KNOWN);
        app.picture("journey-going-on-failed");
        assertThat(app.robot.on(() -> board.missing())).hasSize(3);
        app.robot.click("Set the learning rate to 2.5");
        assertThat(app.robot.on(() -> study.session().plan().orElseThrow().learningRates()))
                .containsExactly(2.5);
    }

    private static void write(List<? extends Field<?>> fields, String name, String text) {
        fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow()
                .textProperty()
                .set(text);
    }

    private List<Node> cards() {
        return app.robot.on(() -> List.copyOf(app.window.lookupAll("#gallery .gallery-card")));
    }
}
