package dev.braid.app;

import dev.braid.app.settings.Settings;
import dev.braid.app.settings.UserFolders;
import dev.braid.app.training.ChoicesForm;
import dev.braid.app.training.Status.Phase;
import dev.braid.app.training.TrainingSession;
import dev.braid.app.workspace.FileDialogs;
import dev.braid.engine.statistics.Summary;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.visuals.robot.Robot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javafx.util.Duration;

/**
 * What live curves cost, on the whole window with the design of the first start; a main for people who want to know, no test.
 *
 * <ul>
 *   <li>{@code first}: seconds from Train to the first points, with the settings as they are offered
 *   <li>{@code cost}: tokens a second of one training, by turns with the window live and with its thread held, so that nothing is
 *       asked, laid out or drawn; and how much of a core the window's threads take while it is live. Validations do not count, and
 *       neither does the time until the window's code is compiled
 *   <li>{@code hour}: the heap after a collection, again and again, while a tiny design does as many steps as others in an hour
 * </ul>
 */
final class LiveBenchmark {
    private static final int PAIRS = 240;
    private static final long TURN_MILLIS = 2000;
    /** A window that was held has something to catch up with. */
    private static final long SETTLE_MILLIS = 250;

    private static final long WARM_UP_MILLIS = 60_000;
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
        Thread.sleep(WARM_UP_MILLIS);
        MetricBuffer metrics =
                robot.on(() -> session.data().getFirst().metrics().getLast());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] live = new double[PAIRS];
        double[] held = new double[PAIRS];
        double[] ratio = new double[PAIRS]; // logarithms, so that neither side of a pair is favoured
        double windowSeconds = 0;
        for (int i = 0; i < PAIRS; i++) {
            // Neighbours in time share what else goes on in the machine; which of them comes first changes from pair to
            // pair.
            for (int turn = 0; turn < 2; turn++) {
                Thread.sleep(SETTLE_MILLIS);
                int pair = i;
                if (turn == i % 2) {
                    double before = windowThreads(threads);
                    live[i] = tokensASecond(metrics);
                    windowSeconds += windowThreads(threads) - before;
                } else {
                    robot.run(() -> held[pair] = tokensASecond(metrics));
                }
            }
            ratio[i] = Math.log(live[i] / held[i]);
        }
        Summary mean = Summary.bootstrap(ratio);
        System.out.printf(
                Locale.ROOT,
                "tokens a second: %,.0f live, %,.0f held (medians); of %d pairs live curves cost %.1f %% in the median and %.1f %% in"
                        + " the geometric mean (95 %%: %.1f to %.1f); the window's threads take %.1f %% of a core%n",
                median(live),
                median(held),
                PAIRS,
                percentLost(median(ratio)),
                percentLost(mean.mean()),
                percentLost(mean.high()),
                percentLost(mean.low()),
                100 * windowSeconds * 1000 / (TURN_MILLIS * PAIRS));
    }

    private static double percentLost(double logarithmOfRatio) {
        return -100 * Math.expm1(logarithmOfRatio);
    }

    private static double tokensASecond(MetricBuffer metrics) {
        int from = metrics.size() - 1;
        try {
            Thread.sleep(TURN_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        int to = metrics.size() - 1;
        return grown(metrics, MetricBuffer.Column.TOKENS, from, to)
                / grown(metrics, MetricBuffer.Column.SECONDS, from, to);
    }

    private static double grown(MetricBuffer metrics, MetricBuffer.Column column, int from, int to) {
        return metrics.get(to, column) - metrics.get(from, column);
    }

    private static double median(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
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
