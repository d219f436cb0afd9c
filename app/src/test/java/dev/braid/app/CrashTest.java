package dev.braid.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.app.settings.UserFolders;
import dev.braid.app.training.Status;
import dev.braid.app.training.TrainingSession;
import dev.braid.app.workspace.Samples;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.engine.sweep.JavaChild;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.feed.UiThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed in the middle loses nothing. */
class CrashTest {
    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    /** The program that is going to be killed: opens a saved design, changes it, and waits. */
    static final class Victim {
        private Victim() {}

        /** The folder is its only argument. */
        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[0]);
            HeadlessToolkit.choose();
            Desktop desktop = new Desktop(UserFolders.within(folder));
            desktop.open(List.of(folder.resolve("saved.json")), () -> {});
            desktop.whenOpen(studio -> {
                studio.workspace
                        .open()
                        .getFirst()
                        .design()
                        .edit(design -> Edits.addBlock(design, "", BlockNode.of("mine", "rms-norm", Map.of())));
                studio.workspace.createNew();
            });
            desktop.awaitClosed();
        }
    }

    /** The program that is going to be killed while it trains. */
    static final class TrainingVictim {
        private TrainingVictim() {}

        /** The folder is its only argument. */
        public static void main(String[] arguments) throws InterruptedException {
            HeadlessToolkit.choose();
            Desktop desktop = new Desktop(UserFolders.within(Path.of(arguments[0])));
            desktop.open(List.of(), () -> {});
            desktop.whenOpen(studio -> {
                studio.workspace.openCopy(Samples.read("mamba.json"));
                TrainingSession session = Objects.requireNonNull(studio.desk.currentSession());
                session.form().trainingLengths.set(List.of(8));
                session.form().evaluatedLengths.set(List.of(8, 16));
                session.form().batch.set(2L);
                session.form().steps.set(1_000_000L);
                session.statusProperty().subscribe(status -> {
                    if (status.possible().train() && status.phase() == Status.Phase.READY) {
                        UiThread.later(session::train);
                    }
                });
            });
            desktop.awaitClosed();
        }
    }

    @Test
    void a_program_that_is_killed_while_it_trains_offers_the_interrupted_plan() throws Exception {
        Process victim = start(TrainingVictim.class);
        try {
            while (!isTraining()) {
                assertThat(victim.isAlive())
                        .as(Files.readString(folder.resolve("victim.log")))
                        .isTrue();
                Thread.onSpinWait();
            }
        } finally {
            victim.destroyForcibly();
        }
        assertThat(victim.waitFor()).isEqualTo(KILLED);

        try (AppWindow app = new AppWindow(folder, 1440, 900)) {
            app.robot.run(() -> app.studio.workspace.offerRecovery());
            app.robot.waitUntil(
                    "the designs are offered",
                    () -> app.studio.workspace.noticeProperty().get() != null);
            app.robot.click("Bring back");
            app.robot.waitUntil(
                    "the plan is offered",
                    () -> app.studio.desk.currentSession() != null
                            && app.studio.desk.currentSession().noticeProperty().get() != null);
            assertThat(app.robot.on(() -> app.session().noticeProperty().get().text()))
                    .contains("Mamba", "interrupted", "0 of 3");
            app.picture("journey-interrupted");
            app.robot.click("Go on");
            app.robot.waitUntil(
                    "it goes on",
                    () -> app.studio.desk.ablationProperty().get() != null
                            && app.studio
                                            .desk
                                            .ablationProperty()
                                            .get()
                                            .session()
                                            .statusProperty()
                                            .get()
                                            .phase()
                                    == Status.Phase.RUNNING);
        }
    }

    /** Whether the plan is kept, its first run is under way, and the designs have been copied. */
    private boolean isTraining() throws IOException {
        Path runs = folder.resolve("runs");
        if (!Files.isDirectory(runs) || !Files.isDirectory(runs.resolve("plans")) || !copied("Mamba\"")) {
            return false;
        }
        try (Stream<Path> all = Files.walk(runs)) {
            return all.anyMatch(path -> path.getFileName().toString().startsWith("events"));
        } catch (UncheckedIOException e) {
            return false; // a file was renamed meanwhile
        }
    }

    private Process start(Class<?> program) throws IOException {
        return new ProcessBuilder(JavaChild.command(program.getName(), List.of(), List.of(folder.toString())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("victim.log").toFile())
                .start();
    }

    @Test
    void a_killed_program_offers_everything_at_the_next_start() throws Exception {
        DesignFile.write(folder.resolve("saved.json"), dev.braid.app.workspace.Samples.read("mamba.json"));
        Process victim = start(Victim.class);
        try {
            while (!copied("Untitled") || !copied("\"edited\" : true")) {
                assertThat(victim.isAlive())
                        .as(Files.readString(folder.resolve("victim.log")))
                        .isTrue();
                Thread.onSpinWait();
            }
        } finally {
            victim.destroyForcibly();
        }
        assertThat(victim.waitFor()).isEqualTo(KILLED);

        try (AppWindow app = new AppWindow(folder, 1000, 700)) {
            app.robot.run(() -> app.studio.workspace.offerRecovery());
            app.robot.waitUntil(
                    "it offers them",
                    () -> app.studio.workspace.noticeProperty().get() != null);
            Notice offer =
                    app.robot.on(() -> app.studio.workspace.noticeProperty().get());
            assertThat(offer.text()).contains("2 designs were open", "1 with changes");
            app.picture("journey-recovery");
            app.robot.click("Bring back");
            app.robot.waitUntil(
                    "they are back", () -> app.studio.workspace.open().size() == 2);
            app.robot.run(() -> {
                assertThat(app.studio.workspace.open())
                        .extracting(file -> file.title().get())
                        .containsExactly("Mamba", "Untitled");
                assertThat(app.studio
                                .workspace
                                .open()
                                .getFirst()
                                .design()
                                .document()
                                .graph()
                                .block("mine"))
                        .isPresent();
            });
        }
    }

    /** Whether the list of what is open says that. */
    private boolean copied(String words) throws IOException {
        Path root = folder.resolve("recovery");
        if (!Files.isDirectory(root)) {
            return false;
        }
        try (Stream<Path> sessions = Files.list(root)) {
            for (Path session : sessions.toList()) {
                Path list = session.resolve("documents.json");
                if (Files.exists(list) && Files.readString(list).contains(words)) {
                    return true;
                }
            }
        }
        return false;
    }
}
