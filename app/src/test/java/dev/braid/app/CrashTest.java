package dev.braid.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.app.settings.UserFolders;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.engine.sweep.JavaChild;
import dev.braid.visuals.document.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
            desktop.whenOpen(workspace -> {
                workspace
                        .open()
                        .getFirst()
                        .design()
                        .edit(design -> Edits.addBlock(design, "", BlockNode.of("mine", "rms-norm", Map.of())));
                workspace.createNew();
            });
            desktop.awaitClosed();
        }
    }

    @Test
    void a_killed_program_offers_everything_at_the_next_start() throws Exception {
        DesignFile.write(folder.resolve("saved.json"), dev.braid.app.workspace.Samples.read("mamba.json"));
        Process victim = new ProcessBuilder(
                        JavaChild.command(Victim.class.getName(), List.of(), List.of(folder.toString())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("victim.log").toFile())
                .start();
        try {
            while (!copied()) {
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

    private boolean copied() throws IOException {
        Path root = folder.resolve("recovery");
        if (!Files.isDirectory(root)) {
            return false;
        }
        try (Stream<Path> sessions = Files.list(root)) {
            for (Path session : sessions.toList()) {
                Path list = session.resolve("documents.json");
                if (Files.exists(list)
                        && Files.readString(list).contains("Untitled")
                        && Files.readString(list).contains("\"edited\" : true")) {
                    return true;
                }
            }
        }
        return false;
    }
}
