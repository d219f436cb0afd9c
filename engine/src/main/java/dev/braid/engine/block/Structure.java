package dev.braid.engine.block;

import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.ParamValue;
import java.util.List;
import java.util.Optional;

/** The three block types that hold no layer but structure: a placed sub-graph and the ports of a sub-graph's inside. */
public final class Structure {
    /** Places a named sub-graph. */
    public static final String SUB_GRAPH = "sub-graph";
    /** An input of the sub-graph it stands in; its id is the port's name, its output is {@link #PORT}. */
    public static final String INPUT = "graph-input";
    /** An output of the sub-graph it stands in; its id is the port's name, its input is {@link #PORT}. */
    public static final String OUTPUT = "graph-output";
    /** The one port of {@link #INPUT} (an output) and of {@link #OUTPUT} (an input). */
    public static final String PORT = "port";
    /** Parameter of a placed sub-graph: its name. */
    public static final String GRAPH = "graph";
    /** Parameter of a placed sub-graph: how many times in a row. */
    public static final String REPEAT = "repeat";
    /** Parameter of a placed sub-graph: whether all repetitions use the weights of the first. */
    public static final String SHARED = "shared-weights";

    /** The parameters of a placed sub-graph, besides those its definition promotes. */
    public static final List<ParamSpec> SUB_GRAPH_PARAMETERS = List.of(
            new ParamSpec.Name(GRAPH, "Sub-graph", "The name of the sub-graph that stands here."),
            new ParamSpec.Whole(REPEAT, "Repeat", "How many times in a row.", 1, 1, 1000, List.of(1L, 2L, 4L, 8L)),
            new ParamSpec.Flag(SHARED, "Shared weights", "All repetitions use the weights of the first.", false));

    private Structure() {}

    /** The name of the sub-graph that a block of type {@link #SUB_GRAPH} places, if it says. */
    public static Optional<String> placed(BlockNode block) {
        return block.type().equals(SUB_GRAPH) && block.parameters().get(GRAPH) instanceof ParamValue.Text(String name)
                ? Optional.of(name)
                : Optional.empty();
    }
}
