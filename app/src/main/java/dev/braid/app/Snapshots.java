package dev.braid.app;

import dev.braid.app.settings.Settings;
import dev.braid.app.settings.UserFolders;
import dev.braid.app.training.Ablation;
import dev.braid.app.training.ChoicesForm;
import dev.braid.app.training.TrainingSession;
import dev.braid.app.workspace.FileDialogs;
import dev.braid.app.workspace.OpenFile;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.export.SafeFile;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.chart.FigureView;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.feed.UiThread;
import dev.braid.visuals.icon.BlockIcons;
import dev.braid.visuals.theme.Theme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javafx.util.Duration;
import javax.imageio.ImageIO;

/** Pictures of the main views, the same at every run. */
final class Snapshots implements AutoCloseable {
    private static final String ICON = "icon.png";
    private static final int ICON_SIZE = 256;
    private static final int FRAMES = 12;
    private static final long STEPS = 400;
    private static final long PATIENCE_MILLISECONDS = 300_000;

    private final Path folder;
    private final Path scratch;

    Snapshots(Path folder) throws IOException {
        this.folder = folder;
        this.scratch = Files.createTempDirectory("braid-snapshots");
    }

    /** Sizes of windows: a small laptop, a usual one, a large screen. */
    private record Size(int width, int height) {
        static final List<Size> ALL = List.of(new Size(1000, 700), new Size(1440, 900), new Size(2560, 1440));
    }

    /** What is to be seen. */
    private enum View {
        /** The first start: a design next to its twin. */
        FIRST_START,
        /** What one can start from. */
        GALLERY,
        /** A larger design, a block of it selected. */
        DESIGN,
        /** A design that was broken, with the reasons. */
        PROBLEMS,
        /** A block with its parameters and its explanation. */
        BLOCK,
        /** Two designs that were trained, with their curves. */
        TRAINING,
        /** What a window of attention costs and what it brings. */
        CHUNK_SIZE,
        /** Values of a parameter that are to be compared, trained. */
        ABLATION,
        /** All runs in a table. */
        RUNS,
        /** Curves for an audience. */
        PRESENTING,
        /** All commands. */
        COMMANDS,
        /** All shortcuts. */
        SHORTCUTS
    }

    /** Writes every picture whose name contains some text, and tells each. */
    void write(String only, Consumer<String> written) throws IOException, InterruptedException {
        if (ICON.contains(only)) {
            SafeFile.write(folder.resolve(ICON), png(on(() -> pixels(icon()))));
            written.accept(ICON);
        }
        for (View view : View.values()) {
            for (Theme theme : Theme.values()) {
                for (Size size : Size.ALL) {
                    String name = (view + "-" + theme).toLowerCase(Locale.ROOT).replace('_', '-') + "-" + size.width()
                            + "x" + size.height() + ".png";
                    if (name.contains(only)) {
                        SafeFile.write(folder.resolve(name), picture(view, theme, size));
                        written.accept(name);
                    }
                }
            }
        }
    }

    private byte[] picture(View view, Theme theme, Size size) throws IOException, InterruptedException {
        Stageless shown = on(() -> new Stageless(scratch, theme, size));
        shown.rest();
        on(() -> shown.open(view));
        shown.rest();
        on(() -> shown.train(view));
        shown.rest();
        on(() -> shown.finish(view));
        shown.rest();
        BufferedImage image = on(shown::picture);
        on(shown::close);
        return png(image);
    }

    /** The program's own drawing, as a package wants it. */
    private static WritableImage icon() {
        SnapshotParameters clear = new SnapshotParameters();
        clear.setFill(Color.TRANSPARENT);
        return new Scene(new Group(BlockIcons.program(ICON_SIZE)), ICON_SIZE, ICON_SIZE, Color.TRANSPARENT)
                .getRoot()
                .snapshot(clear, null);
    }

