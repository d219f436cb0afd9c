package dev.braid.app.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.app.settings.RememberedSettings;
import dev.braid.app.settings.Settings;
import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.engine.sweep.Lanes;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.robot.Robot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import javafx.scene.layout.Pane;
import javafx.util.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workspace by its own methods, on the toolkit's thread; files are real. */
class WorkspaceTest {
    private static final Architecture MAMBA = Samples.read("mamba.json");

    @TempDir
    Path folder;

    private final ExecutorService checks = Lanes.single("checks of a test");
    private final ExecutorService files = Lanes.single("files of a test");
    private final List<Path> chosenToOpen = new ArrayList<>();
    private Optional<Path> chosenToSave = Optional.empty();
    private Workspace.DesignWriter writer = DesignFile::write;
    private Robot robot;
    private Workspace workspace;

    @BeforeEach
    void open() {
        robot = Robot.show(Pane::new, 200, 100);
        workspace = robot.on(() -> workspace());
    }

    @AfterEach
    void close() {
        robot.close();
        checks.shutdown();
        files.shutdown();
    }

    private Workspace workspace() {
        FileDialogs dialogs = new FileDialogs() {
            @Override
            public List<Path> open() {
                return chosenToOpen;
            }

            @Override
            public Optional<Path> save(Path suggestion) {
                return chosenToSave;
            }

            @Override
            public Optional<Path> folder(Path present) {
                return Optional.empty();
            }

            @Override
            public Optional<Path> text() {
                return Optional.empty();
            }
        };
        BlockCatalog catalog = new BlockCatalog(StandardBlocks.ALL);
        return new Workspace(new Workspace.Parts(
                catalog,
                checks,
                files,
                dialogs,
                new RememberedSettings(Settings.FIRST, folder.resolve("settings.json"), files),
                (file, design) -> writer.write(file, design),
                new Recovery(folder.resolve("recovery")),
                Duration.millis(10)));
    }

    private OpenFile opened(Path file) {
        robot.run(() -> workspace.open(file));
        robot.waitUntil("the file is open", () -> workspace.open().stream().anyMatch(each -> file.equals(each.file())));
        return robot.on(() -> workspace.open().stream()
                .filter(each -> file.equals(each.file()))
                .findFirst()
                .orElseThrow());
    }

    private Path saved(String name) throws IOException {
        Path file = folder.resolve(name);
        DesignFile.write(file, MAMBA);
        return file;
    }

    private void addBlock(OpenFile file, String id) {
        robot.run(() ->
                file.design().edit(design -> Edits.addBlock(design, "", BlockNode.of(id, "rms-norm", Map.of()))));
    }

