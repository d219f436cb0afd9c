package dev.braid.engine.graph.edit;

import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.SubGraph.Promotion;
import dev.braid.engine.graph.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an editor does to blocks and wires, each as one edit of the document at hand. {@code graph} is "" for the root
 * or a sub-graph's name. Everything that refers to what changes changes with it. An operation that makes no sense is
 * refused with an {@link EditException}.
 */
public final class Edits {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Edits() {}

    /** Adds a block at the end of the graph. Its id must be free, see {@link #freeId}. */
    public static GraphEdit addBlock(Architecture design, String graph, BlockNode block) {
        Draft draft = new Draft(design);
        requireFree(draft, graph, block.id());
        draft.addBlock(graph, block);
        return draft.finish("add " + block.id());
    }

    /** {@code wanted}, or if that is taken {@code wanted-2}, {@code wanted-3} and so on. */
    public static String freeId(Architecture design, String graph, String wanted) {
        return freeId(wanted, new Draft(design).ids(graph));
    }

    static String freeId(String wanted, Set<String> taken) {
        String base = wanted.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
        base = base.isEmpty() ? "block" : base.substring(0, Math.min(base.length(), 56));
        String id = base;
        for (int i = 2; taken.contains(id); i++) {
            id = base + "-" + i;
        }
        return id;
    }

    /** Removes blocks with their wires; where others share weights with one of them, they go on sharing. */
    public static GraphEdit removeBlocks(Architecture design, String graph, Collection<String> ids) {
        Draft draft = new Draft(design);
        Set<String> gone = new LinkedHashSet<>(ids);
        for (String id : gone) {
            BlockNode block = draft.block(graph, id);
            if (!graph.isEmpty() && isPort(block)) {
                forPlacements(
                        draft,
                        graph,
                        (outer, placement) -> draft.removeWires(
                                outer, wire -> outerEnd(wire, block).equals(new PortRef(placement, id))));
            }
        }
        draft.removeWires(
                graph,
                wire -> gone.contains(wire.from().block())
                        || gone.contains(wire.to().block()));
        gone.forEach(id -> passWeightsOn(draft, graph, id, gone));
        changePromotions(draft, graph, promotion -> gone.contains(promotion.block()) ? null : promotion);
        gone.forEach(id -> draft.removeBlock(graph, id));
        return draft.finish("remove " + some(gone));
    }

    /** The first block that stays of those that use the weights becomes their owner. */
    private static void passWeightsOn(Draft draft, String graph, String owner, Set<String> gone) {
        List<String> users = draft.graph(graph).blocks().stream()
                .filter(block -> owner.equals(block.weightsOf()) && !gone.contains(block.id()))
                .map(BlockNode::id)
                .distinct()
                .toList();
        for (String user : users) {
            String heir = users.getFirst();
            draft.changeBlock(graph, user, block -> block.withWeightsOf(user.equals(heir) ? null : heir));
        }
    }

    /** Moves blocks. */
    public static GraphEdit moveBlocks(Architecture design, String graph, Map<String, Position> places) {
        Draft draft = new Draft(design);
        places.forEach((id, place) -> draft.changeBlock(graph, id, block -> block.at(place)));
        return draft.finish("move " + some(places.keySet()));
    }

    /** Sets a parameter, or back to its default where {@code value} is null. */
    public static GraphEdit setParameter(
            Architecture design, String graph, String id, String parameter, @Nullable ParamValue value) {
        Draft draft = new Draft(design);
        draft.changeBlock(graph, id, block -> value == null ? block.without(parameter) : block.with(parameter, value));
        return draft.finish("set " + parameter + " of " + id);
    }

    /** Gives a parameter another name, in its place and with its value. */
    public static GraphEdit renameParameter(
            Architecture design, String graph, String id, String parameter, String newName) {
        Draft draft = new Draft(design);
        draft.changeBlock(graph, id, block -> {
            if (!block.parameters().containsKey(parameter) || block.parameters().containsKey(newName)) {
                throw new EditException("parameter " + parameter + " of " + id + " cannot be renamed to " + newName);
            }
            Map<String, ParamValue> renamed = new LinkedHashMap<>();
            block.parameters().forEach((name, value) -> renamed.put(name.equals(parameter) ? newName : name, value));
            return new BlockNode(id, block.type(), renamed, block.position(), block.weightsOf(), block.unknown());
        });
        return draft.finish("rename " + parameter + " of " + id + " to " + newName);
    }

