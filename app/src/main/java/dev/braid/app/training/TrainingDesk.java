package dev.braid.app.training;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.continual.ContinualPlan;
import dev.braid.engine.continual.ModelTokens;
import dev.braid.engine.sweep.RunSpec.Start;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.document.OpenDesign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Everything that is trained in the window: a session for each open design, the ablations, and the runs that are kept. */
public final class TrainingDesk {
    private final Workbench bench;
    private final RunLibrary library;
    private final Map<OpenDesign, TrainingSession> sessions = new LinkedHashMap<>();
    private final List<Ablation> ablations = new ArrayList<>();
    private final ObjectProperty<@Nullable OpenDesign> current = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable Ablation> ablation = new ReadOnlyObjectWrapper<>();
    /** What the background has for the user-interface thread. */
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();

    private final SpeedBoard speeds;
    private int activeBefore;
    private boolean offered;

    /**
     * @param runs the folder that holds the run folders
     * @param threads runs every task at once on a daemon thread of its own; some last as long as a sweep
     */
    public TrainingDesk(BlockCatalog catalog, Path runs, Executor threads) {
        bench = new Workbench(catalog, runs, threads);
        library = new RunLibrary(bench);
        speeds = new SpeedBoard(bench, this::sessions, this::currentSession);
        library.refresh();
        bench.runsProperty().addListener(observable -> library.refresh());
    }

    /** What all of it shares. */
    public Workbench bench() {
        return bench;
    }

    /** The runs that are kept. */
    public RunLibrary library() {
        return library;
    }

    /** How fast the open designs are, for all of them: one machine measures one thing at a time. */
    public SpeedBoard speeds() {
        return speeds;
    }

    /** The design whose training is shown. */
    public ObjectProperty<@Nullable OpenDesign> currentProperty() {
        return current;
    }

    /** The ablation that was asked for last, or null. */
    public ReadOnlyObjectProperty<@Nullable Ablation> ablationProperty() {
        return ablation.getReadOnlyProperty();
    }

    /** The session of an open design; the same for as long as the design is open. */
    public TrainingSession session(OpenDesign design) {
        return sessions.computeIfAbsent(
                design, key -> new TrainingSession(design.documentProperty(), design::reveal, bench));
    }

    /** The sessions of all open designs, in the order in which they were opened. */
    public List<TrainingSession> sessions() {
        return List.copyOf(sessions.values());
    }

    /** The session of the design that is shown, if there is one. */
    public @Nullable TrainingSession currentSession() {
        OpenDesign design = current.get();
        return design == null ? null : session(design);
    }

    /** A design was closed: its training stops, with everything kept. */
    public void close(OpenDesign design) {
        TrainingSession session = sessions.remove(design);
        if (session != null) {
            session.stop();
            speeds.forget(session);
        }
    }

    /** Prepares a sweep of a parameter; if an ablation of that design waits to be started, it gets one axis more. */
    public Ablation sweep(OpenDesign design, String address, ParamSpec spec) {
        Ablation waiting = ablation.get();
        if (waiting != null
                && waiting.sweeps(design.document())
                && waiting.session().run().isEmpty()) {
            waiting.sweep(address, spec);
            return waiting;
        }
        return show(new Ablation(
                design.document(), address, spec, session(design).form().choices(), design::reveal, bench));
    }

    /** Prepares to go on with a plan that was started before. */
    public Ablation goOn(RunLibrary.Kept kept) {
        return plan(kept.plan().plan());
    }

    /** Prepares a plan as it is; the same plan is shown again, not trained beside itself. */
    public Ablation plan(SweepPlan plan) {
        return known(plan).orElseGet(() -> show(new Ablation(plan, bench)));
    }

    /** The ablation of that plan, shown again. */
    private Optional<Ablation> known(SweepPlan plan) {
        Optional<Ablation> known =
                ablations.stream().filter(each -> each.takes(plan)).findFirst();
        known.ifPresent(each -> {
            ablation.set(null); // so that it is shown although it was shown last
            ablation.set(each);
        });
        return known;
    }

    /** Prepares to compute a run again, just as it was. */
    public Ablation runAgain(RunData run) {
        return show(new Ablation(run, bench));
    }

