package dev.braid.app.training;

import dev.braid.engine.store.RunFolder;
import dev.braid.engine.store.RunResult;
import dev.braid.engine.sweep.FolderRun.Outcome;
import dev.braid.engine.sweep.SweepProgress.Member;
import dev.braid.engine.train.event.EventQueue;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.RunEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan that goes on. The run's thread fills a queue and a buffer; {@link #poll}, on the user-interface
 * thread, takes what is new.
 */
final class LiveRun {
    private static final int EVENTS = 1024;

    /** What a poll has found. */
    enum News {
        /** Nothing. */
        NONE,
        /** More steps, which only traces show. */
        STEPS,
        /** A validation, or another state: what all figures show. */
        POINTS
    }

    /** What was noted in the folder by an earlier session, or by another process. */
    private record Noted(List<RunEvent> events, MetricBuffer metrics) {}

    private final String id;
    private final Member member;
    private final RunFolder folder;
    private final @Nullable RunFacts facts;
    private final EventQueue queue = new EventQueue(EVENTS);
    private volatile @Nullable Noted arrived;
    private volatile @Nullable MetricBuffer measuring;
    private volatile @Nullable Outcome outcome;

    private final List<RunEvent.Evaluated> evaluations = new ArrayList<>();
    private @Nullable Noted taken;
    private RunData.State state = RunData.State.RUNNING;
    private RunEvent.@Nullable Failed failure;
    private @Nullable String checkpoint;
    private int seenSteps;
    private long eventSteps;
    private long startedAt;

    LiveRun(String id, Member member, RunFolder folder, @Nullable RunFacts facts) {
        this.id = id;
        this.member = member;
        this.folder = folder;
        this.facts = facts;
    }

    Member member() {
        return member;
    }

    RunFolder folder() {
        return folder;
    }

    // --- the run's thread ---

    /** The trainer is made: whatever the folder holds is from before. */
    void begins(MetricBuffer metrics) {
        readFolder();
        measuring = metrics;
    }

    /** Something happened in this process. */
    void hears(RunEvent event) {
        queue.event(event);
    }

    /** Something happened in a worker process, which writes its numbers into the folder only. */
    void hearsFromAfar(RunEvent event) {
        if (event instanceof RunEvent.Started
                || event instanceof RunEvent.Evaluated
                || event instanceof RunEvent.Finished) {
            readFolder();
        }
        queue.event(event);
    }

    void ends(Outcome how) {
        if (measuring == null) {
            readFolder(); // found finished, or another process has run it
        }
        outcome = how;
    }

    private void readFolder() {
        try {
            arrived = new Noted(folder.readEvents(), folder.readMetrics());
        } catch (IOException e) {
            arrived = new Noted(List.of(), new MetricBuffer(1)); // only the beginning of a curve is lost
        }
    }

    // --- the user-interface thread ---

    /** Takes what is new. */
    News poll() {
        Outcome end = outcome; // first, so that all its events have come when it is seen
        News news = News.NONE;
        MetricBuffer buffer = measuring;
        if (buffer != null && buffer.size() != seenSteps) {
            seenSteps = buffer.size();
            news = News.STEPS;
        }
        Noted noted = arrived;
        if (noted != null && noted != taken) {
            taken = noted;
            evaluations.clear();
            noted.events.forEach(this::take);
            news = News.POINTS;
        }
        for (RunEvent event : queue.drain()) {
            take(event);
            news = News.POINTS;
        }
        RunData.State before = state;
        if (end != null) {
            state = switch (end) {
                case Outcome.Done _ -> RunData.State.FINISHED;
                case Outcome.Stopped _ -> RunData.State.STOPPED;
                case Outcome.Failed _ -> RunData.State.FAILED;
            };
        }
        return state != before ? News.POINTS : news;
    }

    private void take(RunEvent event) {
        eventSteps = Math.max(eventSteps, event.step());
        switch (event) {
            case RunEvent.Evaluated evaluated -> {
                evaluations.removeIf(known -> known.step() >= evaluated.step());
                evaluations.add(evaluated);
            }
            case RunEvent.Paused _ -> state = RunData.State.PAUSED;
            case RunEvent.Resumed _ -> state = RunData.State.RUNNING;
            case RunEvent.Started started -> {
                startedAt = started.step();
                state = RunData.State.RUNNING;
            }
            case RunEvent.Checkpointed saved -> checkpoint = saved.file();
            case RunEvent.Failed failed -> failure = failed;
            case RunEvent.Finished _ -> {
                // the outcome says more
            }
        }
    }

    RunData.State state() {
        return state;
    }

    /** Why it failed, or null. */
    @Nullable
    String reason() {
        return outcome instanceof Outcome.Failed(String reason) ? reason : null;
    }

    /** The block whose numbers went wrong first, or null. */
    @Nullable
    String faultyBlock() {
        return failure == null ? null : failure.block();
    }

    /** The last good checkpoint, or null. */
    @Nullable
    String checkpoint() {
        return failure != null && failure.checkpoint() != null ? failure.checkpoint() : checkpoint;
    }

    /** Steps done. */
    long steps() {
        MetricBuffer now = measuring;
        return now != null ? now.firstStep() + now.size() - 1 : eventSteps;
    }

    /** Steps done since the program has gone on with it. */
    long stepsHere() {
        MetricBuffer now = measuring;
        return now != null ? now.size() : Math.max(0, eventSteps - startedAt);
    }

    /** Tokens trained on since the program has gone on with it, in this process. */
    double tokensHere() {
        MetricBuffer now = measuring;
        if (now == null || now.size() == 0) {
            return 0;
        }
        Noted noted = taken;
        MetricBuffer before = noted == null ? now : noted.metrics;
        double earlier =
                before == now || before.size() == 0 ? 0 : before.get(before.size() - 1, MetricBuffer.Column.TOKENS);
        return now.get(now.size() - 1, MetricBuffer.Column.TOKENS) - earlier;
    }

    /** The numbers of the steps made in this process, or null. */
    @Nullable
    MetricBuffer measuring() {
        return measuring;
    }

    /** Cost and memory, if they are known. */
    @Nullable
    RunFacts facts() {
        return facts;
    }

    RunData data() {
        List<MetricBuffer> metrics = new ArrayList<>();
        Noted noted = taken;
        if (noted != null) {
            metrics.add(noted.metrics);
        }
        MetricBuffer now = measuring;
        if (now != null) {
            metrics.add(now);
        }
        RunResult result = outcome instanceof Outcome.Done(RunResult done) ? done : null;
        return new RunData(id, member.spec(), state, evaluations, result, metrics, facts);
    }
}
