package dev.braid.engine.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A named sub-graph. Its ports are its {@code graph-input} and {@code graph-output} blocks, named by their ids. A
 * {@code sub-graph} block places it in another graph, n times in a row if asked: then the first output feeds the next
 * repetition's first input, the second the second and so on, in document order, and inputs left over go to all
 * repetitions.
 *
 * @param graph what is inside
 * @param promoted inner parameters that a placing block may set from outside
 * @param unknown fields this version does not know, name to compact JSON text, kept for saving
 */
public record SubGraph(Graph graph, List<Promotion> promoted, Map<String, String> unknown) {
    public SubGraph {
        promoted = List.copyOf(promoted);
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    }

    /**
     * An inner parameter seen from outside.
     *
     * @param name its name on the placing block
     * @param block the inner block's id
     * @param parameter the inner block's parameter
     * @param unknown fields this version does not know, name to compact JSON text, kept for saving
     */
    public record Promotion(String name, String block, String parameter, Map<String, String> unknown) {
        public Promotion {
            unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
        }

        /** A promotion with nothing unknown. */
        public Promotion(String name, String block, String parameter) {
            this(name, block, parameter, Map.of());
        }
    }
}
