package dev.braid.engine.cli;

import dev.braid.engine.train.Trainer;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.MetricBuffer.Column;
import dev.braid.engine.train.event.PointResult;
import dev.braid.engine.train.event.RunEvent;
import dev.braid.engine.train.event.RunListener;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells how one run goes: a line for each validation, and between them a line with loss, speed and the time left. */
final class RunProgress implements RunListener {
    private static final double SECONDS_BETWEEN_PLAIN_LINES = 10;

    private final int steps;
    private final @Nullable Terminal terminal;
    private final long started = System.nanoTime();
    private volatile @Nullable MetricBuffer metrics;
    private double lastLine;

    /**
     * @param steps of the whole run
     * @param terminal where it tells, or null to keep silent
     */
    RunProgress(int steps, @Nullable Terminal terminal) {
        this.steps = steps;
        this.terminal = terminal;
    }

    /** Gets to know the numbers. */
    void watch(Trainer trainer) {
        metrics = trainer.metrics();
    }

    @Override
    public void event(RunEvent event) {
        if (terminal == null) {
            return;
        }
        switch (event) {
            case RunEvent.Started e ->
                terminal.say(String.format(
                        Locale.ROOT,
                        "%s, %,d parameters, about %,d MiB of memory",
                        e.step() == 0 ? "Training" : "Going on after step " + e.step(),
                        e.parameters(),
                        e.predictedBytes() >> 20));
            case RunEvent.Evaluated e -> terminal.say("step " + e.step() + "  validation " + points(e.points()));
            default -> {}
        }
    }

    /** Accuracies at the points of a curve; on text, bits a byte. */
    static String points(List<PointResult> points) {
        return points.stream().map(RunProgress::point).collect(Collectors.joining(", "));
    }

    private static String point(PointResult point) {
        return point.bitsPerByte().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%.3f bits a byte at %s",
                        point.bitsPerByte().getAsDouble(),
                        label(point))
                : String.format(Locale.ROOT, "%.3f at %s", point.accuracy(), label(point));
    }

    /** The context length, and what else tells a point from others. */
    static String label(PointResult point) {
        return point.contextLength() + (point.name().isEmpty() ? "" : " (" + point.name() + ")");
    }

    /** Looks at the numbers, some times a second. */
    void tick() {
        MetricBuffer buffer = metrics;
        Terminal shown = terminal;
        int size = buffer == null ? 0 : buffer.size();
        if (buffer == null || shown == null || size < 2) {
            return;
        }
        if (shown.live()) {
            shown.draw(List.of(line(buffer, size)));
            return;
        }
        double now = elapsed();
        if (now - lastLine >= SECONDS_BETWEEN_PLAIN_LINES) {
            lastLine = now;
            shown.say(line(buffer, size));
        }
    }

    private double elapsed() {
        return (System.nanoTime() - started) * 1e-9;
    }

    private String line(MetricBuffer buffer, int size) {
        int last = size - 1;
        int earlier = last;
        double since = buffer.get(last, Column.SECONDS) - 3;
        while (earlier > 0 && last - earlier < 500 && buffer.get(earlier, Column.SECONDS) > since) {
            earlier--;
        }
        double loss = 0;
        double accuracy = 0;
        int some = Math.min(20, size);
        for (int row = size - some; row < size; row++) {
            loss += buffer.get(row, Column.LOSS) / some;
            accuracy += buffer.get(row, Column.ACCURACY) / some;
        }
        double tokens = buffer.get(last, Column.TOKENS) - buffer.get(earlier, Column.TOKENS);
        double seconds = buffer.get(last, Column.SECONDS) - buffer.get(earlier, Column.SECONDS);
        long step = buffer.firstStep() + last;
        return String.format(
                Locale.ROOT,
                "step %,d of %,d  loss %.4f  accuracy %.3f  %,.0f tokens/s  %s left",
                step,
                steps,
                loss,
                accuracy,
                tokens / Math.max(1e-9, seconds),
                Durations.inWords((steps - step) * elapsed() / size));
    }
}
