package dev.braid.engine.compile;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Problem.Fix;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.block.Structure;
import dev.braid.engine.compile.FlatBlock.Source;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.SubGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds every problem of a design at once, whatever the document holds, and unpacks it into flat blocks in execution
 * order with their widths and costs. Never throws.
 */
public final class Checker {
    /** More blocks than this, counted with repetitions, are refused. */
    public static final int MOST_BLOCKS = 2000;

    /** More wires than this in one graph are refused. */
    public static final int MOST_WIRES = 10 * MOST_BLOCKS;

    /** Sub-graphs within sub-graphs deeper than this are refused. */
    public static final int DEEPEST = 32;

    /** The type of the block that turns the last sequence into predictions; a design has exactly one. */
    public static final String HEAD = "language-model-head";

    /** The type of the block that turns tokens into vectors. */
    public static final String EMBEDDING = "token-embedding";

    private final BlockCatalog catalog;
    private final DesignContext context;
    private final Architecture architecture;
    private final ParameterRules rules;
    private final Map<String, GraphStructure> structures = new HashMap<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final List<FlatBlock> flat = new ArrayList<>();
    private int placements;
    private boolean tooLarge;

    private Checker(Architecture architecture, BlockCatalog catalog, DesignContext context) {
        this.architecture = architecture;
        this.catalog = catalog;
        this.context = context;
        this.rules = new ParameterRules(architecture, catalog);
    }

    /** Checks a design as it would be used in that context. */
    public static CheckedDesign check(Architecture architecture, BlockCatalog catalog, DesignContext context) {
        return new Checker(architecture, catalog, context).run();
    }

    private CheckedDesign run() {
        refuseOversize("the design", architecture.graph());
        architecture
                .subGraphs()
                .forEach((name, definition) ->
                        refuseOversize("the sub-graph " + GraphStructure.clip(name), definition.graph()));
        if (!tooLarge) {
            check();
        }
        List<Problem> sorted = Stream.concat(
                        problems.stream().filter(problem -> problem.severity() == Problem.Severity.ERROR),
                        problems.stream().filter(problem -> problem.severity() == Problem.Severity.WARNING))
                .toList();
        return new CheckedDesign(architecture, context, sorted, flat);
    }

    private void check() {
        structure("", architecture.graph());
        architecture.subGraphs().forEach((name, definition) -> {
            problems.addAll(rules.problems(name, definition));
            structure(name, definition.graph());
        });
        flatten("", architecture.graph(), new Place("", "", Map.of(), Map.of(), List.of()));
        if (!tooLarge) {
            boolean sound = problems.stream().noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
            problems.addAll(new WholeDesign(architecture, flat, sound).problems());
        }
    }

    /** Keeps a file that is no sane design from taking all day. */
    private void refuseOversize(String what, Graph graph) {
        if (graph.blocks().size() > MOST_BLOCKS || graph.wires().size() > MOST_WIRES) {
            tooLarge = true;
            problems.add(Problem.error(
                    "",
                    null,
                    what + " has " + graph.blocks().size() + " blocks and "
                            + graph.wires().size() + " wires, but " + MOST_BLOCKS + " blocks and " + MOST_WIRES
                            + " wires are the most that can be checked; remove some",
                    null));
        }
    }

    private GraphStructure structure(String name, Graph graph) {
        GraphStructure structure = structures.get(name);
        if (structure == null) {
            structure = new GraphStructure(architecture, catalog, rules, name, graph);
            structures.put(name, structure);
            problems.addAll(structure.problems());
        }
        return structure;
    }

    /**
     * Where a graph is being unpacked.
     *
     * @param path prefix of the flat paths
     * @param weightsPath prefix of the paths that own the weights
     * @param inputs what feeds its graph-input blocks, by id
     * @param overrides promoted parameters set from outside: block id to parameter to value
     * @param within the names of the sub-graphs it lies in, outermost first
     */
    private record Place(
            String path,
            String weightsPath,
            Map<String, Source> inputs,
            Map<String, Map<String, ParamValue>> overrides,
            List<String> within) {}

