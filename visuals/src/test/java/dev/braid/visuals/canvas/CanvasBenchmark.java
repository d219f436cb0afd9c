package dev.braid.visuals.canvas;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.graph.Position;
import dev.braid.visuals.feed.UiThread;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * Not a test: pans, zooms and drags in a design of 200 blocks and prints how long the user-interface thread works for
 * each frame, from the event to the end of the pulse. Run its main method with the flags of the tests.
 */
final class CanvasBenchmark {
    private static final int FRAMES = 150;
    private static final int WARM_UP = 30;

    private final CanvasWindow window;

    private CanvasBenchmark(CanvasWindow window) {
        this.window = window;
    }

    /** Prints the distribution for each kind of movement. */
    public static void main(String[] arguments) {
        long begin = System.nanoTime();
        try (CanvasWindow window = CanvasWindow.of(large(), 1440, 900)) {
            System.out.printf(
                    Locale.ROOT,
                    "%d blocks shown after %.0f ms%n",
                    window.boxes().size(),
                    (System.nanoTime() - begin) / 1e6);
            CanvasBenchmark benchmark = new CanvasBenchmark(window);
            System.out.println("UI thread per frame in ms       median     95 %      max   (elapsed: median, max)");
            window.robot.run(window.canvas::fit);
            benchmark.pan("pan, all 200 in view");
            window.robot.run(window.canvas::zoomReset);
            benchmark.pan("pan, actual size");
            benchmark.zoom();
            window.robot.run(window.canvas::zoomReset);
            benchmark.drag("drag one block", List.of("block-0"));
            window.robot.run(window.canvas::fit);
            benchmark.drag("drag all 200", List.copyOf(window.boxes().keySet()));
            benchmark.frames(
                    "select all, none",
                    frame -> window.design.select(
                            frame % 2 == 0 ? List.copyOf(window.boxes().keySet()) : List.of()));
            benchmark.frames("undo, redo", frame -> {
                if (frame % 2 == 0) {
                    window.design.undo();
                } else {
                    window.design.redo();
                }
            });
        }
        System.exit(0);
    }

    /** Ten rows of twenty, every fifth an addition that joins the row above. */
    static Architecture large() {
        GraphBuilder graph = new GraphBuilder();
        List<BlockNode> placed = new ArrayList<>();
        String[] types = {"rms-norm", "mamba", "attention", "mlp-swiglu", "add"};
        for (int i = 0; i < 200; i++) {
            String type = i == 0 ? "token-embedding" : i == 199 ? "language-model-head" : types[i % 5];
            graph.block("block-" + i, type);
            if (i > 0) {
                graph.wire("block-" + (i - 1), "block-" + i + (type.equals("add") ? ":a" : ":in"));
            }
            if (type.equals("add")) {
                graph.wire("block-" + (i - 4), "block-" + i + ":b");
            }
        }
        Graph built = graph.build();
        for (BlockNode block : built.blocks()) {
            int i = placed.size();
            placed.add(block.at(new Position(220 * (i % 20), 200 * (i / 20))));
        }
        return Architecture.of("200 blocks", new Graph(placed, built.wires()));
    }

    private void pan(String title) {
        frames(title, frame -> scroll(false, frame % 60 < 30 ? 12 : -12));
    }

    private void zoom() {
        frames("zoom to the pointer", frame -> scroll(true, frame % 60 < 30 ? -40 : 40));
    }

    private void scroll(boolean control, double delta) {
        window.canvas.fireEvent(new ScrollEvent(
                ScrollEvent.SCROLL,
                700,
                450,
                700,
                450,
                false,
                control,
                false,
                false,
                true,
                false,
                control ? 0 : delta,
                delta,
                0,
                0,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null));
    }

    private void drag(String title, List<String> ids) {
        window.robot.run(() -> window.design.select(ids));
        Point2D start = window.block(ids.getFirst());
        window.robot.run(() -> mouse(MouseEvent.MOUSE_PRESSED, start));
        frames(
                title,
                frame -> mouse(
                        MouseEvent.MOUSE_DRAGGED,
                        start.add(10 + 120 * Math.sin(frame / 9.0), 90 * Math.sin(frame / 7.0))));
        window.robot.run(() -> mouse(MouseEvent.MOUSE_RELEASED, start.add(40, 40)));
        window.awaitCheck();
    }

    private void mouse(EventType<MouseEvent> type, Point2D at) {
        window.canvas.fireEvent(new MouseEvent(
                type,
                at.getX(),
                at.getY(),
                at.getX(),
                at.getY(),
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                type != MouseEvent.MOUSE_RELEASED,
                false,
                false,
                false,
                false,
                false,
                null));
    }

    /** Does something before each frame, and measures until the frame is handed to the renderer. */
    private void frames(String title, IntConsumer action) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] work = new double[FRAMES];
        double[] elapsed = new double[FRAMES];
        CountDownLatch done = new CountDownLatch(1);
        window.robot.run(() -> new AnimationTimer() {
            private int frame = -WARM_UP;
            private boolean pending;

            @Override
            public void handle(long now) {
                if (pending) {
                    return;
                }
                if (frame >= FRAMES) {
                    stop();
                    done.countDown();
                    return;
                }
                pending = true;
                long cpu = threads.getCurrentThreadCpuTime();
                long clock = System.nanoTime();
                action.accept(frame + WARM_UP);
                // runs when this pulse has styled, laid out and handed over everything
                UiThread.later(() -> {
                    if (frame >= 0) {
                        work[frame] = (threads.getCurrentThreadCpuTime() - cpu) / 1e6;
                        elapsed[frame] = (System.nanoTime() - clock) / 1e6;
                    }
                    frame++;
                    pending = false;
                });
            }
        }.start());
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Arrays.sort(work);
        Arrays.sort(elapsed);
        System.out.printf(
                Locale.ROOT,
                "%-30s %8.1f %8.1f %8.1f   (%.1f, %.1f)%n",
                title,
                work[FRAMES / 2],
                work[FRAMES * 95 / 100],
                work[FRAMES - 1],
                elapsed[FRAMES / 2],
                elapsed[FRAMES - 1]);
    }
}
