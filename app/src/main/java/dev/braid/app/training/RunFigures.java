package dev.braid.app.training;

import dev.braid.app.training.Shown.Along;
import dev.braid.app.training.Shown.Measure;
import dev.braid.app.training.Shown.Moment;
import dev.braid.app.training.Shown.Traced;
import dev.braid.app.training.Shown.When;
import dev.braid.engine.statistics.PowerLaw;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.train.event.PointResult;
import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.MeanPoint;
import dev.braid.visuals.chart.figure.Observation;
import dev.braid.visuals.chart.figure.Preparation;
import dev.braid.visuals.chart.figure.ReferenceLine;
import dev.braid.visuals.chart.figure.RunTrace;
import dev.braid.visuals.chart.figure.Samples;
import dev.braid.visuals.chart.figure.Scale;
import dev.braid.visuals.chart.figure.Shade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Makes figures of runs; long, for it has a method for each figure and what they share. */
final class RunFigures {
    private static final String TRAIN = "Press Train: the first points appear within seconds.";

    private final List<RunGroup> groups;
    private final Set<String> stale;
    private final ToIntFunction<String> colours;

    /**
     * @param groups one curve each
     * @param stale ids of runs that do not speak about the designs as they are now
     * @param colours which colour a curve has, by its id
     */
    RunFigures(List<RunGroup> groups, Set<String> stale, ToIntFunction<String> colours) {
        this.groups = List.copyOf(groups);
        this.stale = Set.copyOf(stale);
        this.colours = colours;
    }

    /** Recall against context length. */
    Figure recall(When when) {
        List<Curve> curves = new ArrayList<>();
        for (RunGroup group : groups) {
            boolean test = when.moment() == Moment.BEST && group.tested();
            Map<String, List<Observation>> byName = new LinkedHashMap<>();
            for (RunData run : group.shown()) {
                long step = when.stepOf(run, test);
                for (PointResult point : when.points(run, test)) {
                    byName.computeIfAbsent(point.name(), name -> new ArrayList<>())
                            .add(new Observation(point.contextLength(), point.accuracy(), seed(run), run.id(), step));
                }
            }
            if (byName.isEmpty()) {
                byName.put("", List.of());
            }
            byName.forEach((name, observations) -> {
                String id = name.isEmpty() ? group.id() : group.id() + " " + name;
                String words = name.isEmpty() ? group.name() : group.name() + " (" + name + ")";
                curves.add(Curve.of(id, words, colours.applyAsInt(id), observations, state(group)));
            });
        }
        Axis length = Axis.of("Context length", "tokens", Scale.LOG2);
        List<Integer> measured = groups.stream()
                .flatMap(group -> group.runs().stream())
                .flatMap(run -> run.spec().evaluate().stream())
                .map(Length::contextLength)
                .distinct()
                .sorted()
                .toList();
        return Figure.of(
                        Figure.Kind.SWEEP,
                        "Recall against context length",
                        measured.size() < 2 ? length : length.withRange(measured.getFirst(), measured.getLast()),
                        Axis.share("Recall"))
                .withSubtitle(subtitle(when))
                .withCurves(curves)
                .withReferences(chances(when))
                .withShades(trained())
                .withWhenEmpty(whenEmpty());
    }

    /** Guessing at each context length, of every task. */
    private List<ReferenceLine> chances(When when) {
        Map<String, TreeMap<Double, Double>> chances = new LinkedHashMap<>();
        for (RunGroup group : groups) {
            boolean test = when.moment() == Moment.BEST && group.tested();
            for (RunData run : group.shown()) {
                for (PointResult point : when.points(run, test)) {
                    chances.computeIfAbsent(task(run), task -> new TreeMap<>())
                            .put((double) point.contextLength(), point.chance());
                }
            }
        }
        return chances.entrySet().stream()
                .map(entry -> new ReferenceLine(
                        chances.size() == 1 ? "chance" : "chance, " + entry.getKey(), entry.getValue()))
                .toList();
    }