    /** Makes a block use the weights of another of the same graph and type, or its own where {@code owner} is null. */
    public static GraphEdit setWeightsOf(Architecture design, String graph, String id, @Nullable String owner) {
        Draft draft = new Draft(design);
        if (owner != null) {
            BlockNode other = draft.block(graph, owner);
            BlockNode block = draft.block(graph, id);
            if (owner.equals(id) || other.weightsOf() != null) {
                throw new EditException(
                        owner.equals(id)
                                ? id + " cannot share weights with itself"
                                : owner + " itself uses the weights of " + other.weightsOf() + "; choose that one");
            }
            if (!other.type().equals(block.type())) {
                throw new EditException("weights are shared between blocks of one type, but " + id + " is a "
                        + block.type() + " and " + owner + " a " + other.type());
            }
            if (draft.graph(graph).blocks().stream().anyMatch(user -> id.equals(user.weightsOf()))) {
                throw new EditException("other blocks use the weights of " + id + "; give them their own first");
            }
        }
        draft.changeBlock(graph, id, block -> block.withWeightsOf(owner));
        return draft.finish(
                owner == null ? "give " + id + " its own weights" : "share weights of " + owner + " with " + id);
    }

    /** Makes a block one of another type; its parameters and wires stay. */
    public static GraphEdit setType(Architecture design, String graph, String id, String type) {
        Draft draft = new Draft(design);
        draft.changeBlock(
                graph,
                id,
                block -> new BlockNode(
                        id, type, block.parameters(), block.position(), block.weightsOf(), block.unknown()));
        return draft.finish("make " + id + " a " + type);
    }

    /**
     * Gives a block another id. Wires, shared weights and promoted parameters follow; so do the wires outside where
     * the block is a port of a sub-graph.
     */
    public static GraphEdit renameBlock(Architecture design, String graph, String id, String newId) {
        Draft draft = new Draft(design);
        if (!newId.equals(id)) {
            requireFree(draft, graph, newId);
            BlockNode before = draft.block(graph, id);
            draft.changeBlock(graph, id, block -> block.named(newId));
            if (draft.ids(graph).contains(id)) {
                // Of two blocks with one id the second is renamed: what refers to the id means the first.
                throw new EditException("two blocks are called " + id + "; use the repair that tells them apart");
            }
            draft.changeWires(
                    graph,
                    wire -> new Wire(renamed(wire.from(), id, newId), renamed(wire.to(), id, newId), wire.unknown()));
            draft.changeBlocks(graph, block -> id.equals(block.weightsOf()) ? block.withWeightsOf(newId) : block);
            changePromotions(
                    draft,
                    graph,
                    promotion -> promotion.block().equals(id)
                            ? new Promotion(promotion.name(), newId, promotion.parameter(), promotion.unknown())
                            : promotion);
            if (!graph.isEmpty() && isPort(before)) {
                renamePort(draft, graph, before, newId);
            }
        }
        return draft.finish("rename " + id + " to " + newId);
    }

    private static void renamePort(Draft draft, String graph, BlockNode port, String newId) {
        forPlacements(draft, graph, (outer, placement) -> {
            PortRef old = new PortRef(placement, port.id());
            PortRef now = new PortRef(placement, newId);
            draft.changeWires(outer, wire -> {
                if (!outerEnd(wire, port).equals(old)) {
                    return wire;
                }
                return port.type().equals(Structure.INPUT)
                        ? new Wire(wire.from(), now, wire.unknown())
                        : new Wire(now, wire.to(), wire.unknown());
            });
        });
    }

    private static PortRef renamed(PortRef port, String id, String newId) {
        return port.block().equals(id) ? new PortRef(newId, port.port()) : port;
    }

