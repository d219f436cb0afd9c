package dev.braid.engine.graph.edit;

import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.SubGraph.Promotion;
import dev.braid.engine.graph.Wire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an editor does to sub-graphs, each as one edit; refused with an {@link EditException} if it makes no sense. */
public final class SubGraphEdits {
    /** How far ports are placed from what they serve, in canvas units. */
    private static final double GAP = 180;

    private SubGraphEdits() {}

    /** Adds an empty sub-graph, or one from elsewhere. */
    public static GraphEdit add(Architecture design, String name, SubGraph subGraph) {
        requireFreeName(design, name);
        return new GraphEdit.AddSubGraph(design.subGraphs().size(), name, subGraph);
    }

    /** Removes a sub-graph that no block places. */
    public static GraphEdit remove(Architecture design, String name) {
        SubGraph subGraph = Documents.subGraph(design, name);
        Edits.forPlacements(new Draft(design), name, (graph, placement) -> {
            throw new EditException("the sub-graph " + name + " is still used by " + address(graph, placement)
                    + "; remove or unpack that block first");
        });
        return new GraphEdit.RemoveSubGraph(
                List.copyOf(design.subGraphs().keySet()).indexOf(name), name, subGraph);
    }

    /** Renames a sub-graph and every block's reference to it. */
    public static GraphEdit rename(Architecture design, String name, String newName) {
        Documents.subGraph(design, name);
        requireFreeName(design, newName);
        Draft draft = new Draft(design);
        draft.add(new GraphEdit.RenameSubGraph(name, newName));
        for (String graph : draft.graphs()) {
            draft.changeBlocks(
                    graph,
                    block -> Edits.places(block, name)
                            ? block.with(Structure.GRAPH, new ParamValue.Text(newName))
                            : block);
        }
        return draft.finish("rename sub-graph " + name + " to " + newName);
    }

    /** Shows an inner parameter outside under a name of its own. */
    public static GraphEdit promote(Architecture design, String name, Promotion promotion) {
        List<Promotion> before = Documents.subGraph(design, name).promoted();
        boolean own = Structure.SUB_GRAPH_PARAMETERS.stream()
                .anyMatch(spec -> spec.name().equals(promotion.name()));
        if (own
                || promotion.name().isBlank()
                || before.stream().anyMatch(p -> p.name().equals(promotion.name()))) {
            throw new EditException("\"" + promotion.name() + "\" cannot name a promoted parameter, "
                    + (promotion.name().isBlank() ? "it is empty" : "it is taken") + "; choose another name");
        }
        new Draft(design).indexOf(name, promotion.block());
        List<Promotion> after = new ArrayList<>(before);
        after.add(promotion);
        return new GraphEdit.ChangePromotions(name, before, after);
    }

    /** Hides a promoted parameter again; what placing blocks had set is forgotten. */
    public static GraphEdit demote(Architecture design, String name, String promoted) {
        Draft draft = new Draft(design);
        Edits.changePromotions(draft, name, promotion -> promotion.name().equals(promoted) ? null : promotion);
        Edits.forPlacements(
                draft,
                name,
                (graph, placement) -> draft.changeBlock(graph, placement, block -> block.without(promoted)));
        return draft.finish("hide " + promoted + " of " + name);
    }

