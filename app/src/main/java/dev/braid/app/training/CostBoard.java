package dev.braid.app.training;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.Problem;
import dev.braid.engine.compile.CheckedDesign;
import dev.braid.engine.compile.Checker;
import dev.braid.engine.cost.CostModel;
import dev.braid.engine.cost.StudyB;
import dev.braid.engine.graph.Architecture;
import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.Observation;
import dev.braid.visuals.chart.figure.Scale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the open designs would cost at context lengths that nobody has to train at, beside the models of study B. An edit is
 * followed at once; predictions are made in the background. User-interface thread only.
 */
public final class CostBoard {
    private static final int SHORTEST = 512;
    private static final int LONGEST = 32768;
    private static final int VOCABULARY = 8192; // of the models of study B; it does not count

    /** What is predicted. */
    public enum Amount {
        /** Operations of training, forward and backward. */
        TRAINING(
                Axis.of("Training operations", "FLOPs a token", Scale.LOG10),
                "embeddings and head left out",
                CostModel.Part::trainingFlops),
        /** Operations of reading. */
        FORWARD(
                Axis.of("Forward operations", "FLOPs a token", Scale.LOG10),
                "embeddings and head left out",
                CostModel.Part::forwardFlops),
        /** What decoding keeps for one sequence. */
        CACHE(
                Axis.of("Cache of a sequence", "bytes", Scale.LOG2),
                "what decoding keeps after the whole context, in bfloat16",
                CostModel.Part::cacheBytes);

        private final Axis axis;
        private final String explanation;
        private final ToDoubleFunction<CostModel.Part> number;

        Amount(Axis axis, String explanation, ToDoubleFunction<CostModel.Part> number) {
            this.axis = axis;
            this.explanation = explanation;
            this.number = number;
        }

        /** What menus call it. */
        public String words() {
            return axis.title();
        }
    }

    /** Which models of study B are shown beside the designs. */
    public enum Beside {
        /** None. */
        NONE("beside no other model", ""),
        /** Those of about 100 million parameters. */
        SMALL("beside study B, 100M", "100m"),
        /** Those of about 350 million. */
        MIDDLE("beside study B, 350M", "350m"),
        /** Those of about a billion. */
        BILLION("beside study B, 1B", "1b"),
        /** Those of about three billion. */
        LARGE("beside study B, 3B", "3b");

        private final String words;
        private final String size;

        Beside(String words, String size) {
            this.words = words;
            this.size = size;
        }

        /** What menus call it. */
        public String words() {
            return words;
        }

        private List<String> presets() {
            return this == NONE
                    ? List.of()
                    : StudyB.names().stream()
                            .filter(name -> name.startsWith(prefix()))
                            .toList();
        }

        private String prefix() {
            return "study-b-" + size + "-";
        }

        private String name(String preset) {
            return "Study B " + size.toUpperCase(Locale.ROOT) + ", " + preset.substring(prefix().length());
        }
    }

    /** A design and what is known of it: of an older state while a new one is looked at, or cannot run. */
    private static final class Known {
        final int colour;

        @Nullable
        Architecture asked;

        int vocabulary;
        Map<Integer, CostModel.Part> totals = Map.of();
        String problem = "";
        boolean answered;

        Known(int colour) {
            this.colour = colour;
        }
    }

    private final TrainingSession session;
    private final Supplier<? extends List<TrainingSession>> open;
    private final BlockCatalog catalog;
    private final Map<TrainingSession, Known> designs = new LinkedHashMap<>();
    private final Map<String, Known> presets = new HashMap<>();
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final ObjectProperty<Amount> amount = new SimpleObjectProperty<>(Amount.TRAINING);
    private final ObjectProperty<Beside> beside = new SimpleObjectProperty<>(Beside.NONE);
    private final BooleanProperty overlay = new SimpleBooleanProperty(true);
    private List<TrainingSession> shown = List.of();
    private int colours;
    private long version;

    /**
     * @param session whose design comes first
     * @param open the sessions of all open designs, as they are now
     */
    public CostBoard(TrainingSession session, Supplier<? extends List<TrainingSession>> open) {
        this.session = session;
        this.open = open;
        catalog = session.bench().catalog();
        amount.subscribe(() -> version++);
        overlay.subscribe(() -> version++);
        beside.subscribe(() -> version++);
    }

    /** What is predicted. */
    public ObjectProperty<Amount> amountProperty() {
        return amount;
    }