    /** Unpacks a graph and tells what its graph-output blocks carry, by id. */
    private Map<String, Source> flatten(String name, Graph graph, Place place) {
        GraphStructure structure = structure(name, graph);
        Map<PortRef, Source> values = new HashMap<>();
        Map<String, Source> outputs = new LinkedHashMap<>();
        for (BlockNode node : structure.order()) {
            Map<String, Source> inputs = new LinkedHashMap<>();
            for (String port : inputPorts(node, structure, place)) {
                Source source = sourceOf(new PortRef(node.id(), port), structure, values);
                if (source != null) {
                    inputs.put(port, source);
                }
            }
            switch (node.type()) {
                case Structure.INPUT ->
                    values.put(
                            new PortRef(node.id(), Structure.PORT),
                            place.inputs().getOrDefault(node.id(), Source.UNKNOWN));
                case Structure.OUTPUT -> {
                    Source source = inputs.get(Structure.PORT);
                    if (source == null) {
                        missing(structure, node, Structure.PORT);
                    }
                    outputs.put(node.id(), source == null ? Source.UNKNOWN : source);
                }
                case Structure.SUB_GRAPH -> unpack(node, inputs, structure, place, values);
                default -> addBlock(node, inputs, structure, place, values);
            }
        }
        return outputs;
    }

    private List<String> inputPorts(BlockNode node, GraphStructure structure, Place place) {
        return switch (node.type()) {
            case Structure.INPUT -> List.of();
            case Structure.OUTPUT -> List.of(Structure.PORT);
            case Structure.SUB_GRAPH -> {
                SubGraph definition = structure.definition(node);
                yield definition == null ? List.of() : GraphStructure.portsOf(definition, Structure.INPUT);
            }
            default ->
                catalog.find(node.type())
                        .map(type -> type.inputs(settings(type, node, place)).stream()
                                .map(PortSpec::name)
                                .toList())
                        .orElse(List.of());
        };
    }

    /** What feeds a port: null if no wire does, unknown if the wire is broken or comes from something broken. */
    private static @Nullable Source sourceOf(PortRef port, GraphStructure structure, Map<PortRef, Source> values) {
        PortRef from = structure.feeding(port);
        if (from == null) {
            return structure.broken(port) ? Source.UNKNOWN : null;
        }
        return values.getOrDefault(from, Source.UNKNOWN);
    }

    private static Settings settings(BlockType type, BlockNode node, Place place) {
        return GraphStructure.settings(type, given(node, place));
    }

    /** What was set of a block's parameters: from outside where they are promoted, else in its own place. */
    private static Map<String, ParamValue> given(BlockNode node, Place place) {
        Map<String, ParamValue> given = new HashMap<>(node.parameters());
        given.putAll(place.overrides().getOrDefault(node.id(), Map.of()));
        return given;
    }

    private void unpack(
            BlockNode node,
            Map<String, Source> inputs,
            GraphStructure structure,
            Place place,
            Map<PortRef, Source> values) {
        SubGraph definition = structure.definition(node);
        if (definition == null) {
            return;
        }
        String name = Structure.placed(node).orElse("");
        String address = structure.address(node.id());
        if (place.within().contains(name)) {
            problems.add(Problem.error(
                    address,
                    null,
                    GraphStructure.clip(
                                    "the sub-graph " + name + " contains itself (" + String.join(" → ", place.within())
                                            + " → " + name,
                                    400)
                            + "); place something else here",
                    new Fix.RemoveBlock("Remove " + node.id(), address)));
            return;
        }
        if (place.within().size() >= DEEPEST) {
            problems.add(Problem.error(
                    address, null, "sub-graphs are nested more than " + DEEPEST + " deep; unpack some of them", null));
            return;
        }
        for (String port : GraphStructure.portsOf(definition, Structure.INPUT)) {
            if (!inputs.containsKey(port)) {
                missing(structure, node, port);
            }
        }
        Settings settings = Settings.of(Structure.SUB_GRAPH_PARAMETERS, given(node, place));
        int repeat = settings.whole(Structure.REPEAT);
        List<String> within =
                Stream.concat(place.within().stream(), Stream.of(name)).toList();
        Map<String, Map<String, ParamValue>> overrides = overrides(definition, node, place);
        Map<String, Source> current = new HashMap<>(inputs);
        Map<String, Source> outputs = Map.of();
        for (int i = 0; i < repeat && !tooLarge; i++) {
            if (++placements > MOST_BLOCKS) {
                tooLarge();
                return;
            }
            int owner = settings.flag(Structure.SHARED) ? 0 : i;
            String ownerId = node.weightsOf() == null ? node.id() : node.weightsOf();
            Place inside = new Place(
                    place.path() + node.id() + (repeat > 1 ? "." + i : "") + "/",
                    place.weightsPath() + ownerId + (repeat > 1 ? "." + owner : "") + "/",
                    current,
                    overrides,
                    within);
            outputs = flatten(name, definition.graph(), inside);
            current = new HashMap<>(current);
            Iterator<String> inputPort =
                    GraphStructure.portsOf(definition, Structure.INPUT).iterator();
            for (String outputPort : GraphStructure.portsOf(definition, Structure.OUTPUT)) {
                if (inputPort.hasNext()) {
                    current.put(inputPort.next(), outputs.getOrDefault(outputPort, Source.UNKNOWN));
                }
            }
        }
        outputs.forEach((port, source) -> values.put(new PortRef(node.id(), port), source));
    }

