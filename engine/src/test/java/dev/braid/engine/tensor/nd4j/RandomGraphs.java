package dev.braid.engine.tensor.nd4j;

import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.GraphBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random wirings that type-check: each block takes any earlier values, so that some values have several readers; two
 * branches are joined, concatenations are narrowed again, and some blocks use the weights of an earlier one.
 */
final class RandomGraphs {
    private static final int WIDTH = TinyDesigns.WIDTH;

    private final Random random;
    private final GraphBuilder graph = new GraphBuilder();
    private final List<String> values = new ArrayList<>(); // ids of blocks whose output is WIDTH wide
    private int number;

    RandomGraphs(long seed) {
        random = new Random(seed);
    }

    /** Five random pieces between embedding and head. */
    Graph graph() {
        values.add(block("token-embedding", "width", WIDTH));
        String shared = mixer();
        int recurrences = 0;
        for (int i = 0; i < 4; i++) {
            switch (random.nextInt(recurrences == 0 ? 5 : 4)) {
                case 0 -> fusion();
                case 1 -> concatenation();
                case 2 -> residual(pointWise());
                case 3 -> mixer();
                default -> {
                    recurrences++; // one is as much as the reference's limit allows
                    residual(
                            random.nextBoolean()
                                    ? withInput(block("mamba", "state-size", 2))
                                    : withInput(block("mamba-2", "head-dimension", 8, "state-size", 2)));
                }
            }
        }
        String again = withInput(block("attention", "heads", 2, "position", "none"));
        residual(again);
        String norm = block("rms-norm");
        graph.wire(values.getLast(), norm);
        String head = block("language-model-head");
        graph.wire(norm, head);
        Graph built = graph.build();
        List<BlockNode> blocks = built.blocks().stream()
                .map(block -> block.id().equals(again) ? block.withWeightsOf(shared) : block)
                .toList();
        return new Graph(blocks, built.wires());
    }

    private String mixer() {
        return remember(withInput(block("attention", "heads", 2, "position", "none")));
    }

    private String pointWise() {
        return withInput(
                switch (random.nextInt(4)) {
                    case 0 -> block("mlp-swiglu", "hidden", 5);
                    case 1 -> block("mlp-gelu", "hidden", 5);
                    case 2 -> block("scale", "learned", true);
                    default -> block("short-convolution", "convolution", 3);
                });
    }

    private void fusion() {
        String fusion = switch (random.nextInt(4)) {
            case 0 -> block("fuse-gate");
            case 1 -> block("fuse-subtract");
            case 2 -> block("fuse-concat");
            default -> block("merge-attention", "heads", 1, "reading", "ssm-queries");
        };
        graph.wire(any(), fusion + ":ssm").wire(any(), fusion + ":attention");
        remember(fusion);
    }

    private void concatenation() {
        String concat = block("concat");
        String linear = block("linear", "width", WIDTH);
        graph.wire(any(), concat + ":a").wire(any(), concat + ":b").wire(concat, linear);
        remember(linear);
    }

    private void residual(String branch) {
        String sum = block("add");
        graph.wire(values.getLast(), sum + ":a").wire(branch, sum + ":b");
        remember(sum);
    }

    /** A norm of any value before the block. */
    private String withInput(String block) {
        String norm = block("rms-norm");
        graph.wire(any(), norm).wire(norm, block);
        return block;
    }

    private String any() {
        return values.get(random.nextInt(values.size()));
    }

    private String remember(String id) {
        values.add(id);
        return id;
    }

    private String block(String type, Object... parameters) {
        String id = type + "-" + number++;
        graph.block(id, type, parameters);
        return id;
    }
}