    /** Which models of study B are shown, too. */
    public ObjectProperty<Beside> besideProperty() {
        return beside;
    }

    /** Whether the other open designs are shown, too. */
    public BooleanProperty overlayProperty() {
        return overlay;
    }

    /** A number that grows when the figure may have changed; looks at what was edited. */
    public long version() {
        for (Runnable mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
            mail.run();
        }
        List<TrainingSession> now = new ArrayList<>(List.of(session));
        if (overlay.get()) {
            open.get().stream().filter(other -> other != session).forEach(now::add);
        }
        if (!now.equals(shown)) {
            shown = now;
            designs.keySet().retainAll(open.get());
            version++;
        }
        for (TrainingSession each : shown) {
            ask(
                    designs.computeIfAbsent(each, key -> new Known(colours++)),
                    each.design(),
                    each.contextProperty().get().vocabulary());
        }
        for (String preset : beside.get().presets()) {
            presets.computeIfAbsent(preset, key -> {
                Known known = new Known(colours++);
                ask(known, StudyB.preset(key), VOCABULARY);
                return known;
            });
        }
        return version;
    }

    private void ask(Known known, Architecture design, int vocabulary) {
        if (known.asked == design && known.vocabulary == vocabulary) {
            return;
        }
        known.asked = design;
        known.vocabulary = vocabulary;
        session.bench().threads().execute(() -> {
            Map<Integer, CostModel.Part> totals = new TreeMap<>();
            String problem = predict(design, vocabulary, totals);
            mailbox.add(() -> {
                if (known.asked == design && known.vocabulary == vocabulary) {
                    known.answered = true;
                    known.problem = problem;
                    known.totals = totals.isEmpty() ? known.totals : totals;
                    version++;
                }
            });
        });
    }

    /** Puts in what a design costs at each length; returns why it cannot run at one of them, or "". */
    private String predict(Architecture design, int vocabulary, Map<Integer, CostModel.Part> totals) {
        String problem = "";
        for (int length = SHORTEST; length <= LONGEST; length *= 2) {
            CheckedDesign checked = Checker.check(design, catalog, new DesignContext(vocabulary, length));
            if (checked.sound()) {
                totals.put(length, CostModel.of(checked, 1).total());
            } else if (problem.isEmpty()) {
                problem = checked.problems().stream()
                        .findFirst()
                        .map(Problem::text)
                        .orElse("");
            }
        }
        return problem;
    }

    /** One curve for each design, as far as predictions have come. */
    public Figure figure() {
        Amount what = amount.get();
        List<Curve> curves = new ArrayList<>();
        Map<String, Integer> namesakes = new HashMap<>();
        String problem = "";
        boolean answered = true;
        for (TrainingSession each : shown) {
            Known known = designs.get(each);
            if (known != null) {
                String unique = Namesakes.unique(each.design().name(), namesakes);
                if (problem.isEmpty() && !known.problem.isEmpty()) {
                    problem = unique + " cannot run: " + known.problem;
                }
                answered &= known.answered;
                add(curves, unique, known, what);
            }
        }
        for (String preset : beside.get().presets()) {
            Known known = presets.get(preset);
            if (known != null) {
                add(curves, beside.get().name(preset), known, what);
            }
        }
        return Figure.of(
                        Figure.Kind.PREDICTION,
                        what.axis.title() + " against context length, predicted",
                        Axis.of("Context length", "tokens", Scale.LOG2).withRange(SHORTEST, LONGEST),
                        what.axis)
                .withSubtitle("Cost model of study B (arXiv 2510.04800): " + what.explanation
                        + (problem.isEmpty() ? "" : "; " + problem))
                .withCurves(curves)
                .withWhenEmpty(answered && !problem.isEmpty() ? problem : "Being computed.");
    }

    private static void add(List<Curve> curves, String name, Known known, Amount what) {
        if (known.totals.isEmpty()) {
            return;
        }
        List<Observation> observations = new ArrayList<>();
        known.totals.forEach((length, total) ->
                observations.add(new Observation(length, what.number.applyAsDouble(total), 0, "", 0)));
        long parameters = known.totals.values().iterator().next().parameters();
        curves.add(Curve.of(
                "cost " + known.colour,
                name + ", " + Numbers.brief(parameters) + " parameters",
                known.colour,
                observations,
                known.problem.isEmpty() ? Curve.State.FINISHED : Curve.State.STALE));
    }
}