    private static BufferedImage pixels(WritableImage shot) {
        int width = (int) shot.getWidth();
        int height = (int) shot.getHeight();
        int[] pixels = new int[width * height];
        shot.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /**
     * A window's content of any size. The headless screen has 1000 × 1000 pixels, so it lies in a smaller window that shows
     * only a corner of it.
     */
    private static final class Stageless {
        private static final String WITHOUT_CARET =
                "data:text/css," + ".text-input%20%7B%20-fx-display-caret:%20false;%20%7D"; // it blinks

        private final Studio studio;
        private final MainWindow window;
        private final Stage stage = new Stage();

        Stageless(Path state, Theme theme, Size size) {
            studio = new Studio(
                    UserFolders.within(state), Settings.FIRST.with(theme), FileDialogs.NOBODY, Duration.minutes(10));
            window = new MainWindow(studio, () -> {});
            window.setMinSize(size.width(), size.height());
            window.setPrefSize(size.width(), size.height());
            window.setMaxSize(size.width(), size.height());
            Scene scene = new Scene(new Pane(window), 800, 600);
            window.dress(scene);
            scene.getStylesheets().add(WITHOUT_CARET);
            stage.setScene(scene);
            stage.show();
        }

        boolean open(View view) {
            switch (view) {
                case GALLERY -> window.editors().showGallery();
                case DESIGN, COMMANDS, SHORTCUTS -> window.openSample("published/hymba.json");
                case BLOCK -> window.openSample("mamba.json");
                case CHUNK_SIZE, ABLATION, RUNS -> {
                    window.openSample("attention.json");
                    studio.current.with(design -> List.of("attention-1", "attention-2")
                            .forEach(block -> design.edit(
                                    now -> Edits.setParameter(now, "", block, "span", new ParamValue.Text("window")))));
                }
                case PROBLEMS -> {
                    window.openSample("parallel-merge-attention.json");
                    studio.current.with(Snapshots::breakIt);
                }
                default -> window.openFirstDesigns();
            }
            return true;
        }

        /** Really trains: small runs, which all pictures share, since a run that is there is never computed again. */
        boolean train(View view) {
            switch (view) {
                case TRAINING, PRESENTING -> {
                    studio.desk.sessions().forEach(session -> choose(session.form(), STEPS, List.of(0L, 1L, 2L)));
                    studio.desk.sessions().forEach(TrainingSession::train);
                }
                case CHUNK_SIZE, ABLATION, RUNS ->
                    studio.current.with(design -> {
                        choose(studio.desk.session(design).form(), STEPS, List.of(0L, 1L));
                        ParamSpec parameter = studio.catalog.find("attention").orElseThrow().parameters().stream()
                                .filter(each -> each.name().equals("window"))
                                .findFirst()
                                .orElseThrow();
                        Ablation ablation = studio.desk.sweep(design, "attention-2", parameter);
                        ablation.axes()
                                .getFirst()
                                .values()
                                .set(Stream.of(2, 4, 8, 16, 32)
                                        .<ParamValue>map(ParamValue.Whole::new)
                                        .toList());
                        ablation.session().train();
                    });
                default -> {}
            }
            return true;
        }

        private static void choose(ChoicesForm form, long steps, List<Long> seeds) {
            form.trainingLengths.set(List.of(8, 16, 32));
            form.evaluatedLengths.set(List.of(8, 16, 32, 64));
            form.seeds.set(seeds);
            form.steps.set(steps);
            form.batch.set(16L);
            form.evaluateEvery.set(50L);
            form.evaluationExamples.set(64L);
            form.testExamples.set(64L);
        }

        boolean finish(View view) {
            switch (view) {
                case FIRST_START -> studio.current.with(design -> design.select(List.of("merge-1")));
                case DESIGN ->
                    studio.current.with(design ->
                            design.select(List.of(design.shown().blocks().get(2).id())));
                case PROBLEMS -> window.showProblems();
                case BLOCK -> studio.current.with(design -> design.select(List.of("mamba-1")));
                case CHUNK_SIZE, ABLATION, RUNS -> {
                    window.commands()
                            .get("show-" + view.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .run();
                    window.panels().enlargeBelow();
                }
                case PRESENTING -> window.presenter().presentingProperty().set(true);
                case COMMANDS -> window.commands().get("commands").run();
                case SHORTCUTS -> window.commands().get("shortcuts").run();
                default -> {}
            }
            return true;
        }

        /** Waits until the background has nothing left to say and the window has drawn it. */
        void rest() throws InterruptedException {
            for (int i = 0; i < 2; i++) {
                waitUntil(studio.desk::isQuiet);
                waitUntil(() -> studio.workspace.open().stream().allMatch(Stageless::isChecked));
                barrier(studio);
                awaitFrames();
            }
        }

        private static boolean isChecked(OpenFile file) {
            return file.design().findingsProperty().get().state()
                    == file.design().state();
        }

        private static void awaitFrames() throws InterruptedException {
            CountDownLatch frames = new CountDownLatch(FRAMES);
            AnimationTimer timer = on(() -> {
                AnimationTimer counter = new AnimationTimer() {
                    @Override
                    public void handle(long now) {
                        frames.countDown();
                    }
                };
                counter.start();
                return counter;
            });
            frames.await();
            on(() -> {
                timer.stop();
                return true;
            });
        }

        BufferedImage picture() {
            window.trainingPanel().figures().forEach(FigureView::drawNow);
            SnapshotParameters whole = new SnapshotParameters();
            whole.setViewport(new Rectangle2D(0, 0, window.getWidth(), window.getHeight()));
            return pixels(window.snapshot(whole, null));
        }

        boolean close() {
            stage.hide();
            studio.close(() -> {});
            return true;
        }
    }

    private static void breakIt(OpenDesign design) {
        design.edit(now -> Edits.setParameter(now, "", "attention-1", "heads", new ParamValue.Whole(3)));
        design.edit(now -> Edits.disconnect(now, "", new PortRef("norm-2", "in")));
    }

    private static void barrier(Studio studio) throws InterruptedException {
        try {
            studio.files.submit(() -> {}).get();
            studio.checks.submit(() -> {}).get();
            studio.figures.submit(() -> {}).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void waitUntil(BooleanSupplier holds) throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLISECONDS;
        while (!on(holds::getAsBoolean)) {
            if (System.currentTimeMillis() > end) {
                throw new IllegalStateException("the picture did not come to rest");
            }
            Thread.sleep(5);
        }
    }

    private static <T> T on(Callable<T> task) throws InterruptedException {
        FutureTask<T> future = new FutureTask<>(task);
        UiThread.later(future);
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        Platform.exit();
        List<Path> left = new ArrayList<>();
        try (Stream<Path> files = Files.walk(scratch)) {
            files.sorted(Comparator.reverseOrder()).forEach(left::add);
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
    }
}
