package dev.braid.app.training;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.speed.DesignSpeed;
import dev.braid.engine.speed.Speedometer;
import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.Observation;
import dev.braid.visuals.chart.figure.ReferenceLine;
import dev.braid.visuals.chart.figure.Scale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * How fast the open designs train, decode and read on this machine, against context length, beside what their cost predicts. Measured
 * in the background when it is asked for, one design after the other, and only while nothing trains. User-interface thread only.
 */
public final class SpeedBoard {
    private static final List<Integer> LENGTHS = List.of(128, 256, 512, 1024, 2048);
    private static final int TOKENS_PER_STEP = 4096;
    /** A first point is worth more than the last percent: who wants that asks the command line, or once more. */
    private static final double WARM_UP = 4;

    private static final double SECONDS = 1;
    private static final long PATIENCE_MILLIS = 100;

    private static final String TRAINS = "Speed is measured while nothing trains: the two would slow each other.";

    /** What is shown. */
    public enum Amount {
        /** All threads. */
        TRAINING(
                Axis.of("Training speed", "tokens/s", Scale.LOG10),
                "all threads; dotted: from the first length on as its operations predict",
                DesignSpeed::trainingTokensPerSecond),
        /** Where it is slowest. */
        DECODING(
                Axis.of("Decoding speed", "tokens/s", Scale.LOG10),
                "token by token at the end of the context, one sequence on one thread",
                speed -> 1 / speed.lastToken()),
        /** At once. */
        PROMPT(
                Axis.of("Prompt speed", "tokens/s", Scale.LOG10),
                "a prompt as long as the context, read at once, on one thread; dotted: from the first length on as its operations predict",
                speed -> 1 / speed.promptToken()),
        /** What decoding keeps. */
        STATE(
                Axis.of("State of a sequence", "bytes", Scale.LOG2),
                "what decoding keeps after the whole context, in single precision; dotted: what the blocks declare",
                DesignSpeed::stateBytes);

        private final Axis axis;
        private final String explanation;
        private final ToDoubleFunction<DesignSpeed> number;

        Amount(Axis axis, String explanation, ToDoubleFunction<DesignSpeed> number) {
            this.axis = axis;
            this.explanation = explanation;
            this.number = number;
        }

        /** What menus call it. */
        public String words() {
            return axis.title();
        }

        /** What is expected at each length of a design; nothing where the cost model does not tell. */
        private SortedMap<Double, Double> predicted(List<DesignSpeed> speeds) {
            SortedMap<Double, Double> predicted = new TreeMap<>();
            DesignSpeed first = speeds.getFirst();
            for (DesignSpeed each : speeds) {
                double length = each.contextLength();
                switch (this) {
                    case TRAINING ->
                        predicted.put(
                                length,
                                number.applyAsDouble(first)
                                        * first.predicted().flopsPerToken()
                                        / each.predicted().flopsPerToken());
                    case PROMPT ->
                        predicted.put(length, number.applyAsDouble(first) * first.promptFlops() / each.promptFlops());
                    case STATE ->
                        predicted.put(length, (double) each.predicted().stateBytes());
                    case DECODING -> {}
                }
            }
            return predicted;
        }
    }

    /** What is known of a design. */
    private static final class Known {
        final int colour;
        final SortedMap<Integer, DesignSpeed> speeds = new TreeMap<>();

        @Nullable
        Architecture measured;

        String key = "";
        int vocabulary;
        String problem = "";

        Known(int colour) {
            this.colour = colour;
        }

        /** Whether the design computes what it did, whatever it is called and however it is laid out. */
        boolean isOf(TrainingSession session) {
            return vocabulary == vocabulary(session)
                    && (measured == session.design() || key.equals(Workbench.key(session.design())));
        }
    }

    /** One design at one length, to be measured. */
    private record Task(TrainingSession session, Architecture design, int vocabulary, int length) {}

    /** A design as the figure has seen it. */
    private record Seen(Architecture design, int vocabulary) {}