    /**
     * Moves blocks into a new sub-graph and puts one block in their place. Wires that cross the border become ports;
     * promoted parameters stay reachable.
     *
     * @param graph where the blocks are
     * @param ids the blocks
     * @param name the new sub-graph's name, not yet taken
     */
    public static GraphEdit group(Architecture design, String graph, Collection<String> ids, String name) {
        requireFreeName(design, name);
        Draft draft = new Draft(design);
        Set<String> inside = new LinkedHashSet<>(ids);
        inside.forEach(id -> draft.indexOf(graph, id));
        List<BlockNode> blocks = draft.graph(graph).blocks().stream()
                .filter(block -> inside.contains(block.id()))
                .toList();
        refuseToGroup(draft.graph(graph), blocks, inside);

        Set<String> innerIds = new LinkedHashSet<>(inside);
        String placement = Edits.freeId(name, draft.ids(graph));
        List<BlockNode> inputs = new ArrayList<>();
        List<BlockNode> outputs = new ArrayList<>();
        List<Wire> innerWires = new ArrayList<>();
        List<Wire> outerWires = new ArrayList<>();
        Map<PortRef, String> portOf = new HashMap<>();
        for (Wire wire : draft.graph(graph).wires()) {
            boolean from = inside.contains(wire.from().block());
            boolean to = inside.contains(wire.to().block());
            if (from && to) {
                innerWires.add(wire);
            } else if (to) {
                String port = portOf.get(wire.from());
                if (port == null) {
                    port = newPort(
                            Structure.INPUT,
                            wire.to(),
                            inputs,
                            innerIds,
                            draft.block(graph, wire.to().block()));
                    portOf.put(wire.from(), port);
                    outerWires.add(new Wire(wire.from(), new PortRef(placement, port), wire.unknown()));
                }
                innerWires.add(new Wire(new PortRef(port, Structure.PORT), wire.to()));
            } else if (from) {
                String port = portOf.get(wire.from());
                if (port == null) {
                    port = newPort(
                            Structure.OUTPUT,
                            wire.from(),
                            outputs,
                            innerIds,
                            draft.block(graph, wire.from().block()));
                    portOf.put(wire.from(), port);
                    innerWires.add(new Wire(wire.from(), new PortRef(port, Structure.PORT)));
                }
                outerWires.add(new Wire(new PortRef(placement, port), wire.to(), wire.unknown()));
            }
        }
        List<BlockNode> innerBlocks = new ArrayList<>(inputs);
        innerBlocks.addAll(blocks);
        innerBlocks.addAll(outputs);
        List<Promotion> promoted = new ArrayList<>();
        Edits.changePromotions(draft, graph, promotion -> {
            if (!inside.contains(promotion.block())) {
                return promotion;
            }
            promoted.add(new Promotion(promotion.name(), promotion.block(), promotion.parameter()));
            return new Promotion(promotion.name(), placement, promotion.name(), promotion.unknown());
        });
        draft.add(new GraphEdit.AddSubGraph(
                design.subGraphs().size(), name, new SubGraph(new Graph(innerBlocks, innerWires), promoted, Map.of())));
        int index = draft.indexOf(graph, blocks.getFirst().id());
        draft.removeWires(
                graph,
                wire -> inside.contains(wire.from().block())
                        || inside.contains(wire.to().block()));
        inside.forEach(id -> draft.removeBlock(graph, id));
        draft.add(new GraphEdit.AddBlock(
                graph,
                index,
                BlockNode.of(placement, Structure.SUB_GRAPH, Map.of(Structure.GRAPH, new ParamValue.Text(name)))
                        .at(blocks.getFirst().position())));
        outerWires.forEach(wire -> draft.add(
                new GraphEdit.AddWire(graph, draft.graph(graph).wires().size(), wire)));
        return draft.finish("group " + Edits.some(inside) + " as " + name);
    }

    /** A port named after what it serves, beside it. */
    private static String newPort(
            String type, PortRef serves, List<BlockNode> ports, Set<String> taken, BlockNode neighbour) {
        String id = Edits.freeId(serves.port(), taken);
        taken.add(id);
        Position place = neighbour.position();
        double shift = type.equals(Structure.INPUT) ? -GAP : GAP;
        ports.add(BlockNode.of(id, type, Map.of()).at(new Position(place.x() + shift, place.y())));
        return id;
    }