    /** On text: recall by the depth of what must be found and by context length, a map for each variant. */
    Figure recallByDepth(When when) {
        DepthMaps maps = new DepthMaps(when);
        List<Curve> curves = new ArrayList<>();
        List<RunGroup> deep = new ArrayList<>();
        for (RunGroup group : groups) {
            Map<String, List<RunTrace>> byName = maps.traces(group);
            if (!byName.isEmpty()) {
                deep.add(group);
            }
            byName.forEach((name, traces) -> {
                String id = name.isEmpty() ? group.id() : group.id() + " " + name;
                String words = name.isEmpty() ? group.name() : group.name() + " (" + name + ")";
                curves.add(new Curve(id, words, colours.applyAsInt(id), traces, state(group)));
            });
        }
        RunFigures shown = new RunFigures(deep, stale, colours); // what has no depth has no say in title and chance
        boolean measured = groups.stream()
                .flatMap(group -> group.runs().stream())
                .anyMatch(run -> !run.evaluations().isEmpty());
        return Figure.of(
                        Figure.Kind.HEAT,
                        "Recall by depth and context length",
                        Axis.of("Context length", "tokens", Scale.LOG2),
                        Axis.share("Recall"))
                .withRows(DepthMaps.ROWS)
                .withSubtitle(shown.subtitle(when) + maps.asked())
                .withCurves(curves)
                .withReferences(shown.chances(when))
                .withShades(shown.trained())
                .withWhenEmpty(
                        measured
                                ? "These runs have nothing at a depth to find; choose needles in text as their task."
                                : whenEmpty());
    }

    /** On text: bits a byte against context length, whatever the tokens. */
    Figure bitsPerByte(When when) {
        return onText(
                "Bits a byte against context length",
                Axis.of("Context length", "tokens", Scale.LOG2),
                Axis.of("Loss", "bits a byte", Scale.LINEAR),
                when,
                ngrams(),
                trained(),
                points -> points.stream()
                        .filter(point -> point.bytes() > 0)
                        .collect(Collectors.toMap(
                                point -> (double) point.contextLength(),
                                point -> point.bitsPerByte().orElse(Double.NaN),
                                (first, second) -> first)));
    }

    /** On text: the loss against the position in the longest context that was measured. */
    Figure lossByPosition(When when) {
        return onText(
                "Loss by position in the context",
                Axis.of("Position in the longest context, rounded down", "tokens", Scale.LOG2),
                Axis.of("Loss", "nats a token", Scale.LINEAR),
                when,
                List.of(),
                trained().stream()
                        .map(shade -> new Shade(shade.words(), 1, shade.to()))
                        .toList(),
                points -> points.stream()
                        .filter(point -> point.bytes() > 0)
                        .max(Comparator.comparingInt(PointResult::contextLength))
                        .map(point -> point.slices().stream()
                                .filter(slice -> slice.slice().equals("position") && Double.isFinite(slice.loss()))
                                .collect(Collectors.toMap(
                                        slice -> (double) slice.value(), PointResult.SliceResult::loss)))
                        .orElse(Map.of()));
    }

    /** What counting reaches on the test split, of every text that comes with Braid. */
    private List<ReferenceLine> ngrams() {
        return groups.stream()
                .map(group -> group.runs().getFirst().spec())
                .flatMap(spec -> TaskCatalog.tasks().stream()
                        .filter(task -> task.id().equals(spec.task()))
                        .map(task -> task.bind(spec.taskParameters()).ngramBitsPerByte()))
                .flatMap(bits -> bits.stream().boxed())
                .distinct()
                .map(bits -> ReferenceLine.flat("order-6 n-gram", bits))
                .toList();
    }

