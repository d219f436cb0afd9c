package dev.braid.app;

import dev.braid.app.settings.Settings;
import dev.braid.app.settings.UserFolders;
import dev.braid.app.training.ChoicesForm;
import dev.braid.app.training.Status.Phase;
import dev.braid.app.training.TrainingSession;
import dev.braid.app.workspace.FileDialogs;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.visuals.robot.Robot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javafx.util.Duration;

/**
 * What live curves cost, on the whole window with the design of the first start; a main for people who want to know, no test.
 *
 * <ul>
 *   <li>{@code first}: seconds from Train to the first points, with the settings as they are offered
 *   <li>{@code cost}: tokens a second of one training, by turns with the window shown and with it hidden and deaf, and how much of a
 *       core the window's threads take while it is shown
 *   <li>{@code hour}: the heap after a collection, again and again, while a tiny design does as many steps as others in an hour
 * </ul>
 */
final class LiveBenchmark {
    private static final int TURNS = 40;
    private static final long TURN_MILLIS = 3000;
    /** Showing a window is work of its own, and not what is measured. */
    private static final long SETTLE_MILLIS = 1500;

    private static final long WARM_UP_STEPS = 100;
    private static final long HOUR_STEPS = 72_000;

    private final Robot robot;
    private Studio studio;
    private MainWindow window;

    private LiveBenchmark(Path folder) {
        robot = Robot.show(
                () -> {
                    studio = new Studio(
                            UserFolders.within(folder), Settings.FIRST, FileDialogs.NOBODY, Duration.minutes(1));
                    window = new MainWindow(studio, () -> {});
                    return window;
                },
                1440,
                900);
        robot.run(() -> {
            window.dress(window.getScene());
            window.openFirstDesigns();
        });
    }

    /** Does what the arguments name; everything without any. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("braid-benchmark");
        List<String> wanted = arguments.length == 0 ? List.of("first", "cost", "hour") : List.of(arguments);
        for (String each : wanted) {
            LiveBenchmark benchmark = new LiveBenchmark(folder.resolve(each));
            switch (each) {
                case "first" -> benchmark.first();
                case "cost" -> benchmark.cost();
                case "hour" -> benchmark.hour();
                default -> System.out.println("first, cost or hour, not " + each);
            }
            benchmark.close();
        }
        System.exit(0);
    }

    private TrainingSession session() {
        return robot.on(() -> studio.desk.currentSession());
    }

    private void close() {
        robot.waitUntil("everything has stopped", () -> {
            studio.desk.stopAll();
            return studio.desk.isQuiet();
        });
        robot.close();
        robot.run(() -> studio.close(() -> {}));
    }

    /** As long as it takes: a busy machine is slow, and that is a figure, too. */
    private void await(BooleanSupplier holds) throws InterruptedException {
        while (!robot.on(holds::getAsBoolean)) {
            Thread.sleep(20);
        }
    }

    private void first() throws InterruptedException {
        TrainingSession session = session();
        Thread.sleep(4000); // somebody looks at the window before pressing Train
        long start = System.nanoTime();
        robot.run(session::train);
        await(() -> session.data().stream().anyMatch(run -> run.last().isPresent()));
        System.out.printf(Locale.ROOT, "first points %.1f s after Train%n", (System.nanoTime() - start) / 1e9);
        Thread.sleep(1000L * Integer.getInteger("braid.benchmark.watch", 90));
        System.out.println(robot.on(() -> session.statusProperty().get().words()));
        String picture = System.getProperty("braid.pictures", "");
        if (!picture.isEmpty()) {
            robot.snapshot(Path.of(picture, "after-a-minute.png"));
        }
    }

    private void cost() throws InterruptedException {
        TrainingSession session = session();
        robot.run(() -> {
            session.form().seeds.set(List.of(0L));
            session.form().steps.set(1_000_000L);
            session.form().stopAt.set(2.0);
        });
        robot.run(session::train);
        await(() -> session.data().stream().anyMatch(run -> run.steps() > WARM_UP_STEPS));
        MetricBuffer metrics =
                robot.on(() -> session.data().getFirst().metrics().getLast());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> shown = new ArrayList<>();
        List<Double> hidden = new ArrayList<>();
        double windowSeconds = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            boolean seen = turn % 2 == 0;
            robot.run(() -> {
                if (seen) {
                    robot.stage().show();
                } else {
                    robot.stage().hide();
                }
            });
            Thread.sleep(SETTLE_MILLIS);
            double before = windowThreads(threads);
            double rate = tokensASecond(metrics);
            windowSeconds += seen ? windowThreads(threads) - before : 0;
            (seen ? shown : hidden).add(rate);
        }
        // Neighbours in time share what else goes on in the machine, so each turn is compared with the next.
        List<Double> costs = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            costs.add(1 - shown.get(i) / hidden.get(i));
        }
        double share = windowSeconds * 1000 / (TURN_MILLIS * shown.size());
        System.out.printf(
                Locale.ROOT,
                "tokens a second: %,.0f shown, %,.0f hidden; the window costs %.1f %% in the median of %d pairs; its threads take"
                        + " %.1f %% of a core%n",
                median(shown),
                median(hidden),
                100 * median(costs),
                costs.size(),
                100 * share);
    }

    private static double tokensASecond(MetricBuffer metrics) throws InterruptedException {
        int from = metrics.size() - 1;
        long start = System.nanoTime();
        Thread.sleep(TURN_MILLIS);
        int to = metrics.size() - 1;
        double tokens = metrics.get(to, MetricBuffer.Column.TOKENS) - metrics.get(from, MetricBuffer.Column.TOKENS);
        return tokens / ((System.nanoTime() - start) / 1e9);
    }

    private static double median(List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    /** Processor seconds of the threads that exist only because of the window. */
    private static double windowThreads(ThreadMXBean threads) {
        double seconds = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null
                    && (info.getThreadName().contains("JavaFX")
                            || info.getThreadName().contains("Prism")
                            || info.getThreadName().contains("QuantumRenderer")
                            || info.getThreadName().contains("figures"))) {
                seconds += threads.getThreadCpuTime(id) / 1e9;
            }
        }
        return seconds;
    }

    private void hour() throws InterruptedException {
        robot.run(() -> window.openSample("attention.json"));
        TrainingSession session = session();
        robot.run(() -> {
            ChoicesForm form = session.form();
            form.trainingLengths.set(List.of(4));
            form.evaluatedLengths.set(List.of(4, 8));
            form.seeds.set(List.of(0L));
            form.batch.set(1L);
            form.steps.set(HOUR_STEPS);
            form.stopAt.set(2.0);
            form.evaluationExamples.set(1L);
        });
        robot.run(session::train);
        long start = System.nanoTime();
        long next = 0;
        while (robot.on(() -> session.statusProperty().get().phase()) != Phase.FINISHED) {
            long steps = robot.on(() ->
                    session.data().isEmpty() ? 0L : session.data().getFirst().steps());
            if (steps >= next) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                System.out.printf(
                        Locale.ROOT,
                        "after %,6d steps and %3.0f s: %.1f MiB of heap%n",
                        steps,
                        (System.nanoTime() - start) / 1e9,
                        (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0);
                next += HOUR_STEPS / 12;
            }
            Thread.sleep(50);
        }
    }
}
