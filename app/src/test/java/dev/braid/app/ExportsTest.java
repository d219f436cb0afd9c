package dev.braid.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.app.training.Status.Phase;
import dev.braid.app.training.TrainingSession;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlanFile;
import dev.braid.visuals.document.Notice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures and plans leave the window as files. */
class ExportsTest {
    @TempDir
    Path folder;

    private AppWindow app;

    @BeforeEach
    void open() {
        app = new AppWindow(folder, 1300, 850);
        app.robot.run(() -> app.window.openSample("attention.json"));
        app.quick(20);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private void train() {
        app.until(Phase.READY);
        app.robot.click("#train");
        app.until(Phase.FINISHED);
    }

    private void command(String id) {
        app.robot.run(() -> app.window.commands().get(id).run());
    }

    private Notice notice() {
        return app.robot.on(() -> app.session().noticeProperty().get());
    }

    private void untilTold(String words) {
        app.robot.waitUntil("it is told: " + words, () -> {
            Notice notice = app.studio.desk.currentSession().noticeProperty().get();
            return notice != null && notice.text().contains(words);
        });
    }

    @Test
    void the_figure_that_is_shown_is_exported_in_all_formats_with_the_ids_of_its_runs() throws Exception {
        train();
        List<String> runs = app.robot.on(
                () -> app.session().data().stream().map(run -> run.id()).toList());
        assertThat(runs).isNotEmpty();
        for (String format : List.of("png", "svg", "pdf", "csv")) {
            app.answer = folder.resolve("figure of today"); // the ending is left to the program
            command("export-" + format);
            Path file = folder.resolve("figure of today." + format);
            untilTold("The figure is saved as " + file);
            assertThat(file).isNotEmptyFile();
        }
        app.picture("exported");
        assertThat(Files.readString(folder.resolve("figure of today.csv"))).contains(runs);
        assertThat(Files.readString(folder.resolve("figure of today.svg")))
                .contains(runs)
                .contains("Recall against context length")
                .contains("\"braid-run\"");
        assertThat(new String(Files.readAllBytes(folder.resolve("figure of today.png")), StandardCharsets.ISO_8859_1))
                .startsWith("\u0089PNG");
        assertThat(new String(Files.readAllBytes(folder.resolve("figure of today.pdf")), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF");
    }

    @Test
    void the_tab_decides_which_figure_is_exported() throws Exception {
        train();
        command("show-loss");
        app.answer = folder.resolve("loss.csv");
        command("export-csv");
        untilTold("loss.csv");
        assertThat(Files.readString(app.answer)).contains("run,Attention,").contains("specification: ");
    }

    @Test
    void a_folder_that_is_gone_is_said_in_line_and_another_can_be_chosen_with_a_click() {
        train();
        app.answer = folder.resolve("gone/figure.svg");
        command("export-svg");
        untilTold("Not exported");
        assertThat(notice().level()).isEqualTo(Notice.Level.ERROR);
        assertThat(notice().text()).contains("its folder does not exist");
        app.picture("export-refused");
        app.answer = folder.resolve("figure.svg");
        app.robot.click("Save elsewhere …");
        untilTold("The figure is saved as");
        assertThat(app.answer).isNotEmptyFile();
    }

    @Test
    void a_figure_without_points_is_not_exported_but_told_why() {
        app.answer = folder.resolve("nothing.png");
        command("export-png");
        untilTold("nothing to export yet");
        assertThat(app.answer).doesNotExist();
    }

    @Test
    void a_plan_is_exported_as_the_command_line_reads_it() throws Exception {
        TrainingSession session = app.session();
        app.answer = folder;
        command("export-plan");
        untilTold("The plan and its designs are saved");
        command("export-plan");
        untilTold("-2;");
        SweepPlan plan = app.robot.on(() -> session.plan().orElseThrow());
        List<Path> plans;
        try (var files = Files.walk(folder)) {
            plans = files.filter(file -> file.endsWith("plan.json")).sorted().toList();
        }
        assertThat(plans).hasSize(2).isSortedAccordingTo(Path::compareTo);
        assertThat(SweepPlan.read(SweepPlanFile.in(plans.getFirst().getParent())))
                .isEqualTo(plan);
    }
}
