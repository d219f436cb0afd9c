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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The structure of one graph on its own: ids, types, parameters, ports, wires, cycles. What is sound is kept for the
 * flattening, what is not becomes a problem.
 */
final class GraphStructure {
    private final Architecture architecture;
    private final BlockCatalog catalog;
    private final String prefix;
    private final List<Problem> problems = new ArrayList<>();
    /** Blocks by id; of two with the same id the first. */
    private final Map<String, BlockNode> blocks = new LinkedHashMap<>();
    /** Sound wires: input port to output port. */
    private final Map<PortRef, PortRef> feeds = new HashMap<>();
    /** Input ports whose wire is broken, so that nobody complains that they have none. */
    private final Set<PortRef> broken = new HashSet<>();

    private final List<BlockNode> order;

    /**
     * @param name the sub-graph's name, or "" for the root
     */
    GraphStructure(Architecture architecture, BlockCatalog catalog, String name, Graph graph) {
        this.architecture = architecture;
        this.catalog = catalog;
        this.prefix = name.isEmpty() ? "" : name + "/";
        for (BlockNode block : graph.blocks()) {
            if (!block.id().matches("[A-Za-z0-9_-]{1,64}")) {
                error(block.id(), null, "the id must be 1 to 64 letters, digits, - or _; rename the block", null);
            } else if (blocks.putIfAbsent(block.id(), block) != null) {
                error(block.id(), null, "two blocks have this id; rename one of them", null);
            }
        }
        boolean root = name.isEmpty();
        blocks.values().forEach(block -> checkBlock(block, root));
        graph.wires().forEach(this::checkWire);
        blocks.values().forEach(this::checkWeightsOf);
        order = sort();
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

    /** Whether a wire ends here that is a problem of its own. */
    boolean broken(PortRef input) {
        return broken.contains(input);
    }

    String address(String id) {
        return prefix + id;
    }

    /** The settings of a block that has a type. */
    static Settings settings(BlockType type, Map<String, ParamValue> parameters) {
        return Settings.of(type.parameters(), parameters);
    }

    static List<String> portsOf(SubGraph definition, String structureType) {
        return definition.graph().blocks().stream()
                .filter(block -> block.type().equals(structureType))
                .map(BlockNode::id)
                .distinct()
                .toList();
    }

    /** The definition a sub-graph block places, if there is one. */
    @Nullable
    SubGraph definition(BlockNode block) {
        return block.parameters().get(Structure.GRAPH) instanceof ParamValue.Text(String name)
                ? architecture.subGraphs().get(name)
                : null;
    }

    private void checkBlock(BlockNode block, boolean root) {
        switch (block.type()) {
            case Structure.SUB_GRAPH -> checkSubGraph(block);
            case Structure.INPUT, Structure.OUTPUT -> {
                if (root) {
                    error(
                            block.id(),
                            null,
                            "a " + block.type() + " block only makes sense inside a sub-graph; remove it",
                            new Fix.RemoveBlock("Remove " + block.id(), address(block.id())));
                }
                checkParameters(block, List.of());
            }
            default -> {
                Optional<BlockType> type = catalog.find(block.type());
                if (type.isEmpty()) {
                    String hint = catalog.closest(block.type())
                            .map(closest -> "; did you mean " + closest + "?")
                            .orElse("; it is kept in the file, but cannot run");
                    error(block.id(), null, "there is no block type \"" + clip(block.type()) + "\"" + hint, null);
                } else {
                    checkParameters(block, type.get().parameters());
                }
            }
        }
    }

    private void checkSubGraph(BlockNode block) {
        SubGraph definition = definition(block);
        List<ParamSpec> specs = new ArrayList<>(Structure.SUB_GRAPH_PARAMETERS);
        if (definition == null) {
            ParamValue name = block.parameters().get(Structure.GRAPH);
            String known = architecture.subGraphs().isEmpty()
                    ? "this design has none"
                    : "this design has "
                            + architecture.subGraphs().keySet().stream()
                                    .limit(8)
                                    .map(GraphStructure::clip)
                                    .collect(Collectors.joining(", "));
            error(
                    block.id(),
                    null,
                    name == null
                            ? "parameter graph must name a sub-graph; " + known
                            : "there is no sub-graph \"" + clip(name.toString()) + "\"; " + known,
                    null);
        } else {
            for (SubGraph.Promotion promotion : definition.promoted()) {
                promotedSpec(definition, promotion).ifPresent(specs::add);
            }
        }
        checkParameters(block, specs);
    }

    /** The specification of a promoted parameter, under its outer name, if what it points at exists. */
    private Optional<ParamSpec> promotedSpec(SubGraph definition, SubGraph.Promotion promotion) {
        return definition
                .graph()
                .block(promotion.block())
                .flatMap(inner -> catalog.find(inner.type()))
                .flatMap(type -> type.parameters().stream()
                        .filter(spec -> spec.name().equals(promotion.parameter()))
                        .findFirst())
                .map(spec -> renamed(spec, promotion.name()));
    }

    private static ParamSpec renamed(ParamSpec spec, String name) {
        return switch (spec) {
            case ParamSpec.Whole s ->
                new ParamSpec.Whole(name, s.title(), s.help(), s.initial(), s.minimum(), s.maximum(), s.offers());
            case ParamSpec.Real s ->
                new ParamSpec.Real(name, s.title(), s.help(), s.initial(), s.minimum(), s.maximum(), s.offers());
            case ParamSpec.Flag s -> new ParamSpec.Flag(name, s.title(), s.help(), s.initial());
            case ParamSpec.Choice s -> new ParamSpec.Choice(name, s.title(), s.help(), s.options());
            case ParamSpec.Name s -> new ParamSpec.Name(name, s.title(), s.help());
        };
    }

    private void checkParameters(BlockNode block, List<ParamSpec> specs) {
        for (Map.Entry<String, ParamValue> entry : block.parameters().entrySet()) {
            Optional<ParamSpec> spec =
                    specs.stream().filter(s -> s.name().equals(entry.getKey())).findFirst();
            if (spec.isEmpty()) {
                List<String> names = specs.stream().map(ParamSpec::name).toList();
                String hint = Spelling.closest(entry.getKey(), names)
                        .map(closest -> "did you mean " + closest + "?")
                        .orElse(
                                names.isEmpty()
                                        ? "it has no parameters"
                                        : "its parameters are " + String.join(", ", names));
                warning(
                        block.id(),
                        "parameter \"" + clip(entry.getKey()) + "\" is not one of " + clip(block.type())
                                + " and is ignored; " + hint);
            } else {
                spec.get()
                        .refusal(entry.getValue())
                        .ifPresent(refusal -> error(
                                block.id(),
                                null,
                                "parameter " + entry.getKey() + ": " + clip(refusal, 200),
                                new Fix.SetParameter(
                                        "Set " + entry.getKey() + " to "
                                                + spec.get().defaultValue(),
                                        address(block.id()),
                                        entry.getKey(),
                                        spec.get().defaultValue())));
            }
        }
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
                    new Fix.RemoveWire(
                            "Remove the wire",
                            new PortRef(address(wire.to().block()), wire.to().port())));
        }
    }

    private boolean checkEnd(Wire wire, PortRef end, PortRef other, boolean input) {
        BlockNode block = blocks.get(end.block());
        if (block == null) {
            String place = blocks.containsKey(other.block()) ? other.block() : "";
            error(
                    place,
                    place.isEmpty() ? null : other.port(),
                    "the wire " + clip(wire.toString(), 200) + " leads to a block that does not exist; remove it",
                    input || place.isEmpty()
                            ? null
                            : new Fix.RemoveWire("Remove the wire", new PortRef(address(other.block()), other.port())));
            return false;
        }
        List<String> ports = ports(block, input);
        if (ports == null) {
            return false; // the type is unknown, which has been said
        }
        if (!ports.contains(end.port())) {
            String kind = input ? "input" : "output";
            error(
                    block.id(),
                    clip(end.port()),
                    "there is no such " + kind + " port; "
                            + (ports.isEmpty()
                                    ? "this block has no " + kind + " ports"
                                    : "its " + kind + " ports are " + String.join(", ", ports)),
                    null);
            return false;
        }
        return true;
    }

    private void checkWeightsOf(BlockNode block) {
        if (block.weightsOf() == null) {
            return;
        }
        BlockNode owner = blocks.get(block.weightsOf());
        if (owner == null) {
            error(
                    block.id(),
                    null,
                    "uses the weights of \"" + clip(block.weightsOf()) + "\", which does not exist",
                    null);
        } else if (!owner.type().equals(block.type())) {
            error(
                    block.id(),
                    null,
                    "uses the weights of " + owner.id() + ", which is of another type (" + clip(owner.type())
                            + "); both must be of one type",
                    null);
        } else if (owner.weightsOf() != null) {
            error(
                    block.id(),
                    null,
                    "uses the weights of " + owner.id() + ", which itself uses those of " + clip(owner.weightsOf())
                            + "; name the owner directly",
                    null);
        }
    }

    /** Kahn's algorithm, always taking the block that comes first in the document. */
    private List<BlockNode> sort() {
        List<BlockNode> nodes = new ArrayList<>(blocks.values());
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            index.put(nodes.get(i).id(), i);
        }
        List<List<Integer>> followers = new ArrayList<>();
        nodes.forEach(node -> followers.add(new ArrayList<>()));
        int[] waiting = new int[nodes.size()];
        feeds.forEach((to, from) -> {
            int target = index.getOrDefault(to.block(), -1);
            followers.get(index.getOrDefault(from.block(), -1)).add(target);
            waiting[target]++;
        });
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < waiting.length; i++) {
            if (waiting[i] == 0) {
                ready.add(i);
            }
        }
        List<BlockNode> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(nodes.get(next));
            for (int follower : followers.get(next)) {
                if (--waiting[follower] == 0) {
                    ready.add(follower);
                }
            }
        }
        if (sorted.size() < nodes.size()) {
            reportCycles(sorted);
        }
        return sorted;
    }

    /** Names one shortest cycle through every group of blocks that wait for each other. */
    private void reportCycles(List<BlockNode> sorted) {
        Set<String> done = sorted.stream().map(BlockNode::id).collect(Collectors.toSet());
        Map<String, List<Wire>> outgoing = new HashMap<>();
        feeds.forEach((to, from) -> {
            if (!done.contains(to.block()) && !done.contains(from.block())) {
                outgoing.computeIfAbsent(from.block(), id -> new ArrayList<>()).add(new Wire(from, to));
            }
        });
        outgoing.values().forEach(wires -> wires.sort((a, b) -> a.toString().compareTo(b.toString())));
        Set<String> named = new HashSet<>();
        for (BlockNode start : blocks.values()) {
            if (done.contains(start.id()) || named.contains(start.id())) {
                continue;
            }
            List<Wire> cycle = shortestCycle(start.id(), outgoing);
            if (cycle.isEmpty()
                    || cycle.stream().anyMatch(wire -> named.contains(wire.to().block()))) {
                continue;
            }
            cycle.forEach(wire -> named.add(wire.to().block()));
            Wire last = cycle.getLast();
            String path = cycle.stream().map(wire -> wire.from().block()).collect(Collectors.joining(" → "));
            error(
                    last.to().block(),
                    last.to().port(),
                    "the wires run in a circle: " + clip(path, 400) + " → " + start.id()
                            + "; remove one of them, for a block cannot wait for its own output",
                    new Fix.RemoveWire(
                            "Remove the wire from " + last.from().block(),
                            new PortRef(address(last.to().block()), last.to().port())));
        }
    }

    private static List<Wire> shortestCycle(String start, Map<String, List<Wire>> outgoing) {
        Map<String, Wire> reachedBy = new HashMap<>();
        Deque<String> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            String here = queue.remove();
            for (Wire wire : outgoing.getOrDefault(here, List.of())) {
                String next = wire.to().block();
                if (next.equals(start)) {
                    List<Wire> cycle = new ArrayList<>(List.of(wire));
                    for (Wire back = reachedBy.get(here);
                            back != null;
                            back = reachedBy.get(back.from().block())) {
                        cycle.addFirst(back);
                    }
                    return cycle;
                }
                if (reachedBy.putIfAbsent(next, wire) == null) {
                    queue.add(next);
                }
            }
        }
        return List.of();
    }

    private void error(String id, @Nullable String port, String text, @Nullable Fix fix) {
        problems.add(Problem.error(id.isEmpty() ? "" : address(clip(id)), port, text, fix));
    }

    private void warning(String id, String text) {
        problems.add(Problem.warning(address(id), null, text, null));
    }

    /** Text from a file, short enough for a sentence. */
    private static String clip(String text) {
        return clip(text, 48);
    }

    private static String clip(String text, int limit) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= limit ? line : line.substring(0, limit) + "…";
    }
}
