package dev.braid.app.training;

import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.train.event.MetricBuffer;
import java.util.OptionalDouble;

/**
 * How far a plan is, how fast it goes and how long it still takes: from steps that were really made in this session, weighted
 * by what a step of each variant costs. It says nothing before it has seen enough.
 */
final class PlanClock {
    private static final double RECENT = 3;
    private static final double LONG = 30;
    private static final int ENOUGH_STEPS = 20;

    private final PlanRun run;
    private final Rate tokens = new Rate(RECENT, 0.5);
    private final Rate work = new Rate(LONG, 1.5);
    private long last = -1;
    private double active;

    PlanClock(PlanRun run) {
        this.run = run;
    }

    /** Called at every poll; time that passes while nothing runs does not count. */
    void tick(long nanos, boolean running) {
        if (running && last >= 0) {
            active += (nanos - last) * 1e-9;
            tokens.add(
                    active, run.runs().stream().mapToDouble(LiveRun::tokensHere).sum());
            work.add(active, run.runs().stream().mapToDouble(this::workHere).sum());
            run.runs().forEach(this::calibrate);
        }
        last = running ? nanos : -1;
    }

    private double fullWork(LiveRun live) {
        return fullWork(live.member().variant(), live.member().group());
    }

    private double fullWork(int variant, int group) {
        SweepPlan plan = run.plan();
        RunFacts facts = run.forecast()
                .facts()
                .get(Forecast.key(plan.variants().get(variant).name(), group));
        return facts == null ? 1 : facts.runFlops(plan.settings());
    }

    private double workHere(LiveRun live) {
        return fullWork(live) * live.stepsHere() / run.plan().settings().steps();
    }

    private double workLeft() {
        SweepPlan plan = run.plan();
        double left = 0;
        for (int v = 0; v < plan.variants().size(); v++) {
            for (int group = 0; group < plan.train().size(); group++) {
                left += fullWork(v, group)
                        * plan.runs(plan.variants().get(v))
                        / plan.train().size();
            }
        }
        for (LiveRun live : run.runs()) {
            boolean over = !live.state().goesOn() && live.state() != RunData.State.STOPPED;
            left -= fullWork(live)
                    * (over ? 1 : (double) live.steps() / plan.settings().steps());
        }
        return Math.max(0, left);
    }

    /** Share of the whole plan that is done, in [0, 1]. */
    double fraction() {
        double left = workLeft();
        SweepPlan plan = run.plan();
        double all = 0;
        for (int v = 0; v < plan.variants().size(); v++) {
            for (int group = 0; group < plan.train().size(); group++) {
                all += fullWork(v, group)
                        * plan.runs(plan.variants().get(v))
                        / plan.train().size();
            }
        }
        return all <= 0 ? 0 : Math.clamp(1 - left / all, 0, 1);
    }

    /** Tokens a second that were trained on lately, all runs together. */
    OptionalDouble tokensPerSecond() {
        return tokens.perSecond();
    }

    /** Seconds that are left at most, for a run may reach its goal early; empty as long as that cannot be known. */
    OptionalDouble secondsLeft() {
        long steps = run.runs().stream().mapToLong(LiveRun::stepsHere).sum();
        OptionalDouble rate = work.perSecond();
        return steps < ENOUGH_STEPS || rate.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(workLeft() / rate.getAsDouble());
    }

    /** What the steps really took becomes the measure of later predictions. */
    private void calibrate(LiveRun live) {
        MetricBuffer buffer = live.measuring();
        RunFacts facts = live.facts();
        if (buffer == null || facts == null || facts.stepFlops() <= 0) {
            return;
        }
        int to = buffer.size() - 1;
        int from = Math.max(ENOUGH_STEPS, to - 200);
        if (to - from >= ENOUGH_STEPS) {
            double seconds =
                    buffer.get(to, MetricBuffer.Column.SECONDS) - buffer.get(from, MetricBuffer.Column.SECONDS);
            run.measured(live, seconds / ((to - from) * facts.stepFlops()));
        }
    }
}
