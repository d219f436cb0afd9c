package dev.braid.engine.compile;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Problem.Fix;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.Spelling;
import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.Wire;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The structure of one graph on its own: ids, types, parameters, ports, wires, cycles. What is sound is kept for the
 * flattening, what is not becomes a problem.
 */
final class GraphStructure {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Architecture architecture;
    private final BlockCatalog catalog;
    private final ParameterRules rules;
    private final String name;
    private final List<Problem> problems = new ArrayList<>();
    /** Blocks by id; of two with the same id the first. */
    private final Map<String, BlockNode> blocks = new LinkedHashMap<>();
    /** Sound wires: input port to output port. */
    private final Map<PortRef, PortRef> feeds = new HashMap<>();
    /** Input ports whose wire is broken, so that nobody complains that they have none. */
    private final Set<PortRef> broken = new HashSet<>();

    private final Ordering ordering;
    private final List<BlockNode> order;
    /** Outputs that nobody reads, once somebody has asked. */
    private @Nullable List<PortRef> unread;

    /**
     * @param name the sub-graph's name, or "" for the root
     */
    GraphStructure(Architecture architecture, BlockCatalog catalog, ParameterRules rules, String name, Graph graph) {
        this.architecture = architecture;
        this.catalog = catalog;
        this.rules = rules;
        this.name = name;
        for (BlockNode block : graph.blocks()) {
            if (!ID.matcher(block.id()).matches()) {
                error(block.id(), null, "the id must be 1 to 64 letters, digits, - or _; rename the block", null);
            } else if (blocks.putIfAbsent(block.id(), block) != null) {
                error(
                        block.id(),
                        null,
                        "two blocks have this id; rename one of them",
                        new Fix.SeparateIds("Rename the second " + block.id(), address(block.id())));
            }
        }
        blocks.values().forEach(this::checkBlock);
        graph.wires().forEach(this::checkWire);
        blocks.values().forEach(block -> problems.addAll(SharedWeights.problems(block, blocks, address(block.id()))));
        ordering = new Ordering(blocks, feeds);
        order = ordering.order();
        if (order.size() < blocks.size()) {
            List<BlockNode> suspects = new ArrayList<>(blocks.values());
            suspects.removeAll(new HashSet<>(order));
            ordering.circles(suspects).forEach(this::reportCircle);
        }
    }

    List<Problem> problems() {
        return problems;
    }

    /** Blocks such that each comes after everything that feeds it, as close to document order as possible. */
    List<BlockNode> order() {
        return order;
    }

    /** The output that feeds an input, or null. */
    @Nullable
    PortRef feeding(PortRef input) {
        return feeds.get(input);
    }

    /** The inputs of a block that sound wires lead to, and the outputs of it that they come from. */
    List<PortRef> wired(String id, boolean inputs) {
        return (inputs ? feeds.keySet() : feeds.values())
                .stream()
                        .filter(port -> port.block().equals(id))
                        .distinct()
                        .sorted(Comparator.comparing(PortRef::port))
                        .toList();
    }

    /** Whether a wire ends here that is a problem of its own. */
    boolean broken(PortRef input) {
        return broken.contains(input);
    }

    /**
     * The one output of this graph that nobody reads and that the block may be wired to without closing a circle; null
     * if there is none or a choice.
     */
    @Nullable
    PortRef onlyUnreadOutput(String reader) {
        List<PortRef> outputs = unread;
        if (outputs == null) {
            outputs = unreadOutputs();
            unread = outputs;
        }
        Set<String> behind = ordering.behind(reader);
        List<PortRef> candidates = outputs.stream()
                .filter(output -> !behind.contains(output.block()))
                .limit(2)
                .toList();
        return candidates.size() == 1 ? candidates.getFirst() : null;
    }

    private List<PortRef> unreadOutputs() {
        Set<PortRef> read = new HashSet<>(feeds.values());
        List<PortRef> outputs = new ArrayList<>();
        for (BlockNode block : order) {
            List<String> ports = ports(block, false);
            if (ports != null) {
                ports.stream().map(port -> new PortRef(block.id(), port)).forEach(outputs::add);
            }
        }
        outputs.removeIf(read::contains);
        return outputs;
    }

    String address(String id) {
        return name.isEmpty() ? id : name + "/" + id;
    }

    /** The settings of a block that has a type. */
    static Settings settings(BlockType type, Map<String, ParamValue> parameters) {
        return Settings.of(type.parameters(), parameters);
    }

