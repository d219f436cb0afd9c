package dev.braid.app;

import dev.braid.app.settings.Settings;
import dev.braid.app.settings.SettingsFile;
import dev.braid.app.settings.UserFolders;
import dev.braid.app.workspace.Workspace;
import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.sweep.Lanes;
import dev.braid.visuals.feed.Pulse;
import dev.braid.visuals.feed.UiThread;
import dev.braid.visuals.icon.BlockIcons;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.animation.AnimationTimer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.paint.Color;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;
import org.slf4j.LoggerFactory;

/** Opens the window and keeps it until it is closed. */
final class Desktop {
    /** In beats of the pulse: three seconds. */
    private static final int LOOK_FOR_CHANGES = 30;
    /** In twentieths of a second. */
    private static final int LONGEST_STOP = 100;

    private static final double SMALLEST_WIDTH = 760;
    private static final double SMALLEST_HEIGHT = 520;

    /** JavaFX would begin by complaining about the class path; held here, for loggers are forgotten otherwise. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private final UserFolders folders;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Studio> opened = new CompletableFuture<>();
    private Runnable close = () -> {};

    Desktop(UserFolders folders) {
        this.folders = folders;
    }

    /** Does something once every design that was to be opened is open; for tests. */
    void whenOpen(Consumer<Studio> action) {
        opened.thenAccept(action);
    }

    /** Waits until the window is closed and everything is written. */
    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** Waits until the window is closed and everything is written, but no longer than that; returns whether it is so. */
    boolean awaitClosed(long seconds) throws InterruptedException {
        return closed.await(seconds, TimeUnit.SECONDS);
    }

    /**
     * Opens the window.
     *
     * @param files designs to open
     * @param afterFirstFrame done once the window can be used, on the user-interface thread
     */
    void open(List<Path> files, Runnable afterFirstFrame) {
        JAVAFX.setLevel(Level.SEVERE);
        CompletableFuture<Settings> settings = headStart();
        Platform.startup(() -> {
            Platform.setImplicitExit(false); // runs are given time to stop when the window is gone
            Milestones.reach("JavaFX ready");
            open(settings.join(), files, afterFirstFrame);
        });
    }

    /** What the window needs and JavaFX does not, on the second processor while JavaFX wakes up. */
    private CompletableFuture<Settings> headStart() {
        ExecutorService aside = Lanes.single("braid start");
        CompletableFuture<Settings> settings = CompletableFuture.supplyAsync(
                () -> {
                    Settings read = SettingsFile.read(folders.settings());
                    Milestones.reach("settings read");
                    return read;
                },
                aside);
        aside.execute(() -> BlockIcons.readAhead(
                StandardBlocks.ALL.stream().map(BlockType::id).toList()));
        aside.execute(() -> LoggerFactory.getLogger(Desktop.class));
        aside.shutdown();
        return settings;
    }

    private void open(Settings settings, List<Path> files, Runnable afterFirstFrame) {
        Stage stage = new Stage();
        Studio studio = new Studio(folders, settings, new DesktopFileDialogs(() -> stage), Workspace.AUTOSAVE_DELAY);
        close = () -> close(stage, studio);
        MainWindow window = new MainWindow(studio, close);
        Runnable showTraining = window.holdTrainingBack();
        if (files.isEmpty() && !settings.startedBefore()) {
            window.openFirstDesigns();
        }
        Milestones.reach("window made");
        Settings.Window size = settings.window();
        Scene scene = new Scene(window, size.width(), size.height());
        window.dress(scene);
        stage.setScene(scene);
        stage.setTitle("Braid");
        stage.setMinWidth(SMALLEST_WIDTH);
        stage.setMinHeight(SMALLEST_HEIGHT);
        fitOnScreen(stage, size);
        stage.setOnCloseRequest(event -> {
            event.consume();
            window.rememberSizes(stage);
            studio.workspace.quit(() -> close(stage, studio));
        });
        files.forEach(studio.workspace::open);
        stage.show();
        Milestones.reach("window shown");
        new AnimationTimer() {
            private int frames;

            @Override
            public void handle(long now) {
                // The second pulse comes when the first frame is on the screen.
                if (++frames == 2) {
                    stop();
                    Milestones.reach("first frame drawn");
                    setIcon(stage);
                    showTraining.run();
                    studio.settings.change(Settings::started);
                    studio.workspace.offerRecovery();
                    watchFiles(stage, studio.workspace, studio.pulse);
                    studio.files.execute(() -> UiThread.later(() -> opened.complete(studio)));
                    afterFirstFrame.run();
                }
            }
        }.start();
    }

    /** Closes the window, whatever is open in it. User-interface thread only. */
    void close() {
        close.run();
    }

    private static void fitOnScreen(Stage stage, Settings.Window size) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.min(size.width(), screen.getWidth()));
        stage.setHeight(Math.min(size.height(), screen.getHeight()));
        stage.setMaximized(size.maximised());
    }

    private static void setIcon(Stage stage) {
        SnapshotParameters clear = new SnapshotParameters();
        clear.setFill(Color.TRANSPARENT);
        stage.getIcons()
                .add(new Scene(new javafx.scene.Group(BlockIcons.program(64)), 64, 64, Color.TRANSPARENT)
                        .getRoot()
                        .snapshot(clear, null));
    }

    /** Other programs may change files at any time: looked for now and then, and when the user comes back. */
    private static void watchFiles(Window stage, Workspace workspace, Pulse pulse) {
        stage.focusedProperty().addListener((property, before, focused) -> {
            if (focused) {
                workspace.lookForChanges();
            }
        });
        pulse.listen(new Runnable() {
            private int beats;

            @Override
            public void run() {
                if (++beats % LOOK_FOR_CHANGES == 0) {
                    workspace.lookForChanges();
                }
            }
        });
    }

    /** Runs stop at their next step and keep what is done; a run that does not stop in time loses that step only. */
    private void close(Stage stage, Studio studio) {
        stage.hide();
        studio.desk.stopAll();
        Timeline wait = new Timeline(new KeyFrame(Duration.millis(50)));
        wait.setCycleCount(LONGEST_STOP);
        Runnable end = () -> {
            wait.stop();
            studio.close(closed::countDown);
            Platform.exit();
        };
        if (studio.desk.isQuiet()) {
            end.run();
            return;
        }
        wait.getKeyFrames().setAll(new KeyFrame(Duration.millis(50), event -> {
            if (studio.desk.isQuiet()) {
                end.run();
            }
        }));
        wait.setOnFinished(event -> end.run());
        wait.play();
    }
}
