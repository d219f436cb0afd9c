package dev.braid.engine.cli;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import java.util.List;

/**
 * The four designs whose speed is compared with a peer: pre-norm residual layers between an embedding and an untied
 * head.
 */
final class BenchmarkModels {
    /** Their names, in the order of the report. */
    static final List<String> NAMES = List.of("transformer", "mamba", "mamba-2", "merge-attention");

    private static final int HEAD_DIMENSION = 32;

    private BenchmarkModels() {}

    /** The design of that name, width and number of layers; the vocabulary comes from the task. */
    static Architecture design(String name, int width, int layers) {
        GraphBuilder graph = new GraphBuilder().block("embedding", "token-embedding", "width", width);
        String stream = "embedding";
        for (int i = 0; i < layers; i++) {
            String before = stream;
            String norm = "norm-" + i;
            graph.block(norm, "rms-norm").wire(before, norm);
            String mixer = mixer(graph, name, i, norm, width);
            stream = residual(graph, "mixed-" + i, before, mixer);
            if (name.equals("transformer") || name.equals("merge-attention")) {
                String mlpNorm = "mlp-norm-" + i;
                String mlp = "mlp-" + i;
                graph.block(mlpNorm, "rms-norm").wire(stream, mlpNorm);
                graph.block(mlp, "mlp-gelu").wire(mlpNorm, mlp);
                stream = residual(graph, "out-" + i, stream, mlp);
            }
        }
        graph.block("final-norm", "rms-norm").wire(stream, "final-norm");
        graph.block("head", "language-model-head").wire("final-norm", "head");
        return Architecture.of(name, graph.build());
    }

    private static String mixer(GraphBuilder graph, String name, int layer, String norm, int width) {
        int heads = heads(width);
        String attention = "attention-" + layer;
        String mamba = "mamba-" + layer;
        switch (name) {
            case "transformer" -> {
                graph.block(attention, "attention", "heads", heads).wire(norm, attention);
                return attention;
            }
            case "mamba" -> {
                graph.block(mamba, "mamba").wire(norm, mamba);
                return mamba;
            }
            case "mamba-2" -> {
                graph.block(
                                mamba,
                                "mamba-2",
                                "head-dimension",
                                2 * width / heads(2 * width),
                                "state-size",
                                16,
                                "chunk",
                                64)
                        .wire(norm, mamba);
                return mamba;
            }
            case "merge-attention" -> {
                String merge = "merge-" + layer;
                graph.block(attention, "attention", "heads", heads).wire(norm, attention);
                graph.block(mamba, "mamba").wire(norm, mamba);
                graph.block(merge, "merge-attention", "heads", heads)
                        .wire(mamba, merge + ":ssm")
                        .wire(attention, merge + ":attention");
                return merge;
            }
            default -> throw new IllegalArgumentException("no benchmark model " + name);
        }
    }

    private static String residual(GraphBuilder graph, String id, String stream, String branch) {
        graph.block(id, "add").wire(stream, id + ":a").wire(branch, id + ":b");
        return id;
    }

    /** As many heads as give dimensions of 32, or the next number that divides the width into even dimensions. */
    private static int heads(int width) {
        for (int heads = Math.max(1, width / HEAD_DIMENSION); heads > 1; heads--) {
            if (width % heads == 0 && width / heads % 2 == 0) {
                return heads;
            }
        }
        return 1;
    }
}
