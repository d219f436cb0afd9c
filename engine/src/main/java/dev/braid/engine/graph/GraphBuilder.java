package dev.braid.engine.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a graph in code: one line a block, its wires below. For designs that come from no file: those of the benchmark and of
 * tests. Whoever edits a document uses {@code graph.edit}, which can be undone.
 */
public final class GraphBuilder {
    private static final double COLUMN = 220;
    private static final double ROW = 120;

    private final List<BlockNode> blocks = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();

    /**
     * Adds a block.
     *
     * @param id its id
     * @param type its type
     * @param parameters names and values in turn: whole numbers, doubles, booleans, words
     */
    public GraphBuilder block(String id, String type, Object... parameters) {
        Map<String, ParamValue> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put((String) parameters[i], value(parameters[i + 1]));
        }
        Position position = new Position(COLUMN * (blocks.size() % 6), ROW * (blocks.size() / 6));
        blocks.add(new BlockNode(id, type, values, position, null, Map.of()));
        return this;
    }

    /** Wires {@code "block:port"} to {@code "block:port"}; a missing port is {@code out} or {@code in}. */
    public GraphBuilder wire(String from, String to) {
        wires.add(new Wire(port(from, "out"), port(to, "in")));
        return this;
    }

    /** The graph so far. */
    public Graph build() {
        return new Graph(blocks, wires);
    }

    private static PortRef port(String text, String otherwise) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new PortRef(text, otherwise)
                : new PortRef(text.substring(0, colon), text.substring(colon + 1));
    }

    private static ParamValue value(Object value) {
        return switch (value) {
            case Integer whole -> new ParamValue.Whole(whole);
            case Long whole -> new ParamValue.Whole(whole);
            case Double real -> new ParamValue.Real(real);
            case Boolean flag -> new ParamValue.Flag(flag);
            case String text -> new ParamValue.Text(text);
            default -> throw new IllegalArgumentException("no parameter value: " + value);
        };
    }
}