    static List<String> portsOf(SubGraph definition, String structureType) {
        return definition.graph().blocks().stream()
                .filter(block -> block.type().equals(structureType))
                .map(BlockNode::id)
                .filter(id -> ID.matcher(id).matches())
                .distinct()
                .toList();
    }

    /** The definition a sub-graph block places, if there is one. */
    @Nullable
    SubGraph definition(BlockNode block) {
        return Structure.placed(block).map(architecture.subGraphs()::get).orElse(null);
    }

    private void checkBlock(BlockNode block) {
        checkType(block);
        Map<String, Set<ParamSpec>> specs = rules.of(block);
        block.parameters().forEach((parameter, value) -> {
            Set<ParamSpec> obeyed = specs.get(parameter);
            if (obeyed != null) {
                checkParameter(block, parameter, value, obeyed);
            } else if (rules.known(block)) {
                unknownParameter(block, parameter, specs.keySet());
            }
        });
    }

    private void checkType(BlockNode block) {
        switch (block.type()) {
            case Structure.SUB_GRAPH -> {
                if (definition(block) == null) {
                    noSubGraph(block);
                }
            }
            case Structure.INPUT, Structure.OUTPUT -> {
                if (name.isEmpty()) {
                    error(
                            block.id(),
                            null,
                            "a " + block.type() + " block only makes sense inside a sub-graph; remove it",
                            new Fix.RemoveBlock("Remove " + block.id(), address(block.id())));
                }
            }
            default -> {
                if (!rules.known(block)) {
                    Optional<String> closest = catalog.closest(block.type());
                    error(
                            block.id(),
                            null,
                            "there is no block type \"" + clip(block.type()) + "\""
                                    + closest.map(id -> "; did you mean " + id + "?")
                                            .orElse("; it is kept in the file, but cannot run"),
                            closest.map(id -> new Fix.SetType("Make it a " + id, address(block.id()), id))
                                    .orElse(null));
                }
            }
        }
    }

    private void noSubGraph(BlockNode block) {
        Set<String> names = architecture.subGraphs().keySet();
        ParamValue value = block.parameters().get(Structure.GRAPH);
        Optional<String> meant = value == null
                ? names.stream().findFirst().filter(only -> names.size() == 1)
                : Spelling.closest(value.toString(), names);
        String have = names.isEmpty()
                ? "this design has none"
                : "this design has "
                        + names.stream().limit(8).map(GraphStructure::clip).collect(Collectors.joining(", "));
        error(
                block.id(),
                null,
                value == null
                        ? "parameter graph must name a sub-graph; " + have
                        : "there is no sub-graph \"" + clip(value.toString()) + "\"; " + have,
                meant.map(graph -> new Fix.SetParameter(
                                "Place " + clip(graph),
                                address(block.id()),
                                Structure.GRAPH,
                                new ParamValue.Text(graph)))
                        .orElse(null));
    }

    private void checkParameter(BlockNode block, String parameter, ParamValue value, Set<ParamSpec> specs) {
        for (ParamSpec spec : specs) {
            Optional<String> refusal = spec.refusal(value);
            if (refusal.isPresent()) {
                error(
                        block.id(),
                        null,
                        "parameter " + parameter + ": " + clip(refusal.get(), 200),
                        new Fix.SetParameter(
                                "Set " + parameter + " to " + spec.defaultValue(),
                                address(block.id()),
                                parameter,
                                spec.defaultValue()));
                return;
            }
        }
    }

    private void unknownParameter(BlockNode block, String parameter, Set<String> names) {
        Optional<String> closest = Spelling.closest(parameter, names);
        String hint = closest.map(meant -> "did you mean " + meant + "?")
                .orElse(names.isEmpty() ? "it has no parameters" : "its parameters are " + String.join(", ", names));
        boolean free = closest.isPresent() && !block.parameters().containsKey(closest.get());
        warning(
                block.id(),
                "parameter \"" + clip(parameter) + "\" is not one of " + clip(block.type()) + " and is ignored; "
                        + hint,
                free
                        ? new Fix.RenameParameter(
                                "Rename it to " + closest.get(), address(block.id()), parameter, closest.get())
                        : new Fix.ClearParameter("Remove " + clip(parameter), address(block.id()), parameter));
    }