    private Figure onText(
            String title,
            Axis x,
            Axis y,
            When when,
            List<ReferenceLine> references,
            List<Shade> shades,
            Function<List<PointResult>, Map<Double, Double>> numbers) {
        List<Curve> curves = new ArrayList<>();
        for (RunGroup group : groups) {
            boolean test = when.moment() == Moment.BEST && group.tested();
            List<Observation> observations = new ArrayList<>();
            for (RunData run : group.shown()) {
                long step = when.stepOf(run, test);
                new TreeMap<>(numbers.apply(when.points(run, test)))
                        .forEach(
                                (at, value) -> observations.add(new Observation(at, value, seed(run), run.id(), step)));
            }
            curves.add(Curve.of(group.id(), group.name(), colours.applyAsInt(group.id()), observations, state(group)));
        }
        boolean none = curves.stream().allMatch(Curve::isEmpty);
        return Figure.of(Figure.Kind.SWEEP, title, x, y)
                .withSubtitle(subtitle(when))
                .withCurves(curves)
                .withShades(shades)
                .withReferences(references)
                .withWhenEmpty(
                        none && groups.stream().anyMatch(group -> !group.goesOn())
                                ? "These runs are not on text; choose language modelling as their task."
                                : whenEmpty());
    }

    /** A number of every step. */
    Figure trace(Traced what, Along along, double smoothing) {
        List<Curve> curves = new ArrayList<>();
        for (RunGroup group : groups) {
            Map<Double, List<RunTrace>> byRate = new TreeMap<>();
            for (RunData run : group.runs()) {
                Samples samples = JoinedSamples.of(run.metrics(), along.column, what.column);
                byRate.computeIfAbsent(run.spec().settings().learningRate(), rate -> new ArrayList<>())
                        .add(new RunTrace(run.id(), seed(run), samples));
            }
            byRate.forEach((rate, traces) -> {
                boolean alone = byRate.size() == 1;
                String id = alone ? group.id() : group.id() + " " + rate;
                String name = alone ? group.name() : group.name() + ", learning rate " + Numbers.words(rate);
                curves.add(new Curve(id, name, colours.applyAsInt(id), traces, state(group)));
            });
        }
        return Figure.of(Figure.Kind.TRACE, what.axis.title() + " while training", along.axis, what.axis)
                .withSubtitle(tasks() + ", every step of every seed")
                .withCurves(curves)
                .withSmoothing(smoothing)
                .withWhenEmpty(TRAIN);
    }

    /** Something against a parameter that was swept; curves join what is the same but for that parameter. */
    Figure swept(SweptParameter parameter, Measure measure, When when) {
        Map<Map<String, String>, List<RunGroup>> byRest = new LinkedHashMap<>();
        for (RunGroup group : groups) {
            if (parameter.of(group).isPresent()) {
                byRest.computeIfAbsent(parameter.rest(group), rest -> new ArrayList<>())
                        .add(group);
            }
        }
        Map<String, List<Map<String, String>>> namesakes = byRest.keySet().stream()
                .collect(Collectors.groupingBy(rest -> rest.getOrDefault(RunParameters.VARIANT, "")));
        List<Curve> curves = new ArrayList<>();
        byRest.forEach((rest, members) -> {
            Map<String, List<Observation>> byPoint = new LinkedHashMap<>();
            for (RunGroup group : members) {
                double x = parameter.of(group).orElse(0);
                boolean test = when.moment() == Moment.BEST && group.tested();
                for (RunData run : group.shown()) {
                    long step = when.stepOf(run, test);
                    apart(run, measure, when, test)
                            .forEach((point, value) -> byPoint.computeIfAbsent(point, name -> new ArrayList<>())
                                    .add(new Observation(x, value, seed(run), run.id(), step)));
                }
            }
            boolean goesOn = members.stream().anyMatch(RunGroup::goesOn);
            String name = parameter.base(members.getFirst());
            String words = name + RunGroup.apart(rest, namesakes.getOrDefault(name, List.of(rest)));
            if (byPoint.isEmpty()) {
                byPoint.put("", List.of());
            }
            byPoint.forEach((point, observations) -> {
                String id = parameter.name() + " " + Integer.toHexString(rest.hashCode()) + " " + point;
                curves.add(Curve.of(
                        id,
                        point.isEmpty() ? words : words + ", " + point,
                        colours.applyAsInt(id),
                        observations,
                        goesOn ? Curve.State.UNFINISHED : state(members.getFirst())));
            });
        });
        boolean positive = groups.stream()
                .map(parameter::of)
                .flatMapToDouble(OptionalDouble::stream)
                .allMatch(value -> value > 0);
        return Figure.of(
                        Figure.Kind.SWEEP,
                        measure.axis.title() + " against " + parameter.words(),
                        Axis.of(parameter.title(), parameter.unit(), positive ? Scale.LOG2 : Scale.LINEAR),
                        measure.axis)
                .withSubtitle(
                        measure != Measure.RECALL ? tasks() : subtitle(when) + (measuredApart(when) ? "" : meanOver()))
                .withCurves(curves)
                .withReferences(measure == Measure.RECALL ? meanChance(when) : List.of())
                .withWhenEmpty(SweptParameter.HOW);
    }

