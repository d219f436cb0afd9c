package dev.braid.engine.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A design: the document that is edited, saved, trained and shared.
 *
 * @param name a short title
 * @param description why it matters, in a sentence or two
 * @param graph the blocks and wires
 * @param subGraphs named sub-graphs, in document order
 * @param unknown fields this version does not know, name to compact JSON text, kept for saving
 */
public record Architecture(
        String name, String description, Graph graph, Map<String, SubGraph> subGraphs, Map<String, String> unknown) {
    public Architecture {
        subGraphs = Collections.unmodifiableMap(new LinkedHashMap<>(subGraphs));
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    }

    /** A design without sub-graphs. */
    public static Architecture of(String name, Graph graph) {
        return new Architecture(name, "", graph, Map.of(), Map.of());
    }

    /**
     * The same design without a description and with every block in the corner of the canvas: equal for designs that
     * compute the same under the same name.
     */
    public Architecture bare() {
        Map<String, SubGraph> inner = new LinkedHashMap<>();
        subGraphs.forEach(
                (title, sub) -> inner.put(title, new SubGraph(bare(sub.graph()), sub.promoted(), sub.unknown())));
        return new Architecture(name, "", bare(graph), inner, unknown);
    }

    private static Graph bare(Graph graph) {
        return new Graph(
                graph.blocks().stream().map(block -> block.at(Position.ORIGIN)).toList(), graph.wires());
    }
}
