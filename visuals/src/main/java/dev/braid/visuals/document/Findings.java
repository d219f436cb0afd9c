package dev.braid.visuals.document;

import dev.braid.engine.block.Cost;
import dev.braid.engine.block.Problem;
import dev.braid.engine.graph.PortRef;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the checker found in one state of a document: everything the views write on blocks and wires.
 *
 * @param state the journal's id of the state that was checked
 * @param problems all of them, errors first
 * @param blocks what is known of each block, by its address: {@code attention}, or {@code layer/attention} in a sub-graph
 * @param total what the design costs as far as it is known
 */
public record Findings(long state, List<Problem> problems, Map<String, BlockFinding> blocks, Cost total) {
    /** Nothing is known yet. */
    public static final Findings NONE = new Findings(-1, List.of(), Map.of(), Cost.FREE);

    public Findings {
        problems = List.copyOf(problems);
        blocks = Map.copyOf(blocks);
    }

    /**
     * What is known of a block.
     *
     * @param inputWidths width of what arrives at each wired input port
     * @param outputWidths width at each output port that could be told
     * @param cost what it costs, in one place where it stands in several; null as long as something is wrong with it
     * @param places in how many places of the whole design it stands, by repetition or by sub-graphs placed more than once
     */
    public record BlockFinding(
            Map<String, Integer> inputWidths,
            Map<String, Integer> outputWidths,
            @Nullable Cost cost,
            int places) {
        public BlockFinding {
            inputWidths = Map.copyOf(inputWidths);
            outputWidths = Map.copyOf(outputWidths);
        }
    }

    /** Whether the design can run. */
    public boolean sound() {
        return problems.stream().noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    /** The address of a block: {@code graph} is "" for the root or a sub-graph's name. */
    public static String address(String graph, String block) {
        return graph.isEmpty() ? block : graph + "/" + block;
    }

    /** The width of what leaves an output port of the graph, if it is known. */
    public OptionalInt width(String graph, PortRef output) {
        BlockFinding block = blocks.get(address(graph, output.block()));
        Integer width = block == null ? null : block.outputWidths().get(output.port());
        return width == null ? OptionalInt.empty() : OptionalInt.of(width);
    }

    /** The problems of one block. */
    public List<Problem> of(String graph, String block) {
        String address = address(graph, block);
        return problems.stream()
                .filter(problem -> problem.block().equals(address))
                .toList();
    }
}
