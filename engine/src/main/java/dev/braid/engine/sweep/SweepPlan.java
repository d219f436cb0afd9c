package dev.braid.engine.sweep;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.RunSpec.Start;
import dev.braid.engine.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question to many runs: variants × lengths × learning rates × seeds.
 *
 * @param question in one sentence
 * @param variants the designs that are compared
 * @param task id of the task
 * @param taskParameters those of the task
 * @param train groups of lengths: each group is one training; several lengths in a group are a mixture
 * @param evaluate for each group the points of its curve
 * @param learningRates the grid; the best on validation is chosen for each variant and group
 * @param seeds at least one; with one, nothing can be said of the spread
 * @param gridOnFirstSeed whether the grid is searched with the first seed only and the others run at its best rate
 * @param settings of all runs, but for learning rate and seed
 */
public record SweepPlan(
        String question,
        List<Variant> variants,
        String task,
        Map<String, ParamValue> taskParameters,
        List<List<Length>> train,
        List<List<Length>> evaluate,
        List<Double> learningRates,
        List<Long> seeds,
        boolean gridOnFirstSeed,
        TrainingSettings settings) {
    static final String FORMAT = "braid-sweep";

    public SweepPlan {
        variants = List.copyOf(variants);
        taskParameters = Collections.unmodifiableMap(new LinkedHashMap<>(taskParameters));
        train = train.stream().map(List::copyOf).toList();
        evaluate = evaluate.stream().map(List::copyOf).toList();
        learningRates = List.copyOf(learningRates);
        seeds = List.copyOf(seeds);
    }

    /**
     * A design under a name.
     *
     * @param name what curves and tables call it
     * @param design the design
     * @param learningRates a grid of its own, or empty for the plan's
     * @param from weights to go on from: none for fresh ones, one for all seeds, or one for each seed of the plan
     * @param taskParameters parameters of the task for this variant, over the plan's
     */
    public record Variant(
            String name,
            Architecture design,
            List<Double> learningRates,
            List<Start> from,
            Map<String, ParamValue> taskParameters) {
        public Variant {
            learningRates = List.copyOf(learningRates);
            from = List.copyOf(from);
            taskParameters = Collections.unmodifiableMap(new LinkedHashMap<>(taskParameters));
        }

        /** A variant with fresh weights that is trained on the plan's task as it is. */
        public Variant(String name, Architecture design, List<Double> learningRates) {
            this(name, design, learningRates, List.of(), Map.of());
        }

        /**
         * One variant for each value of a parameter, named after it; empty if there is no such block.
         *
         * @param target {@code block.parameter}, or {@code sub-graph/block.parameter}; without a dot, a parameter of the task
         */
        public Optional<List<Variant>> sweep(String target, List<ParamValue> values) {
            List<Variant> swept = new ArrayList<>();
            for (ParamValue value : values) {
                Map<String, ParamValue> parameters = new LinkedHashMap<>(taskParameters);
                Architecture changed = design;
                if (target.contains(".")) {
                    changed = set(design, target, value);
                } else {
                    parameters.put(target, value);
                }
                if (changed == null) {
                    return Optional.empty();
                }
                swept.add(new Variant(
                        name + ", " + target.substring(target.lastIndexOf('.') + 1) + " " + value,
                        changed,
                        learningRates,
                        from,
                        parameters));
            }
            return Optional.of(swept);
        }
    }

    /** The specification of one of its runs. */
    public RunSpec spec(Variant variant, int group, double learningRate, long seed) {
        TrainingSettings s = settings;
        Map<String, ParamValue> parameters = new LinkedHashMap<>(taskParameters);
        parameters.putAll(variant.taskParameters);
        RunSpec spec = new RunSpec(
                variant.name,
                variant.design,
                task,
                parameters,
                train.get(group),
                evaluate.get(group),
                new TrainingSettings(
                        s.steps(),
                        s.sequences(),
                        s.accumulation(),
                        s.examples(),
                        learningRate,
                        s.schedule(),
                        s.beta1(),
                        s.beta2(),
                        s.epsilon(),
                        s.weightDecay(),
                        s.clip(),
                        seed,
                        s.evaluateEvery(),
                        s.evaluationExamples(),
                        s.testExamples(),
                        s.stopAt(),
                        s.patience(),
                        s.checkpointEvery()));
        return RunInputs.noted(spec).from(start(variant, seed));
    }

    private @Nullable Start start(Variant variant, long seed) {
        if (variant.from.isEmpty()) {
            return null;
        }
        int index = variant.from.size() == 1 ? 0 : Math.max(0, seeds.indexOf(seed));
        return variant.from.get(index);
    }

    /** The grid of a variant. */
    public List<Double> learningRates(Variant variant) {
        return variant.learningRates.isEmpty() ? learningRates : variant.learningRates;
    }

    /** How many runs it takes in all. */
    public int runs() {
        return variants.stream().mapToInt(this::runs).sum();
    }

    /** How many runs one variant takes. */
    public int runs(Variant variant) {
        int rates = learningRates(variant).size();
        return train.size() * (gridOnFirstSeed ? rates + seeds.size() - 1 : rates * seeds.size());
    }

    /** Reads a plan; designs are found relative to its file. */
    public static SweepPlan read(Path file) throws SpecException {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        return read(
                Fields.read(file),
                name -> {
                    try {
                        return DesignFile.read(folder.resolve(name).normalize());
                    } catch (DesignFormatException e) {
                        throw new SpecException(String.valueOf(e.getMessage()));
                    }
                },
                folder);
    }

    /** Where designs that a plan names come from. */
    @FunctionalInterface
    public interface Designs {
        /** The design of that name. */
        Architecture find(String name) throws SpecException;
    }

    /** Reads a plan from a text; {@code source} is what messages call it. */
    public static SweepPlan read(String json, String source, Designs designs) throws SpecException {
        return read(Fields.parse(json, source), designs, Path.of(""));
    }

    private static SweepPlan read(Fields fields, Designs designs, Path folder) throws SpecException {
        if (!fields.text("format").equals(FORMAT)) {
            throw fields.complaint("format", "expected " + FORMAT + ", got " + fields.text("format"));
        }
        if (fields.whole("version", 1) != 1) {
            throw fields.complaint("version", "this program reads version 1, got " + fields.whole("version", 1));
        }
        List<Variant> variants = new ArrayList<>();
        for (Fields variant : fields.objects("variants", "design")) {
            variants.addAll(variants(variant, designs, folder));
        }
        String task = fields.text("task");
        List<Length> lengths = absolute(task, RunSpecJson.lengths(fields.objects("train", "context-length")), folder);
        List<Length> points = fields.has("evaluate")
                ? absolute(task, RunSpecJson.lengths(fields.objects("evaluate", "context-length")), folder)
                : lengths;
        boolean apart = fields.flag("train-apart", false);
        if (apart && fields.has("evaluate")) {
            throw fields.complaint(
                    "evaluate",
                    "lengths that are trained apart are each evaluated where they are trained; leave it out");
        }
        List<List<Length>> train = apart ? lengths.stream().map(List::of).toList() : List.of(lengths);
        SweepPlan plan = new SweepPlan(
                fields.text("question", ""),
                variants,
                task,
                fields.has("task-parameters")
                        ? RunInputs.absolute(
                                task, fields.object("task-parameters").parameters(), folder)
                        : Map.of(),
                train,
                apart ? train : List.of(points),
                fields.reals("learning-rates", List.of(1e-3)),
                fields.wholes("seeds", List.of(0, 1, 2)).stream()
                        .map(Integer::longValue)
                        .toList(),
                fields.flag("grid-on-first-seed", false),
                fields.has("settings")
                        ? RunSpecJson.settings(fields.object("settings"), TrainingSettings.standard())
                        : TrainingSettings.standard());
        fields.refuseOthers();
        if (plan.variants.stream().map(Variant::name).distinct().count() < plan.variants.size()) {
            throw fields.complaint("variants", "two variants have the same name; give each its own");
        }
        for (Variant variant : plan.variants) {
            int starts = variant.from.size();
            if (starts > 1 && starts != plan.seeds.size()) {
                throw fields.complaint(
                        "variants",
                        variant.name + " goes on from " + starts + " runs, but there are " + plan.seeds.size()
                                + " seeds; name one run, or one for each seed");
            }
        }
        return plan;
    }

    private static List<Length> absolute(String task, List<Length> lengths, Path folder) {
        return lengths.stream()
                .map(length -> new Length(
                        length.contextLength(),
                        length.weight(),
                        RunInputs.absolute(task, length.taskParameters(), folder)))
                .toList();
    }

    /** Weights to go on from: one path, or a list with one for each seed. */
    private static List<Start> starts(Fields fields, Path folder) throws SpecException {
        List<Start> starts = new ArrayList<>();
        if (fields.has("from")) {
            for (ParamValue path : fields.parameterValues("from")) {
                try {
                    starts.add(Start.of(folder.resolve(path.toString())));
                } catch (IOException | InvalidPathException e) {
                    throw fields.complaint(
                            "from", String.valueOf(e.getMessage()).replaceAll("\\.$", ""));
                }
            }
        }
        return starts;
    }

    /** One entry: a design, and, where parameters are swept, one variant for each value. */
    private static List<Variant> variants(Fields fields, Designs designs, Path folder) throws SpecException {
        String file = fields.text("design");
        Architecture design = designs.find(file);
        String name = fields.text("name", design.name());
        List<Double> rates = fields.reals("learning-rates", List.of());
        Map<String, ParamValue> parameters =
                fields.has("task-parameters") ? fields.object("task-parameters").parameters() : Map.of();
        List<Variant> variants = List.of(new Variant(name, design, rates, starts(fields, folder), parameters));
        if (fields.has("sweep")) {
            Fields sweep = fields.object("sweep");
            for (String target : sweep.names()) {
                List<Variant> more = new ArrayList<>();
                for (Variant variant : variants) {
                    more.addAll(
                            variant.sweep(target, sweep.parameterValues(target))
                                    .orElseThrow(
                                            () -> sweep.complaint(
                                                    target,
                                                    "there is no such block in " + file
                                                            + "; expected block.parameter, sub-graph/block.parameter, or a parameter of the task")));
                }
                variants = more;
            }
        }
        fields.refuseOthers();
        return variants;
    }

    /** The design with one parameter set, or null if there is no such block. */
    private static @Nullable Architecture set(Architecture design, String target, ParamValue value) {
        int dot = target.lastIndexOf('.');
        if (dot < 0) {
            return null;
        }
        String address = target.substring(0, dot);
        String parameter = target.substring(dot + 1);
        int slash = address.indexOf('/');
        if (slash < 0) {
            Graph graph = set(design.graph(), address, parameter, value);
            return graph == null
                    ? null
                    : new Architecture(
                            design.name(), design.description(), graph, design.subGraphs(), design.unknown());
        }
        SubGraph inner = design.subGraphs().get(address.substring(0, slash));
        Graph graph = inner == null ? null : set(inner.graph(), address.substring(slash + 1), parameter, value);
        if (inner == null || graph == null) {
            return null;
        }
        Map<String, SubGraph> subGraphs = new LinkedHashMap<>(design.subGraphs());
        subGraphs.put(address.substring(0, slash), new SubGraph(graph, inner.promoted(), inner.unknown()));
        return new Architecture(design.name(), design.description(), design.graph(), subGraphs, design.unknown());
    }

    private static @Nullable Graph set(Graph graph, String id, String parameter, ParamValue value) {
        if (graph.block(id).isEmpty()) {
            return null;
        }
        List<BlockNode> blocks = graph.blocks().stream()
                .map(block -> block.id().equals(id) ? block.with(parameter, value) : block)
                .toList();
        return new Graph(blocks, graph.wires());
    }
}
