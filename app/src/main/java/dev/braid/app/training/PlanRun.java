package dev.braid.app.training;

import dev.braid.app.training.LiveRun.News;
import dev.braid.engine.export.SafeFile;
import dev.braid.engine.store.RunFolder;
import dev.braid.engine.sweep.FolderRun.Outcome;
import dev.braid.engine.sweep.RunExecutor;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepProgress;
import dev.braid.engine.sweep.SweepRunner;
import dev.braid.engine.sweep.WorkerProcess;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.RunEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A plan that goes on in the background: its runs lie in their folders, so it can be stopped at any time and gone on with,
 * also after a crash. Steered and polled on the user-interface thread.
 */
public final class PlanRun {
    /** What it is doing. */
    public enum Phase {
        /** Nothing has come in yet. */
        STARTING,
        /** Runs go on. */
        RUNNING,
        /** It will wait at the next step border. */
        PAUSING,
        /** All runs wait at a step border. */
        PAUSED,
        /** It will stop at the next step border. */
        STOPPING,
        /** Nothing goes on any more. */
        ENDED
    }

    private final Forecast forecast;
    private final Workbench bench;
    private final Path folder;
    private final boolean apart;
    private final List<LiveExecutor> lanes = new ArrayList<>();
    private final SweepRunner runner;
    private final PlanClock clock;
    private final List<String> keys;

    private final Map<String, LiveRun> byId = new ConcurrentHashMap<>();
    private final Queue<LiveRun> arrivals = new ConcurrentLinkedQueue<>();
    private volatile boolean over;
    private volatile @Nullable String breakdown;

    private final List<LiveRun> runs = new ArrayList<>();
    private boolean paused;
    private boolean stopping;
    private Phase phase = Phase.STARTING;
    private long version;
    private long pointsVersion;

    /**
     * @param forecast of the plan, without problems
     * @param worker the command line of worker processes, or empty to run in this process, where runs can be paused
     * @param paused whether runs wait before their first step
     */
    PlanRun(Forecast forecast, Workbench bench, List<String> worker, boolean paused) {
        this.forecast = forecast;
        this.bench = bench;
        this.folder = bench.runs();
        this.apart = !worker.isEmpty();
        this.paused = paused;
        List<RunExecutor> executors = new ArrayList<>();
        for (int lane = 0; lane < forecast.lanes(); lane++) {
            if (apart) {
                executors.add(new WorkerProcess(worker));
            } else {
                int threads = Math.max(1, bench.processors() / forecast.lanes());
                LiveExecutor live = new LiveExecutor(bench.catalog(), threads, paused, this::begins);
                lanes.add(live);
                executors.add(live);
            }
        }
        runner = new SweepRunner(forecast.plan(), folder, executors, new Progress());
        clock = new PlanClock(this);
        keys = forecast.plan().variants().stream()
                .map(variant -> Workbench.key(variant.design()))
                .toList();
    }

    /** Begins, or goes on where the folders stand. */
    void start() {
        bench.threads().execute(this::work);
    }

    private void work() {
        try {
            SafeFile.makeFolder(folder);
            PlanStore.keep(folder, forecast.plan());
            runner.run();
        } catch (IOException e) {
            breakdown = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | OutOfMemoryError e) {
            breakdown =
                    "The training met a defect of the program (" + e + "). Everything done so far is kept in " + folder;
        } finally {
            runner.cancel();
            over = true;
        }
    }

    private void begins(RunSpec spec, MetricBuffer metrics) {
        LiveRun run = byId.get(spec.id());
        if (run != null) {
            run.begins(metrics);
        }
    }

    /** Hears the lanes, on their threads. */
    private final class Progress implements SweepProgress {
        private final Map<Member, LiveRun> byMember = new ConcurrentHashMap<>();

        @Override
        public void started(Member member) {
            String id = member.spec().id();
            String variant = forecast.plan().variants().get(member.variant()).name();
            LiveRun run = new LiveRun(
                    id, member, new RunFolder(folder, id), forecast.facts().get(Forecast.key(variant, member.group())));
            byMember.put(member, run);
            byId.put(id, run);
            arrivals.add(run);
        }

        @Override
        public void event(Member member, RunEvent event) {
            LiveRun run = byMember.get(member);
            if (run != null && apart) {
                run.hearsFromAfar(event);
            } else if (run != null) {
                run.hears(event);
            }
        }

