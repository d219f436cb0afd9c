package dev.braid.engine.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block in a graph.
 *
 * @param id unique within its graph; letters, digits, {@code -} and {@code _}
 * @param type the id of a block type, known or not; {@code sub-graph} stands for a named sub-graph
 * @param parameters the parameters that were set; all others have their defaults
 * @param position where it stands on the canvas
 * @param weightsOf the id of another block of the same graph and type whose weights this one uses, or null for its own
 * @param unknown fields this version does not know, name to compact JSON text, kept for saving; unknown fields of the
 *     position lie here under {@code position} as one object
 */
public record BlockNode(
        String id,
        String type,
        Map<String, ParamValue> parameters,
        Position position,
        @Nullable String weightsOf,
        Map<String, String> unknown) {
    public BlockNode {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    }

    /** A block with its own weights at the canvas origin. */
    public static BlockNode of(String id, String type, Map<String, ParamValue> parameters) {
        return new BlockNode(id, type, parameters, Position.ORIGIN, null, Map.of());
    }

    /** The same block with one parameter set. */
    public BlockNode with(String parameter, ParamValue value) {
        Map<String, ParamValue> changed = new LinkedHashMap<>(parameters);
        changed.put(parameter, value);
        return new BlockNode(id, type, changed, position, weightsOf, unknown);
    }

    /** The same block with one parameter at its default again. */
    public BlockNode without(String parameter) {
        Map<String, ParamValue> changed = new LinkedHashMap<>(parameters);
        changed.remove(parameter);
        return new BlockNode(id, type, changed, position, weightsOf, unknown);
    }

    /** The same block at another place. */
    public BlockNode at(Position place) {
        return new BlockNode(id, type, parameters, place, weightsOf, unknown);
    }

    /** The same block by another name. */
    public BlockNode named(String otherId) {
        return new BlockNode(otherId, type, parameters, position, weightsOf, unknown);
    }

    /** The same block with the weights of another, or with its own where {@code owner} is null. */
    public BlockNode withWeightsOf(@Nullable String owner) {
        return new BlockNode(id, type, parameters, position, owner, unknown);
    }
}
