package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.RunTrace;
import dev.braid.visuals.chart.figure.Samples;
import dev.braid.visuals.feed.Pulse;
import dev.braid.visuals.robot.Robot;
import dev.braid.visuals.theme.Appearance;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javafx.scene.layout.StackPane;

/**
 * What figures cost, in milliseconds of one core, at 900 × 500 pixels: a redraw of several sizes, and ten seconds of a figure that is
 * appended to ten times a second, by the thread that pays. A main for people who want to know; no test.
 */
public final class FigureBenchmark {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 500;
    private static final int ROUNDS = 60;
    private static final int LIVE_SECONDS = 10;

    private FigureBenchmark() {}

    /** Prints a table. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.awt.headless", "true");
        redraw("recall, 6 curves x 3 seeds x 5 lengths", SampleFigures.recall(6, 3, false));
        redraw("heat, 6 maps x 10 depths x 4 lengths", SampleFigures.heat(6, 3));
        redraw("loss, 5 curves x 500 points, as measured", SampleFigures.loss(5, 1, 500, 0));
        redraw("loss, 5 curves x 500 points, smoothed", SampleFigures.loss(5, 1, 500, 0.9));
        redraw("loss, 10 curves x 10,000 points, as measured", SampleFigures.loss(10, 1, 10_000, 0));
        redraw("loss, 10 curves x 10,000 points, smoothed", SampleFigures.loss(10, 1, 10_000, 0.95));
        live();
        System.exit(0);
    }

    private static void redraw(String what, Figure figure) {
        Frame frame = new Frame(WIDTH, HEIGHT);
        double[] times = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            frame.draw(figure, Set.of(), Look.PAPER, WIDTH, HEIGHT, 1);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        double[] warm = Arrays.copyOfRange(times, ROUNDS / 2, ROUNDS);
        Arrays.sort(warm);
        System.out.printf(Locale.ROOT, "%-48s median %6.1f ms, best %6.1f ms%n", what, warm[warm.length / 2], warm[0]);
    }

    /** Ten curves that grow by a hundred points a second each. */
    private static void live() throws InterruptedException, ExecutionException {
        ExecutorService painter = Executors.newSingleThreadExecutor();
        List<Samples> full = IntStream.range(0, 10)
                .mapToObj(v -> SampleFigures.noise(v, 1, 10_000))
                .toList();
        long start = System.nanoTime();
        FigureSource source = new FigureSource() {
            @Override
            public long version() {
                return (System.nanoTime() - start) / 100_000_000L;
            }

            @Override
            public Figure figure() {
                int size = 5000 + (int) (10 * version());
                return SampleFigures.loss(0, 1, 1, 0.95)
                        .withCurves(IntStream.range(0, full.size())
                                .mapToObj(v -> new Curve(
                                        "v" + v,
                                        "curve " + v,
                                        v,
                                        List.of(new RunTrace("r", 1, first(full.get(v), size)))))
                                .toList());
            }
        };
        Robot robot = Robot.show(
                () -> {
                    FigureView view = new FigureView(source.figure(), new Pulse(), new Appearance(), painter);
                    view.follow(source);
                    return new StackPane(view);
                },
                WIDTH,
                HEIGHT);
        Thread screen = robot.on(Thread::currentThread);
        Thread drawing = painter.submit(Thread::currentThread).get();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long screenBefore = threads.getThreadCpuTime(screen.threadId());
        long drawingBefore = threads.getThreadCpuTime(drawing.threadId());
        Thread.sleep(1000L * LIVE_SECONDS);
        System.out.printf(
                Locale.ROOT,
                "live, 10 curves x 5,000 points and growing: %.1f ms a second on the screen's thread, %.1f ms in the background%n",
                (threads.getThreadCpuTime(screen.threadId()) - screenBefore) / 1e6 / LIVE_SECONDS,
                (threads.getThreadCpuTime(drawing.threadId()) - drawingBefore) / 1e6 / LIVE_SECONDS);
    }

    private static Samples first(Samples samples, int size) {
        return new Samples() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public double x(int i) {
                return samples.x(i);
            }

            @Override
            public double value(int i) {
                return samples.value(i);
            }

            @Override
            public long step(int i) {
                return samples.step(i);
            }
        };
    }
}