    /** A run's number; where recall was measured under several names, such as distances, one for each. */
    private static Map<String, Double> apart(RunData run, Measure measure, When when, boolean test) {
        List<PointResult> points = when.points(run, test);
        if (measure == Measure.RECALL
                && points.stream().map(PointResult::name).distinct().count() > 1) {
            return points.stream()
                    .collect(Collectors.groupingBy(
                            PointResult::name, LinkedHashMap::new, Collectors.averagingDouble(PointResult::accuracy)));
        }
        OptionalDouble value = measure.of(run, when, test);
        return value.isPresent() ? Map.of("", value.getAsDouble()) : Map.of();
    }

    private boolean measuredApart(When when) {
        return groups.stream()
                .flatMap(group -> group.shown().stream())
                .anyMatch(run -> apart(run, Measure.RECALL, when, false).size() > 1);
    }

    /** The loss against what it costs, with the power law that fits the designs best. */
    Figure scaling(Measure cost, When when) {
        List<Curve> curves = weighed(cost, Measure.LOSS, when);
        Figure figure = Figure.of(
                        Figure.Kind.SCALING,
                        "Loss against " + cost.axis.title().toLowerCase(Locale.ROOT),
                        Axis.of(cost.axis.title(), cost.axis.unit(), Scale.LOG10),
                        Measure.LOSS.axis)
                .withCurves(curves);
        List<MeanPoint> means = Preparation.whole(figure).stream()
                .flatMap(curve -> curve.points().stream())
                .toList();
        double[] x = means.stream().mapToDouble(MeanPoint::x).toArray();
        double[] y = means.stream().mapToDouble(point -> point.summary().mean()).toArray();
        Optional<PowerLaw> law = PowerLaw.fit(x, y);
        return figure.withSubtitle(subtitle(when)
                        + meanOver()
                        + law.map(RunFigures::words)
                                .orElse("; a law can be fitted to " + PowerLaw.FEWEST + " designs or more"))
                .withReferences(law.map(fitted -> List.of(line(fitted, x))).orElse(List.of()))
                .withWhenEmpty(whenEmpty());
    }

    private static String words(PowerLaw law) {
        String exponent = String.format(
                Locale.ROOT,
                "; loss goes with the power %.3f (95 %%: %.3f to %.3f) over %d designs",
                law.exponent(),
                law.low(),
                law.high(),
                law.points());
        return law.distinguishable() ? exponent : exponent + ", not distinguishable from none";
    }

    private static ReferenceLine line(PowerLaw law, double... x) {
        TreeMap<Double, Double> points = new TreeMap<>();
        double from = Arrays.stream(x).min().orElse(1);
        double to = Arrays.stream(x).max().orElse(1);
        points.put(from, law.at(from));
        points.put(to, law.at(to));
        return new ReferenceLine("power law", points);
    }

    /** What is gained against what it costs. */
    Figure pareto(Measure cost, When when) {
        return Figure.of(
                        Figure.Kind.PARETO,
                        "Recall against " + cost.axis.title().toLowerCase(Locale.ROOT),
                        cost.axis,
                        Measure.RECALL.axis)
                .withSubtitle(subtitle(when) + meanOver())
                .withCurves(weighed(cost, Measure.RECALL, when))
                .withReferences(meanChance(when))
                .withWhenEmpty(whenEmpty());
    }