    /** Gives every second block of an id an id of its own; wires stay with the first. */
    public static GraphEdit separateIds(Architecture design, String graph, String id) {
        Draft draft = new Draft(design);
        Set<String> taken = draft.ids(graph);
        List<BlockNode> blocks = draft.graph(graph).blocks();
        for (int i = draft.indexOf(graph, id) + 1; i < blocks.size(); i++) {
            BlockNode block = blocks.get(i);
            if (block.id().equals(id)) {
                String free = freeId(id, taken);
                taken.add(free);
                draft.add(new GraphEdit.ChangeBlock(graph, i, block, block.named(free)));
            }
        }
        return draft.finish("give every " + id + " its own id");
    }

    /**
     * Wires an output to an input; a wire that ended there is led here instead.
     *
     * @throws EditException if a block is missing, or if the wires would run in a circle, which is then shown
     */
    public static GraphEdit connect(Architecture design, String graph, PortRef from, PortRef to) {
        Draft draft = new Draft(design);
        draft.indexOf(graph, from.block());
        draft.indexOf(graph, to.block());
        List<String> circle = circle(design, graph, from, to);
        if (!circle.isEmpty()) {
            throw new EditException("the wires would run in a circle: " + String.join(" → ", circle)
                    + "; a block cannot wait for its own output");
        }
        connect(draft, graph, from, to);
        return draft.finish("wire " + from.block() + " to " + to.block());
    }

    static void connect(Draft draft, String graph, PortRef from, PortRef to) {
        List<Wire> wires = draft.graph(graph).wires();
        for (int i = 0; i < wires.size(); i++) {
            Wire wire = wires.get(i);
            if (wire.to().equals(to)) {
                if (!wire.from().equals(from)) {
                    draft.add(new GraphEdit.ChangeWire(graph, i, wire, new Wire(from, to, wire.unknown())));
                }
                return;
            }
        }
        draft.addWire(graph, from, to);
    }

    /**
     * The circle that a new wire would close, as block ids from the wire's target back to it; empty if there is none.
     */
    public static List<String> circle(Architecture design, String graph, PortRef from, PortRef to) {
        Map<String, List<String>> followers = new HashMap<>();
        for (Wire wire : Documents.graph(design, graph).wires()) {
            // A wire that the new one replaces is no longer part of any circle.
            if (!wire.to().equals(to)) {
                followers
                        .computeIfAbsent(wire.from().block(), id -> new ArrayList<>())
                        .add(wire.to().block());
            }
        }
        Map<String, String> reachedFrom = new HashMap<>();
        Deque<String> queue = new ArrayDeque<>(List.of(to.block()));
        while (!queue.isEmpty()) {
            String here = queue.remove();
            if (here.equals(from.block())) {
                List<String> circle = new ArrayList<>(List.of(to.block()));
                for (String back = here; !back.equals(to.block()); back = reachedFrom.getOrDefault(back, to.block())) {
                    circle.add(1, back);
                }
                circle.add(to.block());
                return circle;
            }
            for (String next : followers.getOrDefault(here, List.of())) {
                if (!next.equals(to.block()) && reachedFrom.putIfAbsent(next, here) == null) {
                    queue.add(next);
                }
            }
        }
        return List.of();
    }

    /** Leads a wire that exists to other ports. */
    public static GraphEdit leadWire(Architecture design, String graph, Wire wire, Wire instead) {
        List<Wire> wires = Documents.graph(design, graph).wires();
        for (int i = 0; i < wires.size(); i++) {
            Wire candidate = wires.get(i);
            if (candidate.from().equals(wire.from()) && candidate.to().equals(wire.to())) {
                return new GraphEdit.ChangeWire(
                        graph, i, candidate, new Wire(instead.from(), instead.to(), candidate.unknown()));
            }
        }
        throw new EditException("there is no wire " + wire);
    }

    /** Removes the wire that ends at an input; of several the last. */
    public static GraphEdit disconnect(Architecture design, String graph, PortRef to) {
        List<Wire> wires = Documents.graph(design, graph).wires();
        for (int i = wires.size() - 1; i >= 0; i--) {
            if (wires.get(i).to().equals(to)) {
                return new GraphEdit.RemoveWire(graph, i, wires.get(i));
            }
        }
        throw new EditException("no wire ends at " + to);
    }

