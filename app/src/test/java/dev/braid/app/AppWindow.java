package dev.braid.app;

import dev.braid.app.settings.Settings;
import dev.braid.app.settings.UserFolders;
import dev.braid.app.training.ChoicesForm;
import dev.braid.app.training.Status;
import dev.braid.app.training.TrainingSession;
import dev.braid.app.workspace.FileDialogs;
import dev.braid.visuals.canvas.GraphCanvas;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.robot.Robot;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.util.Duration;

/** The whole window as a user has it, with folders of its own; where it asks for a file, {@link #answer} is the answer. */
final class AppWindow implements AutoCloseable, FileDialogs {
    final Robot robot;
    final Path folder;
    Studio studio;
    MainWindow window;
    Path answer;

    AppWindow(Path folder, double width, double height) {
        this.folder = folder;
        robot = Robot.show(
                () -> {
                    studio = new Studio(UserFolders.within(folder), Settings.FIRST, this, Duration.millis(50));
                    window = new MainWindow(studio, () -> {});
                    return window;
                },
                width,
                height);
        robot.run(() -> window.dress(window.getScene()));
    }

    @Override
    public List<Path> open() {
        return answer == null ? List.of() : List.of(answer);
    }

    @Override
    public Optional<Path> save(Path suggestion) {
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<Path> folder(Path present) {
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<Path> text() {
        return Optional.empty();
    }

    /** The design that is worked on. */
    OpenDesign design() {
        return robot.on(() -> studio.current.designProperty().get());
    }

    TrainingSession session() {
        return robot.on(() -> studio.desk.currentSession());
    }

    /** Waits until the checker has seen the last edit. */
    AppWindow checked() {
        OpenDesign design = design();
        robot.waitUntil(
                "the design is checked", () -> design.findingsProperty().get().state() == design.state());
        return this;
    }

    boolean sound() {
        checked();
        return robot.on(() -> design().findingsProperty().get().sound());
    }

    /** A point of the scene on a port such as {@code mamba:out}. */
    Point2D port(String port, boolean input) {
        return canvasNode(".port", (input ? "in " : "out ") + port);
    }

    private Point2D canvasNode(String style, String id) {
        return robot.on(() -> {
            GraphCanvas canvas = window.canvas().orElseThrow();
            Node node = canvas.lookupAll(style).stream()
                    .filter(each -> id.equals(each.getId()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + id));
            return node.localToScene(
                    node.getBoundsInLocal().getCenterX(),
                    node.getBoundsInLocal().getCenterY());
        });
    }

    /** A point of the scene on the canvas: parts of its width and height. */
    Point2D canvasPoint(double x, double y) {
        return robot.on(() -> {
            GraphCanvas canvas = window.canvas().orElseThrow();
            return canvas.localToScene(x * canvas.getWidth(), y * canvas.getHeight());
        });
    }

    /** Draws a wire with the mouse. */
    void wire(String from, String to) {
        Point2D start = port(from, false);
        Point2D end = port(to, true);
        robot.drag(start.getX(), start.getY(), end.getX(), end.getY());
    }

    /** Settings with which a run takes a second. */
    void quick(long steps) {
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

    void until(Status.Phase phase) {
        robot.waitUntil(
                "the training is " + phase,
                () -> studio.desk.currentSession() != null
                        && studio.desk.currentSession().statusProperty().get().phase() == phase);
    }

    /** Leaves a picture to be looked at, where the tests were told to. */
    void picture(String name) {
        String folder = System.getProperty("braid.pictures", "");
        if (!folder.isEmpty()) {
            robot.snapshot(Path.of(folder, name + ".png"));
        }
    }

    @Override
    public void close() {
        robot.waitUntil("everything has stopped", () -> {
            studio.desk.stopAll();
            return studio.desk.isQuiet();
        });
        robot.close();
        robot.run(() -> studio.close(() -> {}));
    }
}