    private List<Curve> weighed(Measure cost, Measure gain, When when) {
        List<Curve> curves = new ArrayList<>();
        for (RunGroup group : groups) {
            boolean test = when.moment() == Moment.BEST && group.tested();
            List<Observation> observations = new ArrayList<>();
            for (RunData run : group.shown()) {
                OptionalDouble x = cost.of(run, when, test);
                OptionalDouble y = gain.of(run, when, test);
                if (x.isPresent() && y.isPresent() && x.getAsDouble() > 0) {
                    observations.add(new Observation(
                            x.getAsDouble(), y.getAsDouble(), seed(run), run.id(), when.stepOf(run, test)));
                }
            }
            curves.add(Curve.of(group.id(), group.name(), colours.applyAsInt(group.id()), observations, state(group)));
        }
        return curves;
    }

    /** What to do, or what to wait for, as long as there is no point. */
    private String whenEmpty() {
        return groups.stream()
                .filter(RunGroup::goesOn)
                .flatMap(group -> group.runs().stream())
                .map(run -> run.spec().settings().evaluateEvery())
                .filter(every -> every > 0)
                .min(Integer::compare)
                .map(every -> "The first points come after step " + Numbers.grouped(every) + ".")
                .orElse(groups.isEmpty() ? TRAIN : "These runs ended before their first validation.");
    }

    /** Over which lengths the mean is, where all agree. */
    private String meanOver() {
        List<String> lengths = groups.stream()
                .map(group -> group.parameters().getOrDefault("measured at", ""))
                .distinct()
                .toList();
        return lengths.size() == 1 ? "; mean over the lengths " + lengths.getFirst() : "";
    }

    /** Guessing, on average over the points of the curve; drawn where it is the same for all. */
    private List<ReferenceLine> meanChance(When when) {
        List<Double> chances = groups.stream()
                .flatMap(group -> group.shown().stream())
                .map(run -> when.points(run, false))
                .filter(points -> !points.isEmpty())
                .map(points -> points.stream()
                        .mapToDouble(PointResult::chance)
                        .average()
                        .orElse(0))
                .distinct()
                .toList();
        return chances.size() == 1 ? List.of(ReferenceLine.flat("chance", chances.getFirst())) : List.of();
    }

    private Curve.State state(RunGroup group) {
        if (group.runs().stream().anyMatch(run -> stale.contains(run.id()))) {
            return Curve.State.STALE;
        }
        return group.goesOn() ? Curve.State.UNFINISHED : Curve.State.FINISHED;
    }

    /** Says whether what is shown is validation or test. */
    private String subtitle(When when) {
        if (groups.isEmpty()) {
            return "";
        }
        String validation = switch (when.moment()) {
            case BEST -> "validation while training, best so far";
            case LAST -> "validation while training, the newest";
            case AT_STEP -> "validation at step " + Numbers.grouped(when.step()) + " or the last before";
        };
        long tested = when.moment() == Moment.BEST
                ? groups.stream().filter(RunGroup::tested).count()
                : 0;
        if (tested == groups.size()) {
            return tasks() + ", test with the best weights";
        }
        if (tested == 0) {
            return tasks() + ", " + validation;
        }
        String finished = groups.stream()
                .filter(RunGroup::tested)
                .map(RunGroup::name)
                .limit(3)
                .collect(Collectors.joining(", "));
        return tasks() + ", test for " + finished + (tested > 3 ? " and others" : "") + "; else " + validation;
    }

    private String tasks() {
        return groups.stream()
                .map(group -> task(group.runs().getFirst()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String task(RunData run) {
        return TaskCatalog.tasks().stream()
                .filter(task -> task.id().equals(run.spec().task()))
                .map(task -> task.title())
                .findFirst()
                .orElse(run.spec().task());
    }

    private static long seed(RunData run) {
        return run.spec().settings().seed();
    }

    /** The lengths that were trained on, where all curves agree. */
    private List<Shade> trained() {
        List<List<Integer>> all = groups.stream()
                .map(group -> group.runs().getFirst().spec().train().stream()
                        .map(Length::contextLength)
                        .distinct()
                        .sorted()
                        .toList())
                .distinct()
                .toList();
        if (all.size() != 1) {
            return List.of();
        }
        List<Integer> lengths = all.getFirst();
        return List.of(new Shade("trained at " + Numbers.words(lengths), lengths.getFirst(), lengths.getLast()));
    }
}
