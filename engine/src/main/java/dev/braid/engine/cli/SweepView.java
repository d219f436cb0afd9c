package dev.braid.engine.cli;

import dev.braid.engine.sweep.FolderRun.Outcome;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepProgress;
import dev.braid.engine.train.event.PointResult;
import dev.braid.engine.train.event.RunEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a sweep goes: a table of variants × context lengths with the validation accuracy so far. On a terminal it is
 * drawn again in place; elsewhere it is printed now and then, and each run that ends gets a line.
 */
final class SweepView implements SweepProgress {
    private static final double SECONDS_BETWEEN_PLAIN_TABLES = 30;

    /** Where one run stands. */
    private static final class State {
        private boolean running = true;
        private boolean computed;
        private long step;
        private List<PointResult> points = List.of();
    }

    private final SweepPlan plan;
    private final @Nullable Terminal terminal;
    private final long started = System.nanoTime();
    private final Map<Member, State> states = new LinkedHashMap<>();
    private final Set<Integer> lengths = new LinkedHashSet<>();
    private boolean changed;
    private boolean pointsSeen;
    private double lastTable;

    /** Shows the sweep of a plan there, or nowhere. */
    SweepView(SweepPlan plan, @Nullable Terminal terminal) {
        this.plan = plan;
        this.terminal = terminal;
        plan.evaluate()
                .forEach(group -> group.stream().map(Length::contextLength).forEach(lengths::add));
    }

    @Override
    public synchronized void started(Member member) {
        states.put(member, new State());
    }

    @Override
    public synchronized void event(Member member, RunEvent event) {
        State state = state(member);
        state.step = event.step();
        state.computed = true;
        if (event instanceof RunEvent.Evaluated evaluated) {
            state.points = evaluated.points();
            changed = true;
        }
    }

    @Override
    public synchronized void ended(Member member, Outcome outcome) {
        State state = state(member);
        state.running = false;
        changed = true;
        String end = switch (outcome) {
            case Outcome.Done(var result) -> {
                state.points = result.validation();
                yield (state.computed ? "" : "known already: ") + "validation "
                        + RunProgress.points(result.validation()) + " after " + result.steps() + " steps";
            }
            case Outcome.Stopped(long step) -> "stopped after step " + step;
            case Outcome.Failed(String reason) -> "failed: " + reason;
        };
        if (terminal != null) {
            terminal.say(String.format(Locale.ROOT, "[%d/%d] %s: %s", ended(), plan.runs(), name(member), end));
        }
    }

    private State state(Member member) {
        return states.computeIfAbsent(member, key -> new State());
    }

    /** A run for people. */
    String name(Member member) {
        StringBuilder name =
                new StringBuilder(plan.variants().get(member.variant()).name());
        if (plan.train().size() > 1) {
            name.append(", context length ")
                    .append(plan.train().get(member.group()).getFirst().contextLength());
        }
        return name.append(", learning rate ")
                .append(member.learningRate())
                .append(", seed ")
                .append(member.seed())
                .toString();
    }

    private long ended() {
        return states.values().stream().filter(state -> !state.running).count();
    }

    @Override
    public synchronized void tick() {
        Terminal shown = terminal;
        if (shown == null) {
            return;
        }
        if (shown.live()) {
            shown.draw(lines());
            return;
        }
        double now = elapsed();
        boolean first = !pointsSeen && states.values().stream().anyMatch(state -> !state.points.isEmpty());
        if (changed && (first || now - lastTable >= SECONDS_BETWEEN_PLAIN_TABLES)) {
            lastTable = now;
            pointsSeen |= first;
            changed = false;
            lines().forEach(shown::say);
        }
    }

    /** The last state of the table goes away: the results take its place. */
    void clear() {
        if (terminal != null) {
            terminal.draw(List.of());
        }
    }

    private double elapsed() {
        return (System.nanoTime() - started) * 1e-9;
    }

    private List<String> lines() {
        boolean text =
                states.values().stream().anyMatch(state -> state.points.stream().anyMatch(PointResult::isText));
        List<String> titles = new ArrayList<>(List.of(text ? "validation, bits a byte" : "validation accuracy"));
        lengths.forEach(length -> titles.add("L " + length));
        titles.add("runs");
        TextTable table = new TextTable(1, titles.toArray(String[]::new));
        for (int variant = 0; variant < plan.variants().size(); variant++) {
            List<String> cells =
                    new ArrayList<>(List.of(plan.variants().get(variant).name()));
            for (int length : lengths) {
                cells.add(cell(variant, length, text));
            }
            int v = variant;
            long done = states.entrySet().stream()
                    .filter(entry -> entry.getKey().variant() == v && !entry.getValue().running)
                    .count();
            cells.add(done + "/" + plan.runs(plan.variants().get(variant)));
            table.row(cells.toArray(String[]::new));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(String.format(
                Locale.ROOT,
                "%d of %d runs, %s so far%s",
                ended(),
                plan.runs(),
                Durations.inWords(elapsed()),
                timeLeft()));
        return lines;
    }

    /** Of the learning rate that looks best so far, the mean over the seeds that have been measured. */
    private String cell(int variant, int length, boolean text) {
        Map<Double, List<Double>> byRate = new TreeMap<>();
        states.forEach((member, state) -> {
            if (member.variant() == variant) {
                state.points.stream()
                        .filter(point -> point.contextLength() == length && point.isText() == text)
                        .mapToDouble(point -> text ? point.bitsPerByte().orElse(Double.NaN) : point.accuracy())
                        .average()
                        .ifPresent(number -> byRate.computeIfAbsent(member.learningRate(), rate -> new ArrayList<>())
                                .add(number));
            }
        });
        DoubleStream means = byRate.values().stream()
                .mapToDouble(numbers -> numbers.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0));
        return (text ? means.min() : means.max())
                .stream()
                        .mapToObj(best -> String.format(Locale.ROOT, "%.3f", best))
                        .findFirst()
                        .orElse("·");
    }

    /** At the pace so far, if the runs to come take all their steps. */
    private String timeLeft() {
        double computed = 0;
        double known = 0;
        for (State state : states.values()) {
            double share = state.running ? (double) state.step / plan.settings().steps() : 1;
            if (state.computed) {
                computed += share;
            }
            known += share;
        }
        return computed < 0.02
                ? ""
                : ", about " + Durations.inWords(elapsed() / computed * (plan.runs() - known)) + " left";
    }
}
