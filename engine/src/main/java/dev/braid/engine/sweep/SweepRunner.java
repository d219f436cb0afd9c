package dev.braid.engine.sweep;

import dev.braid.engine.store.RunResult;
import dev.braid.engine.sweep.SweepPlan.Variant;
import dev.braid.engine.sweep.SweepProgress.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs all members of a plan on several executors. A member that fails never ends the sweep. Learning rates are chosen on
 * validation; test figures are those of the chosen rate only.
 */
public final class SweepRunner {
    private final SweepPlan plan;
    private final Path runs;
    private final List<? extends RunExecutor> executors;
    private final SweepProgress progress;
    private volatile boolean cancelled;

    /**
     * @param runs the folder that holds the run folders
     * @param executors how many members run side by side, and where
     */
    public SweepRunner(SweepPlan plan, Path runs, List<? extends RunExecutor> executors, SweepProgress progress) {
        this.plan = plan;
        this.runs = runs;
        this.executors = List.copyOf(executors);
        this.progress = progress;
    }

    /** Stops at the next steps; everything done so far is kept. */
    public void cancel() {
        cancelled = true;
        executors.forEach(RunExecutor::close);
    }

    /** Runs everything that is not finished yet and returns what is known at the end; the calling thread keeps watch. */
    public SweepResult run() throws InterruptedException {
        Map<Member, FolderRun.Outcome> outcomes = new LinkedHashMap<>();
        runAll(gridMembers(), outcomes);
        if (plan.gridOnFirstSeed() && !cancelled) {
            runAll(furtherSeeds(outcomes), outcomes);
        }
        return new SweepResult(plan, outcomes, cancelled);
    }

    /** The learning-rate grid, variants taking turns so that every curve gets its first points early. */
    private List<Member> gridMembers() {
        List<Long> seeds = plan.gridOnFirstSeed() ? plan.seeds().subList(0, 1) : plan.seeds();
        int most = plan.variants().stream()
                .mapToInt(variant -> plan.learningRates(variant).size())
                .max()
                .orElse(0);
        List<Member> members = new ArrayList<>();
        for (long seed : seeds) {
            for (int rate = 0; rate < most; rate++) {
                for (int group = 0; group < plan.train().size(); group++) {
                    for (int v = 0; v < plan.variants().size(); v++) {
                        List<Double> rates = plan.learningRates(plan.variants().get(v));
                        if (rate < rates.size()) {
                            members.add(member(v, group, rates.get(rate), seed));
                        }
                    }
                }
            }
        }
        return members;
    }

    private List<Member> furtherSeeds(Map<Member, FolderRun.Outcome> outcomes) {
        SweepResult first = new SweepResult(plan, outcomes, false);
        List<Member> members = new ArrayList<>();
        for (long seed : plan.seeds().subList(1, plan.seeds().size())) {
            for (int group = 0; group < plan.train().size(); group++) {
                for (int v = 0; v < plan.variants().size(); v++) {
                    int variant = v;
                    int g = group;
                    first.bestLearningRate(v, group).ifPresent(rate -> members.add(member(variant, g, rate, seed)));
                }
            }
        }
        return members;
    }

    private Member member(int variant, int group, double learningRate, long seed) {
        Variant design = plan.variants().get(variant);
        return new Member(variant, group, learningRate, seed, plan.spec(design, group, learningRate, seed));
    }

    private void runAll(List<Member> members, Map<Member, FolderRun.Outcome> outcomes) throws InterruptedException {
        Queue<Member> waiting = new ConcurrentLinkedQueue<>(members);
        List<Runnable> lanes = new ArrayList<>();
        for (RunExecutor executor : executors) {
            lanes.add(() -> {
                for (Member next = waiting.poll(); next != null && !cancelled; next = waiting.poll()) {
                    FolderRun.Outcome outcome = run(executor, next);
                    synchronized (outcomes) {
                        outcomes.put(next, outcome);
                    }
                    progress.ended(next, outcome);
                }
            });
        }
        Lanes.run(lanes, progress::tick);
    }

    private FolderRun.Outcome run(RunExecutor executor, Member member) {
        progress.started(member);
        try {
            return executor.run(member.spec(), runs, event -> progress.event(member, event));
        } catch (IOException e) {
            return new FolderRun.Outcome.Failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException | OutOfMemoryError e) {
            return new FolderRun.Outcome.Failed("The run met a defect of the program: " + e);
        }
    }

    /** Everything one may want to know of a member that is done. */
    static RunResult result(FolderRun.Outcome outcome) {
        return ((FolderRun.Outcome.Done) outcome).result();
    }
}