    private final Workbench bench;
    private final Supplier<? extends List<TrainingSession>> open;
    private final Supplier<? extends @Nullable TrainingSession> current;
    private final List<Integer> lengths;
    private final double seconds;
    private final Map<TrainingSession, Known> designs = new LinkedHashMap<>();
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final ObjectProperty<Amount> amount = new SimpleObjectProperty<>(Amount.TRAINING);
    private final BooleanProperty overlay = new SimpleBooleanProperty(true);
    private final ReadOnlyBooleanWrapper measuring = new ReadOnlyBooleanWrapper();
    private List<Seen> shown = List.of();
    private String words = "";
    private volatile boolean stopping;
    private boolean training;
    private int colours;
    private long version;

    /**
     * @param open the sessions of all open designs, as they are now
     * @param current the session of the design that is shown
     */
    SpeedBoard(
            Workbench bench,
            Supplier<? extends List<TrainingSession>> open,
            Supplier<? extends @Nullable TrainingSession> current) {
        this(bench, open, current, LENGTHS, SECONDS);
    }

    SpeedBoard(
            Workbench bench,
            Supplier<? extends List<TrainingSession>> open,
            Supplier<? extends @Nullable TrainingSession> current,
            List<Integer> lengths,
            double seconds) {
        this.bench = bench;
        this.open = open;
        this.current = current;
        this.lengths = lengths;
        this.seconds = seconds;
        amount.subscribe(() -> version++);
        overlay.subscribe(() -> version++);
    }

    /** What is shown. */
    public ObjectProperty<Amount> amountProperty() {
        return amount;
    }

    /** Whether all open designs are shown and measured, or only the one that is looked at. */
    public BooleanProperty overlayProperty() {
        return overlay;
    }

    /** Whether it measures now. */
    public ReadOnlyBooleanProperty measuringProperty() {
        return measuring.getReadOnlyProperty();
    }

    /** The one that is looked at comes first. */
    private List<TrainingSession> sessions() {
        TrainingSession first = current.get();
        List<TrainingSession> all = new ArrayList<>(open.get());
        if (first != null && all.remove(first)) {
            all.addFirst(first);
        }
        return overlay.get() || first == null ? all : List.of(first);
    }

    private static int vocabulary(TrainingSession session) {
        return session.contextProperty().get().vocabulary();
    }

    /** Measures the designs that are shown, as they are now, at every length, in the background. */
    public void measure() {
        if (measuring.get()) {
            return;
        }
        if (training) {
            say(TRAINS);
            return;
        }
        List<Task> tasks = new ArrayList<>();
        for (TrainingSession session : sessions()) {
            Known known = designs.computeIfAbsent(session, key -> new Known(colours++));
            known.speeds.clear();
            known.problem = "";
            known.measured = session.design();
            known.key = Workbench.key(session.design());
            known.vocabulary = vocabulary(session);
            lengths.forEach(length -> tasks.add(new Task(session, session.design(), known.vocabulary, length)));
        }
        stopping = false;
        measuring.set(true);
        say("measuring begins");
        bench.threads().execute(() -> {
            String end = "";
            try {
                end = measured(tasks);
            } catch (RuntimeException | OutOfMemoryError e) {
                end = "Measuring met a defect of the program (" + e + ").";
            } finally {
                String last = end;
                mailbox.add(() -> {
                    measuring.set(false);
                    say(training ? TRAINS : last);
                });
            }
        });
    }