    /** What the placing block sets of the promoted parameters, by inner block. */
    private static Map<String, Map<String, ParamValue>> overrides(SubGraph definition, BlockNode node, Place place) {
        Map<String, ParamValue> given = given(node, place);
        Map<String, Map<String, ParamValue>> overrides = new HashMap<>();
        for (SubGraph.Promotion promotion : definition.promoted()) {
            ParamValue value = given.get(promotion.name());
            if (value != null && !ParameterRules.isStructural(promotion)) {
                overrides
                        .computeIfAbsent(promotion.block(), block -> new HashMap<>())
                        .put(promotion.parameter(), value);
            }
        }
        return overrides;
    }

    private void addBlock(
            BlockNode node,
            Map<String, Source> sources,
            GraphStructure structure,
            Place place,
            Map<PortRef, Source> values) {
        BlockType type = catalog.find(node.type()).orElse(null);
        if (type == null) {
            return;
        }
        if (flat.size() >= MOST_BLOCKS) {
            tooLarge();
            return;
        }
        Settings settings = settings(type, node, place);
        String address = structure.address(node.id());
        Map<String, ParamValue> overrides = place.overrides().getOrDefault(node.id(), Map.of());
        problems.addAll(SurplusWires.problems(node.id(), type, settings, overrides, structure, place.path()));
        Map<String, Integer> widths = new HashMap<>();
        boolean complete = true;
        for (PortSpec port : type.inputs(settings)) {
            Source source = sources.get(port.name());
            if (source == null) {
                if (port.required()) {
                    missing(structure, node, port.name());
                    complete = false;
                }
            } else {
                Integer width =
                        source.known() ? flat.get(source.block()).outputWidths().get(source.port()) : null;
                if (width == null) {
                    complete = false;
                } else {
                    widths.put(port.name(), width);
                }
            }
        }
        Site site = new Site(settings, widths, context);
        Report report = new Report(address);
        Map<String, Integer> outputWidths = type.outputWidths(site, report);
        Cost cost = complete && !report.failed ? type.cost(site) : null;
        int index = flat.size();
        String path = place.path() + node.id();
        String weightsPath = place.weightsPath() + (node.weightsOf() == null ? node.id() : node.weightsOf());
        if (cost != null && !path.equals(weightsPath)) {
            cost = new Cost(0, cost.flopsPerToken(), cost.stateBytes()); // its weights count where they belong
        }
        Map<String, Source> known = new LinkedHashMap<>(sources);
        known.values().removeIf(source -> !source.known());
        flat.add(new FlatBlock(path, address, weightsPath, type, site, known, outputWidths, cost));
        for (PortSpec port : type.outputs(settings)) {
            values.put(new PortRef(node.id(), port.name()), new Source(index, port.name()));
        }
    }

    private void tooLarge() {
        if (!tooLarge) {
            tooLarge = true;
            problems.add(Problem.error(
                    "",
                    null,
                    "the design has more than " + MOST_BLOCKS + " blocks, counted with repetitions; repeat less",
                    null));
        }
    }

    private void missing(GraphStructure structure, BlockNode node, String port) {
        PortRef input = new PortRef(node.id(), port);
        if (!structure.broken(input)) {
            PortRef unread = structure.onlyUnreadOutput(node.id());
            problems.add(Problem.error(
                    structure.address(node.id()),
                    port,
                    "nothing is wired to this input; wire an output to it"
                            + (unread == null ? "" : ", such as " + unread),
                    unread == null
                            ? null
                            : new Fix.Connect(
                                    "Wire " + unread + " to it", structure.address(unread), structure.address(input))));
        }
    }

    /** Adds the address to what a shape rule says. */
    private final class Report implements ShapeReport {
        private final String address;
        private boolean failed;

        Report(String address) {
            this.address = address;
        }

        @Override
        public void error(@Nullable String port, String text, @Nullable FixProposal fix) {
            failed = true;
            problems.add(Problem.error(address, port, text, fix == null ? null : fix.at(address)));
        }

        @Override
        public void warning(@Nullable String port, String text, @Nullable FixProposal fix) {
            problems.add(Problem.warning(address, port, text, fix == null ? null : fix.at(address)));
        }
    }
}