    /** Names of the input or output ports of a block, or null where its type or definition is unknown. */
    private @Nullable List<String> ports(BlockNode block, boolean inputs) {
        switch (block.type()) {
            case Structure.INPUT -> {
                return inputs ? List.of() : List.of(Structure.PORT);
            }
            case Structure.OUTPUT -> {
                return inputs ? List.of(Structure.PORT) : List.of();
            }
            case Structure.SUB_GRAPH -> {
                SubGraph definition = definition(block);
                return definition == null ? null : portsOf(definition, inputs ? Structure.INPUT : Structure.OUTPUT);
            }
            default -> {
                Optional<BlockType> type = catalog.find(block.type());
                if (type.isEmpty()) {
                    return null;
                }
                Settings settings = settings(type.get(), block.parameters());
                List<PortSpec> specs =
                        inputs ? type.get().inputs(settings) : type.get().outputs(settings);
                return specs.stream().map(PortSpec::name).toList();
            }
        }
    }

    private void checkWire(Wire wire) {
        boolean fromSound = checkEnd(wire, wire.from(), wire.to(), false);
        boolean toSound = checkEnd(wire, wire.to(), wire.from(), true);
        if (!toSound) {
            return;
        }
        if (!fromSound) {
            broken.add(wire.to());
        } else if (feeds.putIfAbsent(wire.to(), wire.from()) != null) {
            error(
                    wire.to().block(),
                    wire.to().port(),
                    "takes one wire, but " + feeds.get(wire.to()) + " and " + wire.from()
                            + " both end here; remove one, or join them with an Add block",
                    removal("Remove the wire from " + wire.from().block(), wire.to()));
        }
    }

    private boolean checkEnd(Wire wire, PortRef end, PortRef other, boolean input) {
        BlockNode block = blocks.get(end.block());
        if (block == null) {
            String place = blocks.containsKey(other.block()) ? other.block() : "";
            Optional<String> meant = Spelling.closest(end.block(), blocks.keySet());
            error(
                    place,
                    place.isEmpty() ? null : other.port(),
                    "the wire " + clip(wire.toString(), 200) + " leads to a block that does not exist; "
                            + meant.map(id -> "did you mean " + id + "?").orElse("remove it"),
                    meant.map(id -> lead(wire, input, new PortRef(id, end.port()), "Lead the wire to " + id))
                            .orElseGet(() -> removal("Remove the wire", wire.to())));
            return false;
        }
        List<String> ports = ports(block, input);
        if (ports == null) {
            return false; // the type is unknown, which has been said
        }
        if (!ports.contains(end.port())) {
            String kind = input ? "input" : "output";
            Optional<String> meant =
                    ports.size() == 1 ? Optional.of(ports.getFirst()) : Spelling.closest(end.port(), ports);
            error(
                    block.id(),
                    clip(end.port()),
                    "there is no such " + kind + " port; "
                            + (ports.isEmpty()
                                    ? "this block has no " + kind + " ports"
                                    : "its " + kind + (ports.size() == 1 ? " port is " : " ports are ")
                                            + String.join(", ", ports)),
                    meant.map(port -> lead(wire, input, new PortRef(block.id(), port), "Lead the wire to " + port))
                            .orElseGet(() -> removal("Remove the wire", wire.to())));
            return false;
        }
        return true;
    }

    private Fix removal(String title, PortRef to) {
        return new Fix.RemoveWire(title, address(to));
    }

    /** The wire with one end elsewhere. */
    private Fix lead(Wire wire, boolean input, PortRef end, String title) {
        PortRef from = address(wire.from());
        PortRef to = address(wire.to());
        return new Fix.LeadWire(title, from, to, input ? from : address(end), input ? address(end) : to);
    }

    private void reportCircle(List<Wire> circle) {
        Wire last = circle.getLast();
        String way = circle.stream().map(wire -> wire.from().block()).collect(Collectors.joining(" → "));
        error(
                last.to().block(),
                last.to().port(),
                "the wires run in a circle: " + clip(way, 400) + " → "
                        + last.to().block() + "; remove one of them, for a block cannot wait for its own output",
                removal("Remove the wire from " + last.from().block(), last.to()));
    }

    /** The document address of a port's block, with the port. */
    PortRef address(PortRef port) {
        return new PortRef(address(port.block()), port.port());
    }

    private void error(String id, @Nullable String port, String text, @Nullable Fix fix) {
        problems.add(Problem.error(id.isEmpty() ? "" : address(clip(id)), port, text, fix));
    }

    private void warning(String id, String text, @Nullable Fix fix) {
        problems.add(Problem.warning(address(id), null, text, fix));
    }

    /** Text from a file, short enough for a sentence. */
    static String clip(String text) {
        return clip(text, 48);
    }

    static String clip(String text, int limit) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= limit ? line : line.substring(0, limit) + "…";
    }
}
