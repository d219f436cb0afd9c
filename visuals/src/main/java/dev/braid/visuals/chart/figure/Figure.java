package dev.braid.visuals.chart.figure;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A figure: everything that is drawn, said and exported. Make one with {@link #of} and the {@code with} methods.
 *
 * @param title what was asked
 * @param subtitle how it was measured; "" for none
 * @param kind how the curves are drawn
 * @param x the axis below
 * @param y the axis at the left; in a heat map what the colours say
 * @param rows of a heat map; else {@link Rows#NONE}
 * @param curves one for each variant
 * @param references chance
 * @param shades stretches of x with a grey ground
 * @param band what the bands over seeds say
 * @param smoothing factor of the exponential moving average over a trace, in [0, 1); 0 draws what was measured
 * @param whenEmpty what to do to see a first point, in a sentence
 * @param specification what was run, as text (JSON); travels in every exported file
 */
public record Figure(
        String title,
        String subtitle,
        Kind kind,
        Axis x,
        Axis y,
        Rows rows,
        List<Curve> curves,
        List<ReferenceLine> references,
        List<Shade> shades,
        Band band,
        double smoothing,
        String whenEmpty,
        String specification) {
    /** How curves are drawn. */
    public enum Kind {
        /** A number against a variable that was swept (context length, window, chunk): the mean over seeds with markers and a band. */
        SWEEP,
        /** A number while training, against step, tokens or seconds: a line, the raw one faint below the smoothed one. */
        TRACE,
        /** What is gained against what it costs: labelled points and the front that no other point beats. */
        PARETO,
        /** How something goes with size: labelled points, and the law that fits them as a line to compare with. */
        SCALING,
        /** A number in colour, against a variable below and the rows of the figure: for each curve a map of its own, beside the others. */
        HEAT,
        /** A number that is computed and not measured, such as a cost: lines with markers, and no seeds. */
        PREDICTION,
        /** A number of the machine, such as a speed, measured once: lines with markers, and no seeds. */
        MEASUREMENT;

        /** Whether lines have a marker at each point, for there are few. */
        public boolean markers() {
            return this == SWEEP || !seeds();
        }

        /** Whether its numbers are those of runs with seeds. */
        public boolean seeds() {
            return this != PREDICTION && this != MEASUREMENT;
        }

        /** Whether a curve is a single point with bars, not a line with a band. */
        public boolean points() {
            return this == PARETO || this == SCALING;
        }
    }

    /**
     * The rows of a heat map: the points of its runs bear their names.
     *
     * @param title what they are
     * @param names from top to bottom
     */
    public record Rows(String title, List<String> names) {
        /** No rows: the figure is no heat map. */
        public static final Rows NONE = new Rows("", List.of());

        public Rows {
            names = List.copyOf(names);
        }
    }

    public Figure {
        curves = List.copyOf(curves);
        references = List.copyOf(references);
        shades = List.copyOf(shades);
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("a smoothing factor lies in [0, 1): " + smoothing);
        }
    }

    /** A figure without curves yet. */
    public static Figure of(Kind kind, String title, Axis x, Axis y) {
        return new Figure(
                title,
                "",
                kind,
                x,
                y,
                Rows.NONE,
                List.of(),
                List.of(),
                List.of(),
                Band.RANGE,
                0,
                "Nothing was measured yet.",
                "");
    }

    /** The parts of a figure, some of which are about to be others. */
    private static final class Draft {
        String title;
        String subtitle;
        Kind kind;
        Axis x;
        Axis y;
        Rows rows;
        List<Curve> curves;
        List<ReferenceLine> references;
        List<Shade> shades;
        Band band;
        double smoothing;
        String whenEmpty;
        String specification;

        Draft(Figure of) {
            title = of.title;
            subtitle = of.subtitle;
            kind = of.kind;
            x = of.x;
            y = of.y;
            rows = of.rows;
            curves = of.curves;
            references = of.references;
            shades = of.shades;
            band = of.band;
            smoothing = of.smoothing;
            whenEmpty = of.whenEmpty;
            specification = of.specification;
        }
    }

    private Figure with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new Figure(
                draft.title,
                draft.subtitle,
                draft.kind,
                draft.x,
                draft.y,
                draft.rows,
                draft.curves,
                draft.references,
                draft.shades,
                draft.band,
                draft.smoothing,
                draft.whenEmpty,
                draft.specification);
    }

    /** With a line below the title. */
    public Figure withSubtitle(String text) {
        return with(draft -> draft.subtitle = text);
    }

    /** With other curves. */
    public Figure withCurves(List<Curve> others) {
        return with(draft -> draft.curves = others);
    }

    /** Without the curves of those ids. */
    public Figure without(Set<String> ids) {
        return withCurves(
                curves.stream().filter(curve -> !ids.contains(curve.id())).toList());
    }

    /** With lines to compare with. */
    public Figure withReferences(List<ReferenceLine> lines) {
        return with(draft -> draft.references = lines);
    }

    /** With stretches of x on a grey ground. */
    public Figure withShades(List<Shade> stretches) {
        return with(draft -> draft.shades = stretches);
    }

    /** With axes laid out otherwise. */
    public Figure withAxes(Axis below, Axis left) {
        return with(draft -> {
            draft.x = below;
            draft.y = left;
        });
    }

    /** With the rows of a heat map. */
    public Figure withRows(Rows others) {
        return with(draft -> draft.rows = others);
    }

    /** With another band. */
    public Figure withBand(Band other) {
        return with(draft -> draft.band = other);
    }

    /** With another smoothing factor, 0 for none. */
    public Figure withSmoothing(double factor) {
        return with(draft -> draft.smoothing = factor);
    }

    /** With a sentence for the time before the first point. */
    public Figure withWhenEmpty(String sentence) {
        return with(draft -> draft.whenEmpty = sentence);
    }

    /** With the text of what was run. */
    public Figure withSpecification(String text) {
        return with(draft -> draft.specification = text);
    }

    /** Whether this and another figure are about the same numbers and say the same about them. */
    public boolean isAlike(Figure other) {
        boolean alike =
                curves.size() == other.curves.size() && withCurves(List.of()).equals(other.withCurves(List.of()));
        for (int i = 0; alike && i < curves.size(); i++) {
            alike = curves.get(i).isAlike(other.curves.get(i));
        }
        return alike;
    }

    /** Whether nothing was measured yet. */
    public boolean isEmpty() {
        return curves.stream().allMatch(Curve::isEmpty);
    }

    /** The ids of all runs with a number in it, each once. */
    public List<String> runs() {
        return curves.stream()
                .flatMap(curve -> curve.traces().stream())
                .filter(trace -> trace.samples().size() > 0)
                .map(RunTrace::run)
                .filter(Predicate.not(String::isEmpty))
                .distinct()
                .toList();
    }
}
