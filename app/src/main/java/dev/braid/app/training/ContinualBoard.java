package dev.braid.app.training;

import dev.braid.engine.continual.Ability;
import dev.braid.engine.continual.AbilityFile;
import dev.braid.engine.continual.BeforeAndAfter;
import dev.braid.engine.continual.ContinualStudy;
import dev.braid.engine.export.SafeFile;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Band;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.Observation;
import dev.braid.visuals.chart.figure.ReferenceLine;
import dev.braid.visuals.chart.figure.Scale;
import dev.braid.visuals.document.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Before and after going on with paraphrases: once the trainings are over, the model as it was, what became of it, and its changes
 * without training are examined in the background. What was found is kept beside the plan. User-interface thread only.
 */
public final class ContinualBoard {
    /** Of each set. */
    private static final int QUESTIONS = 100;

    private static final String WAITS = "Examined when the trainings are over.";

    private SweepPlan plan;
    private final TrainingSession session;
    private final Workbench bench;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final ReadOnlyObjectWrapper<@Nullable BeforeAndAfter> result = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.WAITING);
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper(WAITS);
    private final int questions;
    /** Of the run folders: that of the last start. */
    private Path runs;

    /** What was found since the board was opened: not all of it is kept on disk. */
    private final Map<SweepPlan, Examined> examined = new HashMap<>();

    private Map<String, Map<Long, String>> runIds = Map.of();
    private String specification = "";
    private List<String> missing = List.of();
    private @Nullable Notice said;
    private volatile boolean stopping;
    private boolean ran;
    private long version;

    /** What was found for a plan. */
    private record Examined(BeforeAndAfter found, List<String> missing, String words) {}

    /** What it is doing. */
    public enum State {
        /** Trainings are to come, or go on. */
        WAITING,
        /** Trainings are over; nothing was examined yet, or not everything. */
        READY,
        /** Models are being examined. */
        EXAMINING,
        /** Everything is known. */
        KNOWN
    }

    /**
     * @param plan for which {@link ContinualStudy#concerns} holds
     * @param session that trains it
     */
    ContinualBoard(SweepPlan plan, TrainingSession session, int questions) {
        this.plan = plan;
        this.session = session;
        this.questions = questions;
        bench = session.bench();
        runs = bench.runs();
        lookUp();
    }

    /** What is known of the plan already. */
    private void lookUp() {
        SweepPlan asked = plan;
        Path folder = runs;
        bench.threads().execute(() -> {
            boolean over = PlanStore.finished(bench, asked) == asked.runs();
            Map<String, Map<Long, String>> ids = ContinualStudy.runs(asked);
            String specified = Provenance.of(asked);
            BeforeAndAfter known = null;
            String problem = "";
            try {
                Path file = file(folder, asked);
                known = Files.isRegularFile(file) ? AbilityFile.read(file) : null;
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
            }
            BeforeAndAfter read = known;
            String unread = problem;
            mailbox.add(() -> {
                if (plan == asked) {
                    runIds = ids;
                    specification = specified;
                    found(over, read, unread);
                }
            });
        });
    }

    /** Another plan is chosen: what was found for it, if anything, is shown. While something goes on, that is shown. */
    void turnTo(SweepPlan other) {
        boolean busy = state.get() == State.EXAMINING
                || session.run()
                        .filter(run -> run.phaseNow() != PlanRun.Phase.ENDED)
                        .isPresent();
        if (!busy && !other.equals(plan)) {
            take(other);
        }
    }

    private void take(SweepPlan other) {
        plan = other;
        runs = bench.runs();
        ran = false;
        missing = List.of();
        runIds = Map.of();
        specification = "";
        result.set(null);
        state.set(State.WAITING);
        words.set(WAITS);
        version++;
        Examined before = examined.get(other);
        if (before != null) {
            know(before.found, before.missing, before.words);
        }
        lookUp();
    }

    /** The board of a plan of going on; empty for another plan. */
    static Optional<ContinualBoard> of(SweepPlan plan, TrainingSession session) {
        return ContinualStudy.concerns(plan)
                ? Optional.of(new ContinualBoard(plan, session, QUESTIONS))
                : Optional.empty();
    }

    /** What was found; null as long as nothing is. */
    public ReadOnlyObjectProperty<@Nullable BeforeAndAfter> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /** What it is doing. */
    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The same in a sentence. */
    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /** The trainings that were not finished when it was examined, in a few words each; what is known is without them. */
    public List<String> missing() {
        return missing;
    }

    /** Where is told what happens. */
    public ObjectProperty<@Nullable Notice> noticeProperty() {
        return session.noticeProperty();
    }

    /** The table for other programs, once everything is known. */
    public Path file() {
        return file(runs, plan);
    }

    private static Path file(Path runs, SweepPlan plan) {
        return PlanStore.folder(runs, plan).resolve("before-and-after.csv");
    }

    private void found(boolean over, @Nullable BeforeAndAfter known, String problem) {
        if (state.get() != State.WAITING) {
            return;
        }
        if (known != null) {
            know(known, List.of(), "Examined; the table is kept beside the plan.");
        } else if (over) {
            ready(problem.isEmpty() ? "The trainings are over." : problem);
        }
    }

    private void know(BeforeAndAfter found, List<String> left, String sentence) {
        examined.put(plan, new Examined(found, left, sentence));
        missing = left;
        result.set(found);
        state.set(State.KNOWN);
        words.set(sentence);
        version++;
    }

    private void ready(String sentence) {
        state.set(State.READY);
        words.set(sentence);
    }

    /** Takes what is new; begins to examine when the trainings that went on are over. */
    void poll() {
        for (Runnable mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
            mail.run();
        }
        PlanRun run = session.run().orElse(null);
        if (run != null && run.phaseNow() != PlanRun.Phase.ENDED) {
            if (state.get() == State.EXAMINING) {
                stopping = true; // what is examined is being trained anew
                ran = true;
            } else {
                if (!run.plan().equals(plan)) {
                    take(run.plan());
                }
                ran = true;
                runs = run.folder();
                state.set(State.WAITING);
                words.set(WAITS);
            }
        } else if (ran && run != null && state.get() != State.EXAMINING) {
            if (!run.plan().equals(plan)) { // it was over before it was seen, while something else was examined
                take(run.plan());
            }
            ran = false;
            if (run.runsOver() == plan.runs()) {
                examine();
            }
        }
    }

    /** Examines all models, in the background. */
    public void examine() {
        if (state.get() == State.EXAMINING) {
            return;
        }
        stopping = false;
        say("The model as it was, and what became of it, are being examined: see Before and after.");
        state.set(State.EXAMINING);
        words.set("Examining \u2026");
        Path folder = runs;
        SweepPlan asked = plan;
        bench.threads().execute(() -> {
            Runnable end = () -> ready("Examining was interrupted; the trainings are kept.");
            try {
                end = examined(asked, folder);
            } catch (IOException | SpecException e) {
                end = () -> ready(String.valueOf(e.getMessage()));
            } catch (RuntimeException | OutOfMemoryError e) {
                end = () -> ready("Examining met a defect of the program (" + e + "). The trainings are kept.");
            } finally {
                Runnable last = end;
                mailbox.add(() -> {
                    last.run();
                    say(
                            state.get() == State.KNOWN
                                    ? "What going on has changed is known: see Before and after."
                                    : words.get());
                });
            }
        });
    }

    /** What is to be done on the user-interface thread with what was found. */
    private Runnable examined(SweepPlan plan, Path folder) throws IOException, SpecException {
        Optional<BeforeAndAfter> all = new ContinualStudy(plan, bench.catalog())
                .examine(folder, questions, bench.processors(), this::progress);
        if (all.isEmpty()) {
            return () -> ready("Stopped before everything was examined.");
        }
        List<String> left = ContinualStudy.unfinished(plan, folder);
        if (!left.isEmpty()) {
            return () ->
                    know(all.get(), left, "Examined without trainings that did not finish; the table is not kept.");
        }
        try {
            Path file = file(folder, plan);
            SafeFile.makeFolder(PlanStore.folder(folder, plan));
            AbilityFile.write(file, all.get());
            return () -> know(all.get(), left, "Examined; the table is kept beside the plan.");
        } catch (IOException e) {
            return () -> know(all.get(), left, "Examined, but not kept: " + e.getMessage());
        }
    }

    /** Never over a notice of another, such as why a training failed. */
    private void say(String sentence) {
        Notice shown = session.noticeProperty().get();
        if (shown == null || shown == said) {
            said = new Notice(Notice.Level.INFORMATION, sentence, List.of());
            session.noticeProperty().set(said);
        }
    }

    private boolean progress(int models, int of) {
        mailbox.add(() -> words.set(String.format(Locale.ROOT, "Examining: %d of %d models are done.", models, of)));
        return !stopping;
    }

    /** Stops examining after the model it is at. */
    public void stop() {
        stopping = true;
    }

    /** A number that grows when the figure has changed. */
    public long version() {
        return version;
    }

    /** Recall against distance, one curve for each way. */
    public Figure figure() {
        BeforeAndAfter found = result.get();
        List<Curve> curves = new ArrayList<>();
        Axis distance = Axis.of("Distance of the fact", "tokens", Scale.LOG2);
        if (found != null) {
            found.abilities()
                    .forEach((way, bySeed) ->
                            curves.add(curve(way, curves.size(), bySeed, runIds.getOrDefault(way, Map.of()))));
            List<Integer> distances = List.copyOf(found.distances());
            if (distances.size() > 1) {
                distance = distance.withRange(distances.getFirst(), distances.getLast());
            }
        }
        return Figure.of(
                        Figure.Kind.SWEEP,
                        "Recall of facts, before and after",
                        distance,
                        Axis.share("Recall of digits"))
                .withSubtitle(
                        "Test, in text of " + plan.train().getFirst().getFirst().contextLength() + " tokens")
                .withBand(Band.CONFIDENCE)
                .withCurves(curves)
                .withReferences(List.of(ReferenceLine.flat("chance", BeforeAndAfter.CHANCE)))
                .withSpecification(specification)
                .withWhenEmpty("Measured when the trainings are over.");
    }

    private static Curve curve(String way, int colour, Map<Long, Ability> bySeed, Map<Long, String> runs) {
        List<Observation> observations = new ArrayList<>();
        bySeed.forEach((seed, ability) -> ability.recall()
                .forEach((distance, recall) ->
                        observations.add(new Observation(distance, recall, seed, runs.getOrDefault(seed, ""), 0))));
        return Curve.of("way " + way, way, colour, observations, Curve.State.FINISHED);
    }
}
