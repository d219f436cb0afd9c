package dev.braid.app.training;

import dev.braid.app.training.Shown.Along;
import dev.braid.app.training.Shown.Measure;
import dev.braid.app.training.Shown.Quality;
import dev.braid.app.training.Shown.Traced;
import dev.braid.app.training.Shown.When;
import dev.braid.visuals.chart.figure.Figure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the figures show: the runs of one session, those of the other open designs, and pinned ones, seen at one moment. A
 * figure is made only when somebody looks at it and something has changed.
 */
public final class FigureBoard {
    /** What a choice adds to a version: far more than the numbers of a session do. */
    private static final long CHOICE = 1L << 20;

    private final TrainingSession session;
    private final Supplier<? extends List<TrainingSession>> others;
    private final RunLibrary library;
    private final Map<String, Integer> colours = new HashMap<>();
    private final Map<String, Integer> otherColours = new HashMap<>();

    private final ObjectProperty<When> when = new SimpleObjectProperty<>(When.BEST);
    private final ObjectProperty<Quality> quality = new SimpleObjectProperty<>(Quality.RECALL);
    private final BooleanProperty overlay = new SimpleBooleanProperty(true);
    private final ObjectProperty<Traced> traced = new SimpleObjectProperty<>(Traced.LOSS);
    private final ObjectProperty<Along> along = new SimpleObjectProperty<>(Along.STEPS);
    private final DoubleProperty smoothing = new SimpleDoubleProperty(0.9);
    private final ObjectProperty<@Nullable SweptParameter> swept = new SimpleObjectProperty<>();
    private final ObjectProperty<Measure> sweptMeasure = new SimpleObjectProperty<>(Measure.RECALL);
    private final ObjectProperty<Measure> gain = new SimpleObjectProperty<>(Measure.RECALL);
    private final ObjectProperty<Measure> cost = new SimpleObjectProperty<>(Measure.STATE);
    private long choices;

    /**
     * @param session whose runs come first
     * @param others the sessions of the other open designs and the ablations, as they are now
     */
    public FigureBoard(TrainingSession session, Supplier<? extends List<TrainingSession>> others, RunLibrary library) {
        this.session = session;
        this.others = others;
        this.library = library;
        Stream.of(when, quality, overlay, traced, along, smoothing, swept, sweptMeasure, gain, cost)
                .forEach(choice -> choice.subscribe(() -> choices += CHOICE));
    }

    /** At which moment of a run its recall is taken. */
    public ObjectProperty<When> whenProperty() {
        return when;
    }

    /** What of the measured points the first figure shows. */
    public ObjectProperty<Quality> qualityProperty() {
        return quality;
    }

    /** Whether the runs of the other open designs are shown, too. */
    public BooleanProperty overlayProperty() {
        return overlay;
    }

    /** What the trace shows. */
    public ObjectProperty<Traced> tracedProperty() {
        return traced;
    }

    /** Along what the trace runs. */
    public ObjectProperty<Along> alongProperty() {
        return along;
    }

    /** Of the trace, in [0, 1). */
    public DoubleProperty smoothingProperty() {
        return smoothing;
    }

    /** The swept parameter of the third figure; null for the first there is. */
    public ObjectProperty<@Nullable SweptParameter> sweptProperty() {
        return swept;
    }

    /** What the third figure shows. */
    public ObjectProperty<Measure> sweptMeasureProperty() {
        return sweptMeasure;
    }

    /** What the fourth figure weighs against its cost: recall, or the loss with a law fitted to it. */
    public ObjectProperty<Measure> gainProperty() {
        return gain;
    }

    /** What the fourth figure weighs recall or loss against. */
    public ObjectProperty<Measure> costProperty() {
        return cost;
    }

    /**
     * A number that changes when the figures may have.
     *
     * @param steps whether mere steps count; a figure of validations is not drawn anew for them
     */
    public long version(boolean steps) {
        long sum = choices + library.versionProperty().get() + version(session, steps);
        for (TrainingSession other : others.get()) {
            sum += version(other, steps);
        }
        return sum + (session.staleProperty().get().isEmpty() ? 0 : 1L << 40);
    }

    private static long version(TrainingSession session, boolean steps) {
        return steps ? session.versionProperty().get() : session.pointsVersion();
    }

    /** That figure with the specification of its runs, as a file of it should have. */
    public Figure documented(Figure figure) {
        return figure.withSpecification(Provenance.of(groups(), figure.runs()));
    }

    /** All runs that are shown, each once. */
    List<RunData> runs() {
        Map<String, RunData> byId = new LinkedHashMap<>();
        session.data().forEach(run -> byId.put(run.id(), run));
        if (overlay.get()) {
            others.get().stream()
                    .flatMap(other -> other.data().stream())
                    .forEach(run -> byId.putIfAbsent(run.id(), run));
        }
        library.pinnedRuns().forEach(run -> byId.putIfAbsent(run.id(), run));
        return new ArrayList<>(byId.values());
    }

    private Set<String> stale() {
        Set<String> stale = new HashSet<>();
        session.data().stream().filter(session::isStale).map(RunData::id).forEach(stale::add);
        return stale;
    }

    private List<RunGroup> groups() {
        return RunGroup.of(runs(), session.bench());
    }

    private RunFigures figures(List<RunGroup> groups) {
        groups.forEach(group -> colours.computeIfAbsent(group.id(), id -> colours.size()));
        return new RunFigures(groups, stale(), id -> {
            Integer known = colours.get(id);
            return known != null ? known : otherColours.computeIfAbsent(id, other -> otherColours.size());
        });
    }

    /** Recall against context length, or what else was chosen of the measured points. */
    public Figure recall() {
        RunFigures figures = figures(groups());
        return switch (quality.get()) {
            case RECALL -> figures.recall(when.get());
            case BITS_PER_BYTE -> figures.bitsPerByte(when.get());
            case LOSS_BY_POSITION -> figures.lossByPosition(when.get());
            case RECALL_BY_DEPTH -> figures.recallByDepth(when.get());
        };
    }

    /** A number of every step. */
    public Figure trace() {
        return figures(groups()).trace(traced.get(), along.get(), smoothing.get());
    }

    /** The parameters that differ between the shown runs, windows and chunks first. */
    public List<SweptParameter> sweptParameters() {
        return SweptParameter.of(groups());
    }

    /** The parameter along the axis of the third figure; null if none was swept. */
    public @Nullable SweptParameter sweptNow() {
        return along(groups());
    }

    private @Nullable SweptParameter along(List<RunGroup> groups) {
        List<SweptParameter> all = SweptParameter.of(groups);
        SweptParameter wanted = swept.get();
        return wanted != null && all.contains(wanted) ? wanted : all.isEmpty() ? null : all.getFirst();
    }

    /** Quality, time or memory against a swept parameter. */
    public Figure swept() {
        List<RunGroup> groups = groups();
        SweptParameter wanted = along(groups);
        return wanted == null
                ? new RunFigures(List.of(), Set.of(), id -> 0)
                        .swept(new SweptParameter(List.of("attention.window")), sweptMeasure.get(), when.get())
                : figures(groups).swept(wanted, sweptMeasure.get(), when.get());
    }

    /** Recall, or the loss, against what it costs. */
    public Figure pareto() {
        RunFigures figures = figures(groups());
        return gain.get() == Measure.LOSS
                ? figures.scaling(cost.get(), when.get())
                : figures.pareto(cost.get(), when.get());
    }
}
