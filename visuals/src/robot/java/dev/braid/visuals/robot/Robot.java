package dev.braid.visuals.robot;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The one gateway to TestFX. Actions return when the window has settled; {@link #waitUntil} waits for what takes longer. Where a test needs
 * the scene graph itself, {@link #on} reads it on the user-interface thread.
 */
public final class Robot {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FxRobot hands = new FxRobot();
    private final Stage stage;

    private Robot(Stage stage) {
        this.stage = stage;
    }

    /** Shows a scene of that size in a fresh window in the corner of the screen. */
    public static Robot show(Callable<? extends Parent> root, double width, double height) {
        try {
            FxToolkit.registerPrimaryStage();
            WaitForAsyncUtils.clearExceptions(); // those of tests before
            Stage stage = FxToolkit.registerStage(Stage::new);
            Robot robot = new Robot(stage);
            robot.on(() -> {
                stage.setScene(new Scene(root.call(), width, height));
                stage.setX(0);
                stage.setY(0);
                stage.show();
                stage.requestFocus();
                return null;
            });
            return robot.settle();
        } catch (TimeoutException e) {
            throw new IllegalStateException("the window did not open", e);
        }
    }

    /** The hands for a window that the program itself has opened. */
    public static Robot of(Stage stage) {
        return new Robot(stage).settle();
    }

    /** Starts the toolkit, for tests that open windows by themselves. */
    public static void startToolkit() {
        try {
            FxToolkit.registerPrimaryStage();
        } catch (TimeoutException e) {
            throw new IllegalStateException("JavaFX did not start", e);
        }
    }

    /** The window. */
    public Stage stage() {
        return stage;
    }

    /** Closes the window. */
    public void close() {
        hands.release(new KeyCode[0]).release(new MouseButton[0]);
        on(() -> {
            stage.hide();
            return null;
        });
    }

    /** Does something on the user-interface thread and returns what it returns. */
    public <T> T on(Callable<T> task) {
        try {
            return WaitForAsyncUtils.asyncFx(task).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something on the user-interface thread and waits until the window has settled. */
    public Robot run(Runnable task) {
        on(() -> {
            task.run();
            return null;
        });
        return settle();
    }

    /** Waits until all events are handled and a frame was drawn. */
    public Robot settle() {
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    /** Waits until something holds, which is asked on the user-interface thread. */
    public Robot waitUntil(String what, BooleanSupplier holds) {
        try {
            WaitForAsyncUtils.waitFor(
                    PATIENCE.toMillis(), TimeUnit.MILLISECONDS, () -> Boolean.TRUE.equals(on(holds::getAsBoolean)));
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain until " + what, e);
        }
        return settle();
    }

    /** The only visible node that a query finds: {@code #id}, {@code .style-class} or the text of a label. */
    public <T extends Node> T find(String query) {
        return hands.lookup(query).match(node -> node.isVisible()).<T>query();
    }

    /** Whether a query finds a visible node. */
    public boolean sees(String query) {
        return hands.lookup(query).match(Robot::isShown).tryQuery().isPresent();
    }

    private static boolean isShown(Node node) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (!up.isVisible()) {
                return false;
            }
        }
        return node.getScene() != null;
    }

    /** Clicks on what the query finds. */
    public Robot click(String query) {
        hands.clickOn(this.<Node>find(query));
        return settle();
    }

    /** Clicks on a node. */
    public Robot click(Node node, MouseButton... buttons) {
        hands.clickOn(node, buttons.length == 0 ? new MouseButton[] {MouseButton.PRIMARY} : buttons);
        return settle();
    }

    /** Clicks at a point of the scene. */
    public Robot clickAt(double sceneX, double sceneY, MouseButton... buttons) {
        hands.clickOn(screen(sceneX, sceneY), buttons.length == 0 ? new MouseButton[] {MouseButton.PRIMARY} : buttons);
        return settle();
    }

    /** Clicks twice on a node. */
    public Robot doubleClick(Node node) {
        hands.doubleClickOn(node);
        return settle();
    }

    /** Clicks twice at a point of the scene. */
    public Robot doubleClickAt(double sceneX, double sceneY) {
        hands.doubleClickOn(screen(sceneX, sceneY));
        return settle();
    }

    /** Moves the pointer to a point of the scene. */
    public Robot moveTo(double sceneX, double sceneY) {
        hands.moveTo(screen(sceneX, sceneY));
        return settle();
    }

    /** Presses at one point of the scene, moves to another, and lets go. */
    public Robot drag(double fromX, double fromY, double toX, double toY) {
        press(fromX, fromY);
        hands.moveTo(screen((fromX + toX) / 2, (fromY + toY) / 2));
        hands.moveTo(screen(toX, toY));
        settle();
        return release();
    }

    /** Drags the middle of one node onto the middle of another. */
    public Robot drag(Node from, Node to) {
        Point2D start = middle(from);
        Point2D end = middle(to);
        return drag(start.getX(), start.getY(), end.getX(), end.getY());
    }

    /** Presses the first mouse button at a point of the scene and holds it. */
    public Robot press(double sceneX, double sceneY) {
        hands.moveTo(screen(sceneX, sceneY)).press(MouseButton.PRIMARY);
        return settle();
    }

    /** Lets the first mouse button go. */
    public Robot release() {
        hands.release(MouseButton.PRIMARY);
        return settle();
    }

    /** Turns the wheel over a point of the scene; {@code notches} above 0 away from the user. */
    public Robot wheel(double sceneX, double sceneY, int notches) {
        moveTo(sceneX, sceneY);
        hands.scroll(
                Math.abs(notches),
                notches > 0 ? javafx.geometry.VerticalDirection.UP : javafx.geometry.VerticalDirection.DOWN);
        return settle();
    }

    /** Presses keys together and lets them go. */
    public Robot keys(KeyCode... keys) {
        try {
            hands.press(keys);
        } finally {
            hands.release(keys);
        }
        return settle();
    }

    /** Holds keys while something is done. */
    public Robot holding(KeyCode key, Runnable task) {
        hands.press(key);
        try {
            task.run();
        } finally {
            hands.release(key);
        }
        return settle();
    }

    /** Types a text. */
    public Robot type(String text) {
        hands.write(text);
        return settle();
    }

    /** The middle of a node in the scene. */
    public Point2D middle(Node node) {
        return on(() -> {
            Bounds bounds = node.localToScene(node.getBoundsInLocal());
            return new Point2D(bounds.getCenterX(), bounds.getCenterY());
        });
    }

    private Point2D screen(double sceneX, double sceneY) {
        return on(() -> new Point2D(
                stage.getX() + stage.getScene().getX() + sceneX,
                stage.getY() + stage.getScene().getY() + sceneY));
    }

    /** Writes a picture of the scene, to be looked at. */
    public Robot snapshot(Path png) {
        BufferedImage image = on(() -> {
            WritableImage shot = stage.getScene().snapshot(null);
            int width = (int) shot.getWidth();
            int height = (int) shot.getHeight();
            BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
            int[] row = new int[width];
            for (int y = 0; y < height; y++) {
                shot.getPixelReader()
                        .getPixels(0, y, width, 1, javafx.scene.image.PixelFormat.getIntArgbInstance(), row, 0, width);
                copy.setRGB(0, y, width, 1, row, 0, width);
            }
            return copy;
        });
        try {
            Files.createDirectories(png.toAbsolutePath().getParent());
            ImageIO.write(image, "png", png.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