    /** Measures one after the other; returns what is to be said in the end. */
    private String measured(List<Task> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            String now = "measuring " + task.design.name() + " at " + task.length + " tokens, " + (i + 1) + " of "
                    + tasks.size();
            mailbox.add(() -> say(now));
            if (!myTurn()) {
                return "stopped";
            }
            try {
                new Speedometer(bench.catalog(), task.vocabulary, TOKENS_PER_STEP, WARM_UP, seconds, bench.processors())
                        .measure(task.design, task.length, () -> stopping)
                        .ifPresent(speed -> mailbox.add(() -> know(task, speed)));
            } catch (DesignException e) {
                mailbox.add(() -> refuse(task, String.valueOf(e.getMessage())));
            } finally {
                bench.measuring().unlock();
            }
            if (stopping) {
                return "stopped";
            }
        }
        return "";
    }

    /** Waits for other measurements; false if it is stopped meanwhile. */
    private boolean myTurn() {
        try {
            while (!stopping) {
                if (bench.measuring().tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void know(Task task, DesignSpeed speed) {
        Known known = designs.get(task.session);
        if (known != null && known.measured == task.design) {
            known.speeds.put(task.length, speed);
            version++;
        }
    }

    private void refuse(Task task, String problem) {
        Known known = designs.get(task.session);
        if (known != null && known.problem.isEmpty()) {
            known.problem = task.design.name() + " at " + task.length + " tokens: " + problem;
            version++;
        }
    }

    private void say(String sentence) {
        words = sentence;
        version++;
    }

    /** A design was closed. */
    void forget(TrainingSession session) {
        if (designs.remove(session) != null && measuring.get()) {
            stop();
        }
    }

    /** Stops measuring; what was measured stays. */
    public void stop() {
        stopping = true;
    }

    /**
     * Takes what is new.
     *
     * @param active whether anything trains, or is examined
     */
    void poll(boolean active) {
        training = active;
        if (active && measuring.get()) {
            stop();
        } else if (!active && !measuring.get() && words.equals(TRAINS)) {
            say("");
        }
        for (Runnable mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
            mail.run();
        }
    }

    /** A number that grows when the figure may have changed; looks at what was edited. */
    public long version() {
        List<Seen> now = sessions().stream()
                .map(session -> new Seen(session.design(), vocabulary(session)))
                .toList();
        if (!now.equals(shown)) {
            shown = now;
            version++;
        }
        return version;
    }

    /** One curve for each design that was measured. */
    public Figure figure() {
        Amount what = amount.get();
        List<Curve> curves = new ArrayList<>();
        List<ReferenceLine> predictions = new ArrayList<>();
        List<String> notes = new ArrayList<>(List.of(what.explanation));
        Map<String, Integer> namesakes = new HashMap<>();
        for (TrainingSession session : sessions()) {
            Known known = designs.get(session);
            if (known == null) {
                continue;
            }
            String name = Namesakes.unique(session.design().name(), namesakes);
            if (!known.problem.isEmpty()) {
                notes.add(known.problem);
            }
            if (!known.speeds.isEmpty()) {
                List<Observation> observations = new ArrayList<>();
                known.speeds.forEach((length, speed) ->
                        observations.add(new Observation(length, what.number.applyAsDouble(speed), 0, "", 0)));
                curves.add(Curve.of(
                        "speed " + known.colour,
                        name,
                        known.colour,
                        observations,
                        known.isOf(session) ? Curve.State.FINISHED : Curve.State.STALE));
                SortedMap<Double, Double> predicted = what.predicted(List.copyOf(known.speeds.values()));
                if (predicted.size() > 1) {
                    predictions.add(new ReferenceLine("predicted, " + name, predicted));
                }
            }
        }
        if (!words.isEmpty()) {
            notes.add(words);
        }
        return Figure.of(
                        Figure.Kind.MEASUREMENT,
                        what.axis.title() + " against context length, measured",
                        Axis.of("Context length", "tokens", Scale.LOG2)
                                .withRange(lengths.getFirst(), lengths.getLast()),
                        what.axis)
                .withSubtitle("This machine, " + String.join("; ", notes))
                .withCurves(curves)
                .withReferences(predictions)
                .withWhenEmpty(
                        notes.size() > 1
                                ? notes.getLast()
                                : "Measure trains and decodes each design for some seconds at each context length.");
    }
}
