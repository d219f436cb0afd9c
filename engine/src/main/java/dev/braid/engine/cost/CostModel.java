package dev.braid.engine.cost;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.compile.CheckedDesign;
import dev.braid.engine.compile.FlatBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * The cost model of study B (arXiv 2510.04800): 6 operations a parameter and token, embeddings and head left out, and what mixing
 * positions adds. The blocks declare both for the forward pass ({@link Cost#flopsPerToken}); a training step costs three times as
 * much. What decoding keeps is counted in bfloat16, at two bytes a number.
 */
public final class CostModel {
    private static final double TRAINING = 3;
    private static final int KEPT_BYTES = 2;
    private static final int DECLARED_BYTES = 4;

    private CostModel() {}

    /**
     * What a block, or a design, costs.
     *
     * @param name path of the block
     * @param type id of its type
     * @param parameters trained numbers of its own
     * @param trainingFlops floating-point operations of the whole training, a multiply-add counting two
     * @param cacheBytes what decoding keeps for one sequence after a whole context
     */
    public record Part(String name, String type, long parameters, double trainingFlops, long cacheBytes) {
        /** Floating-point operations of reading as many tokens once. */
        public double forwardFlops() {
            return trainingFlops / TRAINING;
        }
    }

    /**
     * What a design costs.
     *
     * @param parts its blocks, without embeddings and head
     * @param total all of them
     * @param outside parameters of embeddings and head
     */
    public record Estimate(List<Part> parts, Part total, long outside) {
        public Estimate {
            parts = List.copyOf(parts);
        }
    }

    /**
     * What training and decoding would cost.
     *
     * @param design a sound design; its context length is the one that it is trained and decoded at
     * @param tokens how many tokens it is trained on
     */
    public static Estimate of(CheckedDesign design, double tokens) {
        List<Part> parts = new ArrayList<>();
        long outside = 0;
        long parameters = 0;
        double flops = 0;
        long bytes = 0;
        for (FlatBlock block : design.running()) {
            Cost cost = block.cost() == null ? Cost.FREE : block.cost();
            if (block.type().category() == BlockType.Category.INPUT_OUTPUT) {
                outside += cost.parameters();
                continue;
            }
            Part part = new Part(
                    block.path(),
                    block.type().id(),
                    cost.parameters(),
                    TRAINING * cost.flopsPerToken() * tokens,
                    cost.stateBytes() / DECLARED_BYTES * KEPT_BYTES);
            parts.add(part);
            parameters += part.parameters;
            flops += part.trainingFlops;
            bytes += part.cacheBytes;
        }
        return new Estimate(parts, new Part(design.architecture().name(), "", parameters, flops, bytes), outside);
    }
}