    private static void refuseToGroup(Graph graph, List<BlockNode> blocks, Set<String> inside) {
        if (blocks.isEmpty()) {
            throw new EditException("select the blocks to group first");
        }
        if (blocks.size() > inside.size()) {
            throw new EditException("two of the blocks have the same id; rename one of them first");
        }
        for (BlockNode block : blocks) {
            if (Edits.isPort(block)) {
                throw new EditException(block.id() + " is a port of this sub-graph and cannot be moved into another");
            }
        }
        for (BlockNode block : graph.blocks()) {
            if (block.weightsOf() != null && inside.contains(block.id()) != inside.contains(block.weightsOf())) {
                throw new EditException(block.id() + " uses the weights of " + block.weightsOf()
                        + ", so both or neither must be grouped");
            }
        }
        List<String> detour = detour(graph, inside);
        if (!detour.isEmpty()) {
            throw new EditException("the group would wait for its own output, by way of " + String.join(" → ", detour)
                    + "; take these blocks into the group as well");
        }
    }

    /** Outside blocks on a way that leaves the blocks and comes back to them. */
    private static List<String> detour(Graph graph, Set<String> inside) {
        Map<String, String> reachedFrom = new LinkedHashMap<>();
        List<String> queue = new ArrayList<>();
        for (Wire wire : graph.wires()) {
            String to = wire.to().block();
            if (inside.contains(wire.from().block())
                    && !inside.contains(to)
                    && reachedFrom.putIfAbsent(to, "") == null) {
                queue.add(to);
            }
        }
        for (int i = 0; i < queue.size(); i++) {
            String here = queue.get(i);
            for (Wire wire : graph.wires()) {
                String to = wire.to().block();
                if (!wire.from().block().equals(here)) {
                    continue;
                }
                if (inside.contains(to)) {
                    List<String> way = new ArrayList<>();
                    for (String back = here; !back.isEmpty(); back = reachedFrom.getOrDefault(back, "")) {
                        way.addFirst(back);
                    }
                    return way;
                }
                if (reachedFrom.putIfAbsent(to, here) == null) {
                    queue.add(to);
                }
            }
        }
        return List.of();
    }

    /**
     * Replaces a block that places a sub-graph, once, by what is inside. A sub-graph that nothing places any more goes.
     *
     * @param graph where the block is
     * @param id the block
     */
    public static GraphEdit unpack(Architecture design, String graph, String id) {
        Draft draft = new Draft(design);
        BlockNode placement = draft.block(graph, id);
        if (!(placement.type().equals(Structure.SUB_GRAPH)
                && placement.parameters().get(Structure.GRAPH) instanceof ParamValue.Text(String name))) {
            throw new EditException(id + " places no sub-graph");
        }
        SubGraph definition = Documents.subGraph(design, name);
        if (name.equals(graph)) {
            throw new EditException("the sub-graph " + name + " contains itself; remove " + id + " instead");
        }
        refuseToUnpack(draft.graph(graph), placement);

        Map<String, BlockNode> inner = Edits.byId(definition.graph().blocks());
        List<Wire> outer = draft.graph(graph).wires();
        int index = draft.indexOf(graph, id);
        List<Wire> crossing = outer.stream()
                .filter(wire ->
                        wire.from().block().equals(id) || wire.to().block().equals(id))
                .toList();
        draft.removeWires(graph, crossing::contains);
        draft.removeBlock(graph, id);

        Set<String> taken = draft.ids(graph);
        Map<String, String> names = new HashMap<>();
        for (BlockNode block : inner.values()) {
            if (!Edits.isPort(block)) {
                String free = Edits.freeId(block.id(), taken);
                taken.add(free);
                names.put(block.id(), free);
            }
        }
        Position corner = corner(inner.values());
        for (BlockNode block : inner.values()) {
            if (!Edits.isPort(block)) {
                BlockNode moved = overridden(block, definition, placement)
                        .named(names.getOrDefault(block.id(), block.id()))
                        .at(new Position(
                                block.position().x()
                                        - corner.x()
                                        + placement.position().x(),
                                block.position().y()
                                        - corner.y()
                                        + placement.position().y()));
                String owner = block.weightsOf();
                draft.add(new GraphEdit.AddBlock(
                        graph, index++, owner == null ? moved : moved.withWeightsOf(names.getOrDefault(owner, owner))));
            }
        }
        Crossing borders = new Crossing(id, inner, names, crossing);
        for (Wire wire : definition.graph().wires()) {
            // Wires from ports to ports and out of the sub-graph are drawn from the outer end below.
            PortRef from = borders.source(wire.from());
            PortRef to = borders.rename(wire.to());
            if (from != null && to != null) {
                draft.add(new GraphEdit.AddWire(
                        graph, draft.graph(graph).wires().size(), new Wire(from, to, wire.unknown())));
            }
        }
        for (Wire wire : crossing) {
            if (wire.from().block().equals(id) && !wire.to().block().equals(id)) {
                PortRef from = borders.sourceOfOutput(
                        wire.from().port(), definition.graph().wires());
                if (from != null) {
                    draft.add(new GraphEdit.AddWire(
                            graph, draft.graph(graph).wires().size(), new Wire(from, wire.to(), wire.unknown())));
                }
            }
        }
        Edits.changePromotions(draft, graph, promotion -> {
            if (!promotion.block().equals(id)) {
                return promotion;
            }
            return definition.promoted().stream()
                    .filter(p -> p.name().equals(promotion.parameter()))
                    .findFirst()
                    .map(p -> new Promotion(
                            promotion.name(),
                            names.getOrDefault(p.block(), p.block()),
                            p.parameter(),
                            promotion.unknown()))
                    .orElse(null);
        });
        removeIfUnused(draft, name);
        return draft.finish("unpack " + id);
    }

