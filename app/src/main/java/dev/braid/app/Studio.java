package dev.braid.app;

import dev.braid.app.settings.RememberedSettings;
import dev.braid.app.settings.Settings;
import dev.braid.app.settings.UserFolders;
import dev.braid.app.training.TrainingDesk;
import dev.braid.app.workspace.CurrentDesign;
import dev.braid.app.workspace.FileDialogs;
import dev.braid.app.workspace.OpenFile;
import dev.braid.app.workspace.Recovery;
import dev.braid.app.workspace.Workspace;
import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.sweep.Lanes;
import dev.braid.visuals.feed.Pulse;
import dev.braid.visuals.theme.Appearance;
import java.util.concurrent.ExecutorService;
import javafx.collections.ListChangeListener;
import javafx.util.Duration;

/** What all parts of the window share, made once. */
final class Studio {
    final UserFolders folders;
    final BlockCatalog catalog = new BlockCatalog(StandardBlocks.ALL);
    final ExecutorService checks = Lanes.single("braid checks");
    final ExecutorService files = Lanes.single("braid files");
    final ExecutorService figures = Lanes.single("braid figures");
    final ExecutorService runs = Lanes.several("braid runs");
    final Appearance appearance = new Appearance();
    final Pulse pulse = new Pulse();

    final RememberedSettings settings;
    final FileDialogs dialogs;
    final Workspace workspace;
    final CurrentDesign current;
    final TrainingDesk desk;
    final RunControls run;
    private final Runnable silence;

    Studio(UserFolders folders, Settings settings, FileDialogs dialogs, Duration autosaveDelay) {
        this.folders = folders;
        this.dialogs = dialogs;
        this.settings = new RememberedSettings(settings, folders.settings(), files);
        appearance.themeProperty().set(settings.theme());
        appearance.themeProperty().subscribe(theme -> this.settings.change(now -> now.with(theme)));
        workspace = new Workspace(new Workspace.Parts(
                catalog,
                checks,
                files,
                dialogs,
                this.settings,
                DesignFile::write,
                new Recovery(folders.recovery()),
                autosaveDelay));
        current = new CurrentDesign(workspace);
        desk = new TrainingDesk(catalog, folders.runs(), runs);
        run = new RunControls(desk, current.designProperty());
        desk.currentProperty().bind(current.designProperty());
        workspace.open().addListener((ListChangeListener<OpenFile>) change -> {
            while (change.next()) {
                change.getAddedSubList()
                        .forEach(file ->
                                desk.session(file.design()).contextProperty().subscribe(file::useOn));
                change.getRemoved().forEach(file -> desk.close(file.design()));
            }
        });
        silence = pulse.listen(desk::poll);
    }

    /**
     * Ends the threads; what they have begun is finished.
     *
     * @param written called once everything that was to be written is in its file
     */
    void close(Runnable written) {
        silence.run();
        workspace.stop();
        checks.shutdown();
        files.execute(written);
        files.shutdown();
        figures.shutdown();
        runs.shutdown();
    }
}