        @Override
        public void ended(Member member, Outcome outcome) {
            LiveRun run = byMember.get(member);
            if (run != null) {
                run.ends(outcome);
            }
        }
    }

    /** Waits at the next step border; not possible in worker processes. */
    void pause() {
        paused = true;
        lanes.forEach(LiveExecutor::pause);
    }

    /** Goes on. */
    void resume() {
        paused = false;
        lanes.forEach(LiveExecutor::resume);
    }

    /** Does one step of every run whose turn it is, and waits again. */
    void step() {
        paused = true;
        lanes.forEach(LiveExecutor::step);
    }

    /** Stops at the next step border, with checkpoints. */
    void stop() {
        stopping = true;
        runner.cancel();
    }

    /** Takes what is new. */
    void poll() {
        boolean ended = over; // first, so that everything has come when it is seen
        News news = News.NONE;
        for (LiveRun run = arrivals.poll(); run != null; run = arrivals.poll()) {
            runs.add(run);
            news = News.POINTS;
        }
        for (LiveRun run : runs) {
            News own = run.poll();
            news = own.compareTo(news) > 0 ? own : news;
        }
        Phase before = phase;
        phase = ended ? Phase.ENDED : phase();
        clock.tick(System.nanoTime(), phase == Phase.RUNNING || phase == Phase.STOPPING);
        if (phase != before) {
            news = News.POINTS;
        }
        version += news == News.NONE ? 0 : 1;
        pointsVersion += news == News.POINTS ? 1 : 0;
    }

    /** Grows whenever a poll has found something new. */
    public long version() {
        return version;
    }

    /** Grows with everything new but mere steps: validations, states, runs. */
    public long pointsVersion() {
        return pointsVersion;
    }

    private Phase phase() {
        if (stopping) {
            return Phase.STOPPING;
        }
        List<LiveRun> on = runs.stream().filter(run -> run.state().goesOn()).toList();
        if (paused) {
            boolean waiting = !on.isEmpty() && on.stream().allMatch(run -> run.state() == RunData.State.PAUSED);
            return waiting ? Phase.PAUSED : Phase.PAUSING;
        }
        return runs.isEmpty() ? Phase.STARTING : Phase.RUNNING;
    }

    /** What it is doing, as of the last poll. */
    public Phase phaseNow() {
        return phase;
    }

    /** What it was predicted to take. */
    public Forecast forecast() {
        return forecast;
    }

    /** The plan. */
    public SweepPlan plan() {
        return forecast.plan();
    }

    /** The folder of its run folders. */
    public Path folder() {
        return folder;
    }

    /** Whether it runs in worker processes, which cannot be paused. */
    public boolean apart() {
        return apart;
    }

    /** Keeps how fast a run went for later predictions. */
    void measured(LiveRun run, double secondsPerFlop) {
        bench.speed().measured(keys.get(run.member().variant()), secondsPerFlop);
    }

    /** How it goes in time. */
    PlanClock clock() {
        return clock;
    }

    /** Why all of it ended early, or null. */
    @Nullable
    String breakdown() {
        return breakdown;
    }

    /** Whether somebody has stopped it. */
    boolean stopped() {
        return stopping;
    }

    /** The runs whose turn has come, in that order. */
    List<LiveRun> runs() {
        return runs;
    }

    /** How many runs are over, of {@code plan().runs()}. */
    public int runsOver() {
        return (int) runs.stream()
                .filter(run -> run.state() == RunData.State.FINISHED || run.state() == RunData.State.FAILED)
                .count();
    }

    /** How many runs of a variant are over. */
    public int runsOver(int variant) {
        return (int) runs.stream()
                .filter(run -> run.member().variant() == variant)
                .filter(run -> run.state() == RunData.State.FINISHED || run.state() == RunData.State.FAILED)
                .count();
    }

    /** Share of a variant's steps that are done, in [0, 1]. */
    public double fraction(int variant) {
        double done = 0;
        for (LiveRun run : runs) {
            if (run.member().variant() == variant) {
                boolean over = run.state() == RunData.State.FINISHED || run.state() == RunData.State.FAILED;
                done += over ? 1 : (double) run.steps() / plan().settings().steps();
            }
        }
        return Math.clamp(done / Math.max(1, plan().runs(plan().variants().get(variant))), 0, 1);
    }

    /** All its runs as the curves show them. */
    public List<RunData> data() {
        return runs.stream().map(LiveRun::data).toList();
    }
}