    /** Prepares to go on from the best weights of a run, on whatever is chosen. */
    public void goOnFrom(RunData run) {
        Path folder = library.folder(run);
        inBackground(() -> {
            Start start = Start.of(folder);
            return () -> show(new Ablation(
                    "Going on from " + run.spec().variant() + ", run " + run.id(),
                    Ablation.variant(run, start),
                    Choices.of(run.spec()),
                    bench));
        });
    }

    /** Prepares to go on from the best weights of a run on text with paraphrases, beside repeated and plain text. */
    public void goOnWithParaphrases(RunData run) {
        Path folder = library.folder(run);
        Notice wait =
                new Notice(Notice.Level.INFORMATION, "Going on with paraphrases is being prepared \u2026", List.of());
        tell(wait);
        inBackground(() -> {
            ContinualPlan how = ContinualPlan.usual(
                    ContinualPlan.contextLength(run.spec()), ModelTokens.beside(run.spec(), folder));
            Start start = Start.of(folder);
            return () -> {
                sessions.values().stream()
                        .map(TrainingSession::noticeProperty)
                        .filter(notice -> notice.get() == wait)
                        .forEach(notice -> notice.set(null));
                ContinualForm form = new ContinualForm(how, start, run.spec().design());
                if (known(form.plan()).isEmpty()) {
                    show(new Ablation(form, bench));
                }
            };
        });
    }

    /** Weights are read, and tokens found, in the background; what then is to be done here waits for the pulse. */
    private void inBackground(Reading reading) {
        bench.threads().execute(() -> {
            try {
                mailbox.add(reading.read());
            } catch (IOException e) {
                mailbox.add(() -> tell(Notice.error(String.valueOf(e.getMessage()))));
            } catch (RuntimeException | OutOfMemoryError e) {
                mailbox.add(() -> tell(Notice.error("Going on met a defect of the program (" + e + ").")));
            }
        });
    }

    /** Reads something, and says what is then to be done. */
    private interface Reading {
        Runnable read() throws IOException;
    }

    private void tell(Notice notice) {
        TrainingSession session = currentSession();
        if (session != null) {
            session.noticeProperty().set(notice);
        }
    }

    private Ablation show(Ablation shown) {
        ablations.add(shown);
        ablation.set(shown);
        return shown;
    }

    /** The sessions whose runs the figures may show beside one session's own. */
    public List<TrainingSession> others(@Nullable TrainingSession than) {
        List<TrainingSession> others = new ArrayList<>(sessions.values());
        ablations.forEach(each -> others.add(each.session()));
        others.remove(than);
        return others;
    }

    /** Moves everything on; listens to the pulse. */
    public void poll() {
        for (Runnable mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
            mail.run();
        }
        int active = 0;
        for (TrainingSession session : others(null)) {
            session.poll();
            active += session.statusProperty().get().phase().active() ? 1 : 0;
        }
        boolean examines = false;
        for (ContinualBoard board : continuals()) {
            board.poll();
            examines |= board.stateProperty().get() == ContinualBoard.State.EXAMINING;
        }
        speeds.poll(active > 0 || examines);
        if (active < activeBefore) {
            library.refresh();
        }
        activeBefore = active;
        library.poll();
    }

    private List<ContinualBoard> continuals() {
        return ablations.stream().flatMap(each -> each.continual().stream()).toList();
    }

    /** Whether something goes on. */
    public boolean anyActive() {
        return activeBefore > 0;
    }

    /** Whether an interrupted plan was offered already. */
    public boolean offered() {
        return offered;
    }

    /** An interrupted plan was offered; once is enough. */
    public void markOffered() {
        offered = true;
    }

    /** Stops everything at the next step border; whether all has come to its end is told by {@link #isQuiet}. */
    public void stopAll() {
        speeds.stop();
        others(null).forEach(TrainingSession::stop);
        continuals().forEach(ContinualBoard::stop);
    }

    /** Whether nothing goes on any more. */
    public boolean isQuiet() {
        poll();
        return others(null).stream()
                .noneMatch(session -> session.statusProperty().get().phase().active());
    }
}
