package dev.braid.engine.compile;

import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** The order in which the blocks of a graph can run, and the circles of wires that keep some from running. */
final class Ordering {
    /** Blocks by id, in document order. */
    private final Map<String, BlockNode> blocks;

    private final Map<String, Integer> index = new HashMap<>();
    private final List<List<Wire>> outgoing = new ArrayList<>();

    /**
     * @param blocks in document order, with different ids
     * @param feeds input port to output port, both of blocks that exist
     */
    Ordering(Map<String, BlockNode> blocks, Map<PortRef, PortRef> feeds) {
        this.blocks = blocks;
        for (String id : blocks.keySet()) {
            index.put(id, index.size());
            outgoing.add(new ArrayList<>());
        }
        feeds.forEach((to, from) -> outgoing.get(place(from)).add(new Wire(from, to)));
        // The wires come out of a hash map; what is reported must not depend on its order.
        outgoing.forEach(wires -> wires.sort(Comparator.comparing(this::target)
                .thenComparing(wire -> wire.to().port())
                .thenComparing(wire -> wire.from().port())));
    }

    private int place(PortRef port) {
        return index.getOrDefault(port.block(), -1);
    }

    private int target(Wire wire) {
        return place(wire.to());
    }

    /**
     * Blocks such that each comes after everything that feeds it, as close to document order as possible; blocks on a
     * circle or behind one are missing. (Kahn 1962, always taking the block that comes first in the document.)
     */
    List<BlockNode> order() {
        int[] waiting = new int[blocks.size()];
        outgoing.forEach(wires -> wires.forEach(wire -> waiting[target(wire)]++));
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < waiting.length; i++) {
            if (waiting[i] == 0) {
                ready.add(i);
            }
        }
        List<BlockNode> nodes = new ArrayList<>(blocks.values());
        List<BlockNode> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(nodes.get(next));
            for (Wire wire : outgoing.get(next)) {
                if (--waiting[target(wire)] == 0) {
                    ready.add(target(wire));
                }
            }
        }
        return sorted;
    }

    /** A block and all that waits for it, by id. */
    Set<String> behind(String id) {
        Set<String> behind = new HashSet<>(Set.of(id));
        Deque<String> queue = new ArrayDeque<>(behind);
        while (!queue.isEmpty()) {
            for (Wire wire : outgoing.get(index.getOrDefault(queue.remove(), -1))) {
                if (behind.add(wire.to().block())) {
                    queue.add(wire.to().block());
                }
            }
        }
        return behind;
    }

    /**
     * Circles such that without the last wire of each there are none left. A depth-first walk in document order, with a
     * stack of its own: every wire that leads back to a block on the present way closes one.
     */
    List<List<Wire>> circles(Collection<BlockNode> suspects) {
        List<List<Wire>> circles = new ArrayList<>();
        Set<Integer> visited = new HashSet<>();
        for (BlockNode suspect : suspects) {
            int start = index.getOrDefault(suspect.id(), -1);
            if (visited.add(start)) {
                walk(start, visited, circles);
            }
        }
        return circles;
    }

    private void walk(int start, Set<Integer> visited, List<List<Wire>> circles) {
        Deque<Iterator<Wire>> open =
                new ArrayDeque<>(List.of(outgoing.get(start).iterator()));
        List<Wire> way = new ArrayList<>();
        Map<Integer, Integer> depthOnWay = new HashMap<>(Map.of(start, 0));
        while (!open.isEmpty()) {
            if (open.getLast().hasNext()) {
                Wire wire = open.getLast().next();
                Integer depth = depthOnWay.get(target(wire));
                if (depth != null) {
                    List<Wire> circle = new ArrayList<>(way.subList(depth, way.size()));
                    circle.add(wire);
                    circles.add(circle);
                } else if (visited.add(target(wire))) {
                    way.add(wire);
                    depthOnWay.put(target(wire), way.size());
                    open.addLast(outgoing.get(target(wire)).iterator());
                }
            } else {
                open.removeLast();
                if (!way.isEmpty()) {
                    depthOnWay.remove(target(way.removeLast()));
                }
            }
        }
    }
}