    private void act(Notice notice, String title) {
        robot.run(() -> notice.actions().stream()
                .filter(action -> action.title().startsWith(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError(title + " is not among " + notice.actions()))
                .run()
                .run());
    }

    private Notice notice(OpenFile file) {
        robot.waitUntil("there is a notice", () -> file.noticeProperty().get() != null);
        return robot.on(() -> file.noticeProperty().get());
    }

    private Notice notice() {
        robot.waitUntil("there is a notice", () -> workspace.noticeProperty().get() != null);
        return robot.on(() -> workspace.noticeProperty().get());
    }

    private void waitUntilSaved(OpenFile file) {
        robot.waitUntil("it is saved", () -> file.design().savedProperty().get());
    }

    @Test
    void a_design_is_opened_changed_and_saved() throws Exception {
        OpenFile file = opened(saved("mamba.json"));
        addBlock(file, "extra");
        assertThat(robot.on(() -> file.design().savedProperty().get())).isFalse();

        robot.run(() -> workspace.save(file));
        waitUntilSaved(file);
        assertThat(DesignFile.read(folder.resolve("mamba.json")).graph().block("extra"))
                .isPresent();
    }

    @Test
    void a_file_is_opened_once() throws IOException {
        Path path = saved("mamba.json");
        OpenFile file = opened(path);
        robot.run(() -> workspace.createNew());
        robot.run(() -> workspace.open(path));
        assertThat(robot.on(() -> workspace.open().size())).isEqualTo(2);
        assertThat(robot.on(() -> workspace.currentProperty().get())).isSameAs(file);
    }

    @Test
    void a_file_that_is_no_design_is_told_with_line_and_column() throws IOException {
        Path path = folder.resolve("broken.json");
        Files.writeString(path, "{\n  \"format\": \"something else\"\n}");
        robot.run(() -> workspace.open(path));
        assertThat(notice().text()).contains("broken.json", "line 2", "column");
        assertThat(robot.on(() -> workspace.open().size())).isZero();
    }

    @Test
    void a_file_of_a_hundred_megabytes_is_told_in_a_sentence() throws IOException {
        Path path = folder.resolve("huge.json");
        try (var file = new java.io.RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        robot.run(() -> workspace.open(path));
        assertThat(notice().text()).contains("huge.json", "4 MiB");
        assertThat(robot.on(() -> workspace.open().size())).isZero();
    }

    @Test
    void a_place_that_cannot_be_written_to_is_told_and_nothing_is_lost() throws IOException {
        Path noFolder = Files.writeString(folder.resolve("file.txt"), "not a folder");
        OpenFile file = robot.on(() -> workspace.createNew());
        addBlock(file, "norm");
        chosenToSave = Optional.of(noFolder.resolve("new.json"));
        robot.run(() -> workspace.saveAs(file));
        assertThat(notice(file).text()).contains("still here");
        assertThat(robot.on(() -> file.design().savedProperty().get())).isFalse();
    }

    @Test
    void a_new_design_asks_where_it_is_to_be_saved() throws Exception {
        OpenFile file = robot.on(() -> workspace.createNew());
        addBlock(file, "norm");
        chosenToSave = Optional.of(folder.resolve("new"));
        robot.run(() -> workspace.save(file));
        waitUntilSaved(file);
        assertThat(robot.on(file::file)).isEqualTo(folder.resolve("new.json"));
        assertThat(DesignFile.read(folder.resolve("new.json")).graph().block("norm"))
                .isPresent();
    }

    @Test
    void a_design_that_cannot_be_saved_stays_and_can_be_saved_elsewhere() throws Exception {
        OpenFile file = opened(saved("mamba.json"));
        addBlock(file, "extra");
        writer = (path, design) -> {
            throw new IOException(path + ": it could not be saved, the system says: No space left on device");
        };
        robot.run(() -> workspace.save(file));
        Notice notice = notice(file);
        assertThat(notice.text()).contains("No space left on device", "still here");
        assertThat(robot.on(() -> file.design().savedProperty().get())).isFalse();

        writer = DesignFile::write;
        chosenToSave = Optional.of(folder.resolve("other.json"));
        act(notice, "Save elsewhere");
        waitUntilSaved(file);
        assertThat(DesignFile.read(folder.resolve("other.json")).graph().block("extra"))
                .isPresent();
        assertThat(DesignFile.read(folder.resolve("mamba.json"))).isEqualTo(MAMBA);
    }

    @Test
    void a_folder_that_does_not_exist_is_told_in_a_sentence() {
        OpenFile file = robot.on(() -> workspace.createNew());
        addBlock(file, "norm");
        chosenToSave = Optional.of(folder.resolve("nowhere/new.json"));
        robot.run(() -> workspace.saveAs(file));
        assertThat(notice(file).text()).contains("its folder does not exist");
    }

    @Test
    void a_design_with_changes_is_closed_only_when_told_so() throws IOException {
        OpenFile file = opened(saved("mamba.json"));
        addBlock(file, "extra");
        robot.run(() -> workspace.close(file));
        assertThat(robot.on(() -> workspace.open())).contains(file);

        act(notice(file), "Close without");
        assertThat(robot.on(() -> workspace.open().size())).isZero();
    }

    @Test
    void saving_and_closing_writes_the_changes() throws Exception {
        OpenFile file = opened(saved("mamba.json"));
        addBlock(file, "extra");
        robot.run(() -> workspace.close(file));
        act(notice(file), "Save and close");
        robot.waitUntil("it is closed", () -> workspace.open().isEmpty());
        assertThat(DesignFile.read(folder.resolve("mamba.json")).graph().block("extra"))
                .isPresent();
    }

    @Test
    void a_file_that_somebody_else_changed_is_not_overwritten_unasked() throws Exception {
        Path path = saved("mamba.json");
        OpenFile file = opened(path);
        addBlock(file, "mine");
        changeBySomebodyElse(path);

        robot.run(() -> workspace.save(file));
        Notice notice = notice(file);
        assertThat(notice.text()).contains("changed by another program");
        assertThat(DesignFile.read(path).graph().block("theirs")).isPresent();

        act(notice, "Keep mine");
        robot.run(() -> workspace.save(file));
        waitUntilSaved(file);
        assertThat(DesignFile.read(path).graph().block("mine")).isPresent();
    }

    @Test
    void reloading_takes_what_is_on_disk_and_undo_brings_back_mine() throws Exception {
        Path path = saved("mamba.json");
        OpenFile file = opened(path);
        addBlock(file, "mine");
        changeBySomebodyElse(path);

        robot.run(() -> workspace.lookForChanges());
        act(notice(file), "Reload");
        assertThat(robot.on(() -> file.design().document().graph().block("theirs")))
                .isPresent();
        waitUntilSaved(file);

        robot.run(() -> file.design().undo());
        assertThat(robot.on(() -> file.design().document().graph().block("mine")))
                .isPresent();
    }

    private static void changeBySomebodyElse(Path path) throws Exception {
        Architecture design = DesignFile.read(path);
        DesignFile.write(
                path,
                Edits.addBlock(design, "", BlockNode.of("theirs", "rms-norm", Map.of()))
                        .applyTo(design));
        Files.setLastModifiedTime(path, FileTime.fromMillis(System.currentTimeMillis() + 5000));
    }

    @Test
    void quitting_with_changes_asks_and_saving_everything_quits() throws Exception {
        OpenFile first = opened(saved("first.json"));
        OpenFile second = opened(saved("second.json"));
        addBlock(first, "one");
        addBlock(second, "two");
        boolean[] gone = new boolean[1];
        robot.run(() -> workspace.quit(() -> gone[0] = true));
        assertThat(gone[0]).isFalse();

        act(notice(), "Save and quit");
        robot.waitUntil("it quits", () -> gone[0]);
        assertThat(DesignFile.read(folder.resolve("first.json")).graph().block("one"))
                .isPresent();
        assertThat(DesignFile.read(folder.resolve("second.json")).graph().block("two"))
                .isPresent();
        assertThat(folder.resolve("recovery")).isEmptyDirectory();
    }

    @Test
    void what_was_open_when_the_program_died_comes_back_in_its_order() throws Exception {
        // What a program leaves behind that was killed: copies and a list, and nobody who holds the lock.
        Path file = saved("mamba.json");
        OpenFile untitled = robot.on(() -> workspace.createNew());
        addBlock(untitled, "norm");
        OpenFile saved = opened(file);
        addBlock(saved, "extra");
        robot.run(() -> workspace.createNew());
        Path copies = folder.resolve("recovery");
        Path session = waitForCopies(copies, 3);
        Path abandoned = copies.resolve("1-died");
        Files.createDirectories(abandoned);
        try (var parts = Files.list(session)) {
            for (Path part : parts.toList()) {
                Files.copy(part, abandoned.resolve(part.getFileName()));
            }
        }

        Workspace next = robot.on(() -> workspace());
        robot.run(next::offerRecovery);
        robot.waitUntil("it offers them", () -> next.noticeProperty().get() != null);
        Notice offer = robot.on(() -> next.noticeProperty().get());
        assertThat(offer.text()).contains("3 designs were open", "2 with changes");
        act(offer, "Bring back");
        robot.waitUntil("they are back", () -> next.open().size() == 3);
        robot.run(() -> {
            assertThat(next.open())
                    .extracting(each -> each.title().get())
                    .containsExactly("Untitled", "Mamba", "Untitled 2");
            assertThat(next.open().get(0).design().document().graph().block("norm"))
                    .isPresent();
            assertThat(next.open().get(1).design().document().graph().block("extra"))
                    .isPresent();
            assertThat(next.open().get(1).file()).isEqualTo(file);
            assertThat(next.open().get(1).design().savedProperty().get()).isFalse();
            next.open().get(1).design().undo();
            assertThat(next.open().get(1).design().document()).isEqualTo(MAMBA);
        });
        robot.waitUntil("the old copies are gone", () -> Files.notExists(abandoned));
    }

    private Path waitForCopies(Path root, int count) {
        Path[] session = new Path[1];
        robot.waitUntil("copies are there", () -> {
            try (var sessions = Files.isDirectory(root) ? Files.list(root) : java.util.stream.Stream.<Path>empty()) {
                session[0] = sessions.findFirst().orElse(null);
                return session[0] != null
                        && Files.exists(session[0].resolve("documents.json"))
                        && Files.readString(session[0].resolve("documents.json"))
                                        .split("\"key\"", -1)
                                        .length
                                == count + 1
                        && Files.readString(session[0].resolve("design-2.json")).contains("extra");
            } catch (IOException e) {
                return false;
            }
        });
        return session[0];
    }

    @Test
    void designs_of_a_program_that_still_runs_are_not_offered() throws Exception {
        robot.run(() -> workspace.createNew());
        robot.waitUntil("copies are there", () -> Files.isDirectory(folder.resolve("recovery")));
        robot.run(() -> workspace.offerRecovery());
        files.submit(() -> {}).get();
        robot.settle();
        assertThat(robot.on(() -> workspace.noticeProperty().get())).isNull();
    }

    @Test
    void every_sample_is_in_the_gallery_and_sound() throws IOException {
        Path samples = Path.of("../sample-configs/architectures");
        try (var all = Files.walk(samples)) {
            List<String> there = all.filter(path -> path.toString().endsWith(".json"))
                    .map(path -> samples.relativize(path).toString())
                    .toList();
            assertThat(Samples.all()).extracting(Samples.Sample::path).containsExactlyInAnyOrderElementsOf(there);
        }
        BlockCatalog catalog = new BlockCatalog(StandardBlocks.ALL);
        EngineChecker checker = new EngineChecker(catalog, () -> new DesignContext(8192, 512));
        for (Samples.Sample sample : Samples.all()) {
            assertThat(checker.check(Samples.read(sample.path()), 0).sound())
                    .as(sample.path())
                    .isTrue();
        }
    }
}