    /**
     * Puts a new block into a wire.
     *
     * @param wire the wire, which then ends at the block
     * @param block a block with a free id
     * @param input the block's port that takes the wire
     * @param output the block's port that feeds what the wire fed
     */
    public static GraphEdit insertIntoWire(
            Architecture design, String graph, Wire wire, BlockNode block, String input, String output) {
        Draft draft = new Draft(design);
        int index = draft.graph(graph).wires().indexOf(wire);
        if (index < 0) {
            throw new EditException("there is no wire " + wire);
        }
        requireFree(draft, graph, block.id());
        draft.addBlock(graph, block);
        Wire first = new Wire(wire.from(), new PortRef(block.id(), input), wire.unknown());
        draft.add(new GraphEdit.ChangeWire(graph, index, wire, first));
        draft.add(new GraphEdit.AddWire(graph, index + 1, new Wire(new PortRef(block.id(), output), wire.to())));
        return draft.finish("insert " + block.id());
    }

    /** Sets the title and the description of the design. */
    public static GraphEdit setNameAndDescription(Architecture design, String name, String description) {
        return new GraphEdit.ChangeHeading(
                GraphEdit.ChangeHeading.Heading.of(design), new GraphEdit.ChangeHeading.Heading(name, description));
    }

    /** What to do with every block that places a sub-graph: in which graph it stands, and its id. */
    @FunctionalInterface
    interface PlacementAction {
        void at(String outerGraph, String placement);
    }

    static void forPlacements(Draft draft, String subGraph, PlacementAction action) {
        for (String outer : draft.graphs()) {
            for (BlockNode block : draft.graph(outer).blocks()) {
                if (places(block, subGraph)) {
                    action.at(outer, block.id());
                }
            }
        }
    }

    static boolean places(BlockNode block, String subGraph) {
        return block.type().equals(Structure.SUB_GRAPH)
                && new ParamValue.Text(subGraph).equals(block.parameters().get(Structure.GRAPH));
    }

    static boolean isPort(BlockNode block) {
        return block.type().equals(Structure.INPUT) || block.type().equals(Structure.OUTPUT);
    }

    /** The end of a wire outside at which a port of a sub-graph would stand. */
    private static PortRef outerEnd(Wire wire, BlockNode port) {
        return port.type().equals(Structure.INPUT) ? wire.to() : wire.from();
    }

    /** Changes or (null) removes promotions; the root has none. */
    static void changePromotions(Draft draft, String graph, PromotionChange change) {
        if (graph.isEmpty()) {
            return;
        }
        List<Promotion> before = Documents.subGraph(draft.design(), graph).promoted();
        List<Promotion> after = new ArrayList<>();
        for (Promotion promotion : before) {
            Promotion changed = change.of(promotion);
            if (changed != null) {
                after.add(changed);
            }
        }
        if (!after.equals(before)) {
            draft.add(new GraphEdit.ChangePromotions(graph, before, after));
        }
    }

    /** What becomes of a promotion; null removes it. */
    @FunctionalInterface
    interface PromotionChange {
        @Nullable
        Promotion of(Promotion promotion);
    }

    static void requireFree(Draft draft, String graph, String id) {
        if (!ID.matcher(id).matches()) {
            throw new EditException("\"" + id + "\" is no id; use 1 to 64 letters, digits, - or _");
        }
        if (draft.ids(graph).contains(id)) {
            throw new EditException("there is a block \"" + id + "\" already; choose another id");
        }
    }

    static String some(Collection<String> ids) {
        return ids.size() == 1 ? ids.iterator().next() : ids.size() + " blocks";
    }

    /** Blocks by id in document order; of two with one id the first. */
    static Map<String, BlockNode> byId(List<BlockNode> blocks) {
        Map<String, BlockNode> byId = new LinkedHashMap<>();
        blocks.forEach(block -> byId.putIfAbsent(block.id(), block));
        return byId;
    }
}