    private static void refuseToUnpack(Graph graph, BlockNode placement) {
        String id = placement.id();
        if (placement.parameters().get(Structure.REPEAT) instanceof ParamValue.Whole(long times) && times > 1) {
            throw new EditException(id + " is repeated " + times + " times; set repeat to 1 before unpacking it");
        }
        if (placement.weightsOf() != null) {
            throw new EditException(
                    id + " uses the weights of " + placement.weightsOf() + "; give it its own before unpacking it");
        }
        for (BlockNode block : graph.blocks()) {
            if (id.equals(block.weightsOf())) {
                throw new EditException(
                        block.id() + " uses the weights of " + id + "; give it its own before unpacking " + id);
            }
        }
    }

    private static void removeIfUnused(Draft draft, String name) {
        List<String> placements = new ArrayList<>();
        Edits.forPlacements(draft, name, (graph, placement) -> placements.add(placement));
        if (placements.isEmpty()) {
            draft.add(remove(draft.design(), name));
        }
    }

    /** The inner block with what the placing block set of its promoted parameters. */
    private static BlockNode overridden(BlockNode block, SubGraph definition, BlockNode placement) {
        BlockNode result = block;
        for (Promotion promotion : definition.promoted()) {
            ParamValue value = placement.parameters().get(promotion.name());
            if (promotion.block().equals(block.id()) && value != null) {
                result = result.with(promotion.parameter(), value);
            }
        }
        return result;
    }

    private static Position corner(Collection<BlockNode> blocks) {
        double x = Double.POSITIVE_INFINITY;
        double y = Double.POSITIVE_INFINITY;
        for (BlockNode block : blocks) {
            if (!Edits.isPort(block)) {
                x = Math.min(x, block.position().x());
                y = Math.min(y, block.position().y());
            }
        }
        return Double.isFinite(x) && Double.isFinite(y) ? new Position(x, y) : Position.ORIGIN;
    }

    private static void requireFreeName(Architecture design, String name) {
        if (name.isBlank() || name.contains("/")) {
            throw new EditException("a sub-graph needs a name without /, got \"" + name + "\"");
        }
        if (design.subGraphs().containsKey(name)) {
            throw new EditException("there is a sub-graph \"" + name + "\" already; choose another name");
        }
    }

    private static String address(String graph, String id) {
        return graph.isEmpty() ? id : graph + "/" + id;
    }
}
