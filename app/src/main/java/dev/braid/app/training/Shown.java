package dev.braid.app.training;

import dev.braid.engine.train.event.MetricBuffer.Column;
import dev.braid.engine.train.event.PointResult;
import dev.braid.engine.train.event.RunEvent.Evaluated;
import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Scale;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which numbers of a run a figure shows. */
public final class Shown {
    private Shown() {}

    /** At which moment of a run its recall is taken. */
    public enum Moment {
        /** The best weights on validation; once all seeds are over, the test of those weights. */
        BEST("best weights"),
        /** The newest validation. */
        LAST("last"),
        /** The validation at a step, or the last before it. */
        AT_STEP("at step");

        private final String words;

        Moment(String words) {
            this.words = words;
        }

        /** What menus call it. */
        public String words() {
            return words;
        }
    }

    /**
     * A moment, with its step.
     *
     * @param moment which
     * @param step for {@link Moment#AT_STEP}
     */
    public record When(Moment moment, long step) {
        /** The best weights. */
        public static final When BEST = new When(Moment.BEST, 0);

        /** The validation of a run at that moment, if there is one. */
        Optional<Evaluated> of(RunData run) {
            return switch (moment) {
                case BEST -> run.best();
                case LAST -> run.last();
                case AT_STEP -> run.upTo(step);
            };
        }

        /** The points of a run: of the test where that is wanted, else of the validation. */
        List<PointResult> points(RunData run, boolean test) {
            return test && run.result() != null
                    ? run.result().test()
                    : of(run).map(Evaluated::points).orElse(List.of());
        }

        /** The step the points were measured at. */
        long stepOf(RunData run, boolean test) {
            return test && run.result() != null
                    ? run.result().bestStep()
                    : of(run).map(Evaluated::step).orElse(0L);
        }
    }

    /** What of the measured points the first figure shows. */
    public enum Quality {
        /** Recall against context length. */
        RECALL("recall"),
        /** On text: bits a byte against context length. */
        BITS_PER_BYTE("bits a byte"),
        /** On text: loss against the position in the longest context. */
        LOSS_BY_POSITION("loss by position"),
        /** On text: recall by the depth of what must be found, and by context length. */
        RECALL_BY_DEPTH("recall by depth and length");

        private final String words;

        Quality(String words) {
            this.words = words;
        }

        /** What menus call it. */
        public String words() {
            return words;
        }
    }

    /** Along what a trace runs. */
    public enum Along {
        /** Optimiser steps. */
        STEPS(Axis.of("Step", "", Scale.LINEAR), null),
        /** Tokens trained on. */
        TOKENS(Axis.of("Tokens", "", Scale.LINEAR), Column.TOKENS),
        /** Seconds of training. */
        SECONDS(Axis.of("Training time", "s", Scale.LINEAR), Column.SECONDS);

        final Axis axis;
        final @Nullable Column column;

        Along(Axis axis, @Nullable Column column) {
            this.axis = axis;
            this.column = column;
        }

        /** What menus call it. */
        public String words() {
            return axis.title().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What a trace shows. */
    public enum Traced {
        /** Loss of every step. */
        LOSS(Axis.of("Training loss", "nats", Scale.LINEAR), Column.LOSS),
        /** Accuracy of every step. */
        ACCURACY(Axis.share("Training recall"), Column.ACCURACY),
        /** Norm of the gradient. */
        GRADIENT(Axis.of("Gradient norm", "", Scale.LOG10), Column.GRADIENT_NORM);

        final Axis axis;
        final Column column;

        Traced(Axis axis, Column column) {
            this.axis = axis;
            this.column = column;
        }

        /** What menus call it. */
        public String words() {
            return axis.title();
        }
    }

    /** What a run costs, or gains, as one number. */
    public enum Measure {
        /** Mean recall over all points of the curve. */
        RECALL(Axis.share("Mean recall"), run -> OptionalDouble.empty()),
        /** Mean loss over all points of the curve. */
        LOSS(Axis.of("Mean loss", "nats", Scale.LOG10), run -> OptionalDouble.empty()),
        /** Seconds for a million tokens of training. */
        TIME(Axis.of("Training time for a million tokens", "s", Scale.LINEAR), run -> {
            double tokens = run.newest(Column.TOKENS).orElse(0);
            OptionalDouble seconds = run.newest(Column.SECONDS);
            return tokens > 0 && seconds.isPresent()
                    ? OptionalDouble.of(seconds.getAsDouble() / tokens * 1e6)
                    : OptionalDouble.empty();
        }),
        /** Seconds of the whole training. */
        SECONDS(Axis.of("Training time", "s", Scale.LOG10), run -> run.newest(Column.SECONDS)),
        /** Memory of a run. */
        MEMORY(Axis.of("Memory of training", "bytes", Scale.LINEAR), fact(facts -> (double) facts.bytes())),
        /** What decoding must keep for one sequence. */
        STATE(Axis.of("State", "bytes", Scale.LOG2), fact(facts ->
                (double) facts.cost().stateBytes())),
        /** Floating-point operations for a token. */
        FLOPS(
                Axis.of("Forward pass", "FLOPs a token", Scale.LOG10),
                fact(facts -> facts.cost().flopsPerToken())),
        /** Trained numbers. */
        PARAMETERS(Axis.of("Parameters", "", Scale.LOG10), fact(facts -> (double) facts.parameters())),
        /** Floating-point operations of the whole training so far. */
        TRAINING_FLOPS(Axis.of("Training", "FLOPs", Scale.LOG10), run -> {
            RunFacts facts = run.facts();
            OptionalDouble tokens = run.newest(Column.TOKENS);
            return facts == null || tokens.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(tokens.getAsDouble() * facts.trainingFlopsPerToken());
        });

        final Axis axis;
        private final Function<RunData, OptionalDouble> number;

        Measure(Axis axis, Function<RunData, OptionalDouble> number) {
            this.axis = axis;
            this.number = number;
        }

        private static Function<RunData, OptionalDouble> fact(Function<RunFacts, Double> number) {
            return run -> run.facts() == null ? OptionalDouble.empty() : OptionalDouble.of(number.apply(run.facts()));
        }

        /** What menus call it. */
        public String words() {
            return axis.title();
        }

        /** Whether every step changes it, not only a validation. */
        public boolean growsWithSteps() {
            return this == TIME || this == SECONDS || this == TRAINING_FLOPS;
        }

        /** The number of a run. */
        OptionalDouble of(RunData run, When when, boolean test) {
            return switch (this) {
                case RECALL ->
                    when.points(run, test).stream()
                            .mapToDouble(PointResult::accuracy)
                            .average();
                case LOSS ->
                    when.points(run, test).stream()
                            .mapToDouble(PointResult::loss)
                            .average();
                default -> number.apply(run);
            };
        }
    }
}
