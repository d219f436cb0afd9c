package dev.braid.app.training;

import dev.braid.engine.block.DesignContext;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.store.RunFolder;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlan.Variant;
import dev.braid.visuals.document.Notice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * The training of one open design: what is chosen, what was started, how it goes. Editing the design or the choices never
 * touches what goes on; it only makes it stale, in words. User-interface thread only; everything that comes from other
 * threads arrives in {@link #poll}.
 */
public final class TrainingSession {
    /** So long a design must have been open before it is rehearsed: the window comes first. */
    private static final long REHEARSAL_DELAY_NANOS = 2_000_000_000L;
    /** So long the words about a training that goes on stay as they are. */
    private static final long BETWEEN_WORDS_NANOS = 1_000_000_000L;

    private final ReadOnlyObjectProperty<Architecture> design;
    private final @Nullable Consumer<String> reveal;
    private final Workbench bench;
    private final Planner planner;
    private final Supplier<List<String>> worker;
    private final ReadOnlyObjectWrapper<DesignContext> context =
            new ReadOnlyObjectWrapper<>(new DesignContext(256, 128));
    private final ChoicesForm form = new ChoicesForm();
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final long opened = System.nanoTime();

    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.UNKNOWN);
    private final ReadOnlyObjectWrapper<List<String>> problems = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable Forecast> forecast = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper stale = new ReadOnlyStringWrapper("");
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
    private final ObjectProperty<@Nullable Notice> notice = new SimpleObjectProperty<>();

    private @Nullable PlanRun run;
    private List<TrainingSession> companions = List.of();
    private List<Architecture> startedDesigns = List.of();
    private long runVersion;
    private long runPointsVersion = -1;
    private long pointsVersion;
    private @Nullable SweepPlan asked;
    private @Nullable Start start;
    private boolean launching;
    private @Nullable Architecture judgedDesign;
    private long judgedForm = -1;
    private @Nullable Rehearsal rehearsal;
    private boolean rehearsed;
    private long told;
    private int failuresTold;
    private boolean breakdownTold;

    /** From what was chosen, and the designs as they are, to what is run. */
    interface Planner {
        /** The plan; its variants may be more than the designs. */
        SweepPlan plan(Choices choices, List<Architecture> designs);

        /** Why there can be none, one sentence each. */
        default List<String> problems() {
            return List.of();
        }

        /** Sets other learning rates; empty where a plan is taken as it stands. */
        default Optional<Consumer<List<Double>>> learningRates(ChoicesForm form) {
            return Optional.of(form.learningRates::set);
        }
    }

    /** What begins as soon as its forecast has come. */
    private record Start(boolean paused, boolean anew, List<TrainingSession> together) {}

    /**
     * @param design the document as it is now
     * @param reveal shows the block of an address
     */
    public TrainingSession(ReadOnlyObjectProperty<Architecture> design, Consumer<String> reveal, Workbench bench) {
        this(design, reveal, bench, (choices, designs) -> choices.plan("", designs), List::of);
    }

    /**
     * @param reveal shows the block of an address; null if the design is in no window, where no checker asks for the context
     * @param planner makes the plan
     * @param worker the command line of worker processes, or empty to run in this process; asked at every start
     */
    TrainingSession(
            ReadOnlyObjectProperty<Architecture> design,
            @Nullable Consumer<String> reveal,
            Workbench bench,
            Planner planner,
            Supplier<List<String>> worker) {
        this.design = design;
        this.reveal = reveal;
        this.bench = bench;
        this.planner = planner;
        this.worker = worker;
        if (reveal != null) {
            form.versionProperty().subscribe(() -> form.choices().ifPresent(choices -> context.set(choices.context())));
            form.choices().ifPresent(choices -> context.set(choices.context()));
        }
    }

    /** What the design is used on, as the form says: the checker asks it. */
    public ReadOnlyObjectProperty<DesignContext> contextProperty() {
        return context.getReadOnlyProperty();
    }

    /** The plan is made otherwise from now on: it is looked at again. */
    void planChanged() {
        judgedForm = -1;
    }

    /** The form. */
    public ChoicesForm form() {
        return form;
    }

    /** The design as it is now. */
    public Architecture design() {
        return design.get();
    }

    /** What all trainings share. */
    public Workbench bench() {
        return bench;
    }

    /** What the transport bar shows. */
    public ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** Why training cannot start, one sentence each; empty if it can. */
    public ReadOnlyObjectProperty<List<String>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /** What a training as chosen will take; null as long as that is not known. */
    public ReadOnlyObjectProperty<@Nullable Forecast> forecastProperty() {
        return forecast.getReadOnlyProperty();
    }

    /** Grows whenever they have changed otherwise than by mere steps: a validation, a state, a run. */
    public long pointsVersion() {
        return pointsVersion;
    }

    /** Why the curves do not speak about the design and the choices as they are now; "" if they do. */
    public ReadOnlyStringProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /** Grows whenever the numbers behind the curves have changed. */
    public ReadOnlyLongProperty versionProperty() {
        return version.getReadOnlyProperty();
    }

    /** The plan of the design and the choices as they are now; none while a choice is refused. */
    public Optional<SweepPlan> plan() {
        return planner.problems().isEmpty()
                ? form.choices().map(choices -> planner.plan(choices, List.of(design.get())))
                : Optional.empty();
    }

    /** What to tell; null when there is nothing. */
    public ObjectProperty<@Nullable Notice> noticeProperty() {
        return notice;
    }

    /** What was started last, if anything. */
    public Optional<PlanRun> run() {
        return Optional.ofNullable(run);
    }

    /** The runs that were started last, as the curves show them. */
    public List<RunData> data() {
        return run == null ? List.of() : run.data();
    }

    /** Whether that run is one of this session that speaks about the design as it was. */
    boolean isStale(RunData data) {
        return !stale.get().isEmpty()
                && (companions.size() == 1
                        || data.spec().variant().equals(design.get().name()));
    }

    /** Begins with the design and the choices as they are; what lies finished or interrupted in its folder is used. */
    public void train() {
        begin(new Start(false, false, List.of(this)));
    }

    /** Begins with the designs of several sessions, all as this one's form says. */
    public void trainTogether(List<TrainingSession> sessions) {
        List<TrainingSession> all = new ArrayList<>(List.of(this));
        sessions.stream().filter(session -> session != this).forEach(all::add);
        begin(new Start(false, false, List.copyOf(all)));
    }

    /** Begins anew from the seed: the same numbers come again. What was known is set aside, not lost. */
    public void restart() {
        begin(new Start(false, true, run == null ? List.of(this) : companions()));
    }

    private List<TrainingSession> companions() {
        return companions.isEmpty() ? List.of(this) : companions;
    }

    /** Waits at the next step border. */
    public void pause() {
        ifActive(PlanRun::pause);
    }

    /** Goes on. */
    public void resume() {
        ifActive(PlanRun::resume);
    }

    /** Does one optimiser step of every run whose turn it is, and waits; begins paused if nothing goes on. */
    public void step() {
        if (active()) {
            ifActive(PlanRun::step);
        } else {
            begin(new Start(true, false, List.of(this)));
        }
    }

    /** Ends at the next step border; everything is kept, and Train goes on from there. */
    public void stop() {
        start = null;
        launching = false;
        ifActive(PlanRun::stop);
    }

    private boolean active() {
        return run != null && run.phaseNow() != PlanRun.Phase.ENDED;
    }

    private void ifActive(Consumer<PlanRun> what) {
        if (run != null && active()) {
            what.accept(run);
            refreshStatus();
        }
    }

    private void begin(Start what) {
        notice.set(null);
        start = what;
        asked = null;
        if (rehearsal != null) {
            rehearsal.cancel();
        }
        if (active()) {
            ifActive(PlanRun::stop);
        }
        poll();
    }

    /** Takes what other threads have brought, and moves everything on. Called ten times a second. */
    public void poll() {
        for (Runnable mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
            mail.run();
        }
        if (run != null) {
            boolean on = active();
            run.poll();
            if (on && !active()) {
                judgedForm = -1; // the speed is known better now
            }
            if (run.version() != runVersion) {
                runVersion = run.version();
                version.set(version.get() + 1);
                if (run.pointsVersion() != runPointsVersion) {
                    runPointsVersion = run.pointsVersion();
                    pointsVersion++;
                    tellFailures(run);
                }
            }
        }
        judge();
        if (start != null && !active() && !launching) {
            prepare(start);
        }
        rehearse();
        refreshStatus();
    }

    // --- before a start ---

    /** Asks for a new forecast when the design or the form has changed. */
    private void judge() {
        if (design.get() == judgedDesign && form.versionProperty().get() == judgedForm) {
            return;
        }
        judgedDesign = design.get();
        judgedForm = form.versionProperty().get();
        forecast.set(null);
        refreshStale();
        if (start == null) {
            ask(List.of(this));
        } else {
            asked = null;
        }
    }

    /** Has the plan of these sessions' designs looked at in the background. */
    private void ask(List<TrainingSession> together) {
        Optional<Choices> choices = form.choices();
        if (choices.isEmpty() || !planner.problems().isEmpty()) {
            List<String> all = new ArrayList<>(form.problems());
            all.addAll(planner.problems());
            problems.set(List.copyOf(all));
            start = null;
            return;
        }
        List<Architecture> designs =
                together.stream().map(session -> session.design.get()).toList();
        SweepPlan plan = planner.plan(choices.get(), designs);
        asked = plan;
        bench.threads().execute(() -> {
            Forecast found = bench.forecast(plan);
            mailbox.add(() -> {
                if (asked == plan) {
                    take(found);
                }
            });
        });
    }

    private void take(Forecast found) {
        forecast.set(found);
        problems.set(found.problems());
        Start what = start;
        if (what == null) {
            return;
        }
        if (!found.possible()) {
            start = null;
        } else if (active()) {
            asked = null; // looked at again when what goes on has stopped
        } else {
            start = null;
            if (what.anew) {
                launching = true;
                setAside(found, what);
            } else {
                launch(found, what);
            }
        }
    }

    private void prepare(Start what) {
        if (asked == null) {
            ask(what.together);
        }
    }

    private void setAside(Forecast found, Start what) {
        SweepPlan plan = found.plan();
        bench.threads().execute(() -> {
            try {
                for (RunSpec spec : bench.allRuns(plan)) {
                    new RunFolder(bench.runs(), spec.id()).setAside();
                }
                mailbox.add(() -> {
                    if (launching) {
                        launch(found, what);
                    }
                });
            } catch (IOException e) {
                mailbox.add(() -> {
                    launching = false;
                    notice.set(Notice.error(e.getMessage() + "."));
                });
            }
        });
    }

    private void launch(Forecast found, Start what) {
        launching = false;
        PlanRun started = new PlanRun(found, bench, worker.get(), what.paused);
        if (what.paused) {
            started.step();
        }
        List<Architecture> designs =
                what.together.stream().map(session -> session.design.get()).toList();
        what.together.forEach(session -> session.follow(started, what.together, designs));
        started.start();
    }

    /** Shows a plan that was started here or from another session. */
    private void follow(PlanRun started, List<TrainingSession> together, List<Architecture> designs) {
        run = started;
        startedDesigns = designs;
        companions = together;
        runVersion = -1;
        runPointsVersion = -1;
        failuresTold = 0;
        breakdownTold = false;
        refreshStale();
    }

    private void rehearse() {
        Forecast known = forecast.get();
        boolean due = !rehearsed
                && run == null
                && known != null
                && known.possible()
                && System.nanoTime() - opened > REHEARSAL_DELAY_NANOS;
        if (!due) {
            return;
        }
        rehearsed = true;
        SweepPlan plan = known.plan();
        Variant variant = plan.variants().getFirst();
        Rehearsal now = new Rehearsal(
                plan.spec(
                        variant,
                        0,
                        plan.learningRates(variant).getFirst(),
                        plan.seeds().getFirst()),
                bench);
        rehearsal = now;
        bench.threads().execute(() -> {
            now.run();
            mailbox.add(() -> {
                rehearsal = null;
                judgedForm = -1; // the forecast knows better now
            });
        });
    }

    // --- after a start ---

    private void refreshStale() {
        PlanRun of = run;
        if (of == null) {
            return;
        }
        Architecture then = startedDesigns.get(companions.indexOf(this)).bare();
        Architecture now = design.get().bare();
        if (!then.graph().equals(now.graph()) || !then.subGraphs().equals(now.subGraphs())) {
            stale.set("The design was edited since: the curves show it as it was when the training began.");
            return;
        }
        boolean same = form.choices()
                .map(choices -> companions.size() > 1
                        ? choices.planOf(of.plan().question(), of.plan().variants())
                                .equals(of.plan())
                        : planner.plan(choices, startedDesigns).equals(of.plan()))
                .orElse(false);
        stale.set(same ? "" : "The settings were changed since: the curves show what was chosen before.");
    }

    private void tellFailures(PlanRun of) {
        String breakdown = of.breakdown();
        if (breakdown != null && !breakdownTold) {
            breakdownTold = true;
            notice.set(Failures.breakdown(breakdown, bench));
        }
        List<LiveRun> failed = of.runs().stream()
                .filter(live -> live.state() == RunData.State.FAILED)
                .toList();
        if (failed.size() > failuresTold) {
            failuresTold = failed.size();
            notice.set(Failures.notice(failed, of.plan(), planner.learningRates(form), Optional.ofNullable(reveal)));
        }
    }

    /** Nobody reads numbers that change ten times a second, and laying them out anew takes time away from the training. */
    private void refreshStatus() {
        boolean goesOn = run != null
                && run.phaseNow() == PlanRun.Phase.RUNNING
                && status.get().phase() == Status.Phase.RUNNING;
        if (goesOn && System.nanoTime() - told < BETWEEN_WORDS_NANOS) {
            return;
        }
        told = System.nanoTime();
        status.set(StatusWords.status(run, start != null || launching, forecast.get(), problems.get()));
    }
}
