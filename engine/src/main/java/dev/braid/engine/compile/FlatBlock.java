package dev.braid.engine.compile;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.Site;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block after all sub-graphs have been unpacked.
 *
 * @param path unique, with repetitions counted from 0: {@code layers.0/attention}
 * @param address where it stands in the document: {@code attention}, or {@code layer/attention} inside a sub-graph
 * @param weightsPath the path of the block that owns its weights; its own path if it does
 * @param type its type
 * @param site its settings and input widths
 * @param sources what feeds each wired input port
 * @param outputWidths the width at each output port that could be told
 * @param cost what it costs, without the parameters of weights that another block owns; null when something is wrong
 *     with it
 */
public record FlatBlock(
        String path,
        String address,
        String weightsPath,
        BlockType type,
        Site site,
        Map<String, Source> sources,
        Map<String, Integer> outputWidths,
        @Nullable Cost cost) {
    public FlatBlock {
        sources = Map.copyOf(sources);
        outputWidths = Map.copyOf(outputWidths);
    }

    /** Whether another block owns its weights. */
    public boolean sharesWeights() {
        return !path.equals(weightsPath);
    }

    /**
     * An output port of a flat block.
     *
     * @param block its index in execution order; {@link #UNKNOWN} stands for a wire that leads to something broken
     * @param port the output port
     */
    public record Source(int block, String port) {
        /** A wire is there, but what it carries cannot be told because of another problem. */
        public static final Source UNKNOWN = new Source(-1, "");

        /** Whether it leads to a block. */
        public boolean known() {
            return block >= 0;
        }
    }
}
