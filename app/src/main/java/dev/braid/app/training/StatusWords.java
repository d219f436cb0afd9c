package dev.braid.app.training;

import dev.braid.app.training.Status.Phase;
import dev.braid.app.training.Status.Possible;
import dev.braid.engine.train.event.MetricBuffer.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Says in a line what goes on. */
final class StatusWords {
    private StatusWords() {}

    /**
     * @param run what was started last, or null
     * @param starting whether something begins as soon as it can
     * @param forecast of what is chosen now, or null while it is looked at
     * @param problems of what is chosen now
     */
    static Status status(@Nullable PlanRun run, boolean starting, @Nullable Forecast forecast, List<String> problems) {
        if (starting) {
            return new Status(Phase.STARTING, "Starting …", -1, new Possible(false, false, false, false, true, false));
        }
        if (run != null && run.phaseNow() != PlanRun.Phase.ENDED) {
            return active(run);
        }
        boolean can = problems.isEmpty();
        Possible possible = new Possible(can, false, false, can, false, can && run != null);
        if (run != null) {
            return ended(run, possible);
        }
        if (!can) {
            String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
            return new Status(Phase.IMPOSSIBLE, problems.getFirst() + more, -1, Possible.NOTHING);
        }
        return new Status(
                Phase.READY, forecast == null ? "Looking at the design …" : "Ready: " + forecast.words(), -1, possible);
    }

    private static Status active(PlanRun run) {
        boolean steps = !run.apart();
        double fraction = run.clock().fraction();
        return switch (run.phaseNow()) {
            case STARTING ->
                new Status(Phase.STARTING, "Starting …", -1, new Possible(false, steps, false, false, true, false));
            case RUNNING ->
                new Status(
                        Phase.RUNNING,
                        progress(run, true),
                        fraction,
                        new Possible(false, steps, false, steps, true, true));
            case PAUSING ->
                new Status(
                        Phase.PAUSING,
                        "Pausing at the next step · " + progress(run, false),
                        fraction,
                        new Possible(false, false, true, true, true, true));
            case PAUSED ->
                new Status(
                        Phase.PAUSED,
                        "Paused · " + progress(run, false),
                        fraction,
                        new Possible(false, false, true, true, true, true));
            case STOPPING, ENDED ->
                new Status(
                        Phase.STOPPING, "Stopping at the next step; everything is kept …", fraction, Possible.NOTHING);
        };
    }

    private static String progress(PlanRun run, boolean moving) {
        List<String> parts = new ArrayList<>();
        List<LiveRun> on =
                run.runs().stream().filter(live -> live.state().goesOn()).toList();
        if (!on.isEmpty()) {
            RunData data = on.getFirst().data();
            parts.add("step " + Numbers.grouped(data.steps()) + " of "
                    + Numbers.grouped(run.plan().settings().steps()));
            data.newest(Column.LOSS).ifPresent(loss -> parts.add(String.format(Locale.ROOT, "loss %.3f", loss)));
            data.last()
                    .ifPresent(evaluated -> parts.add(String.format(
                            Locale.ROOT, "recall %.2f", data.inside(evaluated).meanAccuracy())));
        }
        int all = run.plan().runs();
        if (all > 1) {
            parts.add(run.runsOver() + " of " + Numbers.count(all, "run", "runs") + " done");
        }
        if (moving) {
            run.clock()
                    .tokensPerSecond()
                    .ifPresent(speed -> parts.add(Numbers.grouped(Math.round(speed / 100) * 100.0) + " tokens/s"));
            OptionalDouble left = run.clock().secondsLeft();
            parts.add(
                    left.isPresent()
                            ? "at most " + Numbers.time(Math.max(1, left.getAsDouble())) + " left"
                            : "estimating the time left");
        }
        String words = String.join(" · ", parts);
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static Status ended(PlanRun run, Possible possible) {
        int all = run.plan().runs();
        int over = run.runsOver();
        long failed = run.runs().stream()
                .filter(live -> live.state() == RunData.State.FAILED)
                .count();
        if (run.stopped()) {
            LiveRun last = run.runs().isEmpty() ? null : run.runs().getLast();
            String where = last == null ? "" : " after step " + Numbers.grouped(last.steps());
            return new Status(
                    Phase.STOPPED,
                    "Stopped" + where + ", " + over + " of " + Numbers.count(all, "run", "runs")
                            + " done. Everything is kept; Train goes on from here.",
                    run.clock().fraction(),
                    possible);
        }
        if (failed > 0 || run.breakdown() != null) {
            return new Status(
                    Phase.FAILED,
                    run.breakdown() != null
                            ? "The training broke off."
                            : failed + " of " + Numbers.count(all, "run", "runs") + " failed.",
                    -1,
                    possible);
        }
        OptionalDouble test = run.data().stream()
                .map(RunData::testAccuracy)
                .flatMapToDouble(OptionalDouble::stream)
                .average();
        return new Status(
                Phase.FINISHED,
                "Finished: " + Numbers.count(all, "run", "runs")
                        + (test.isPresent()
                                ? String.format(Locale.ROOT, ", mean test recall %.3f", test.getAsDouble())
                                : ""),
                1,
                possible);
    }
}
