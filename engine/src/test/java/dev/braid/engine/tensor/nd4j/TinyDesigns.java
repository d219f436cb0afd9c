package dev.braid.engine.tensor.nd4j;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.task.Batch;
import java.util.Arrays;
import java.util.Random;

/** Designs, batches and weights that are small enough for the reference. */
final class TinyDesigns {
    static final int VOCABULARY = 11;
    static final int WIDTH = 8;

    private TinyDesigns() {}

    /** stream → norm → block → linear → add → norm → head. */
    static Graph around(String type, Object... parameters) {
        return new GraphBuilder()
                .block("embedding", "token-embedding", "width", WIDTH)
                .block("norm", "rms-norm")
                .block("block", type, parameters)
                .block("linear", "linear", "width", WIDTH, "bias", true)
                .block("add", "add")
                .block("norm-2", "rms-norm")
                .block("head", "language-model-head")
                .wire("embedding", "norm")
                .wire("norm", "block")
                .wire("block", "linear")
                .wire("embedding", "add:a")
                .wire("linear", "add:b")
                .wire("add", "norm-2")
                .wire("norm-2", "head")
                .build();
    }

    /** Two branches of one norm, a convolution and a gated one, into the fusion. */
    static Graph fusing(String type, Object... parameters) {
        return fusion(type, parameters).build();
    }

    /** The same with the norm at the fusion's third port. */
    static Graph fusingThree(String type, Object... parameters) {
        return fusion(type, parameters).wire("norm", "block:in").build();
    }

    private static GraphBuilder fusion(String type, Object... parameters) {
        return new GraphBuilder()
                .block("embedding", "token-embedding", "width", WIDTH)
                .block("norm", "layer-norm")
                .block("one", "short-convolution", "convolution", 2, "silu", true)
                .block("other", "linear")
                .block("block", type, parameters)
                .block("norm-2", "rms-norm")
                .block("head", "language-model-head")
                .wire("embedding", "norm")
                .wire("norm", "one")
                .wire("norm", "other")
                .wire("one", "block:ssm")
                .wire("other", "block:attention")
                .wire("block", "norm-2")
                .wire("norm-2", "head");
    }

    static Model compile(Graph graph, int contextLength) throws DesignException {
        return Model.compile(
                Architecture.of("tiny", graph),
                new BlockCatalog(StandardBlocks.ALL),
                new DesignContext(VOCABULARY, contextLength));
    }

    /** The start of training with noise on it, so that no gradient is zero by symmetry. */
    static float[] weights(Model model, long seed) {
        float[] weights = model.initialWeights(seed);
        Random random = new Random(seed);
        model.weights().values().forEach(weight -> {
            for (int i = 0; i < weight.size(); i++) {
                weights[weight.offset() + i] += (float) (0.2 * random.nextGaussian());
            }
        });
        return weights;
    }

    /** Random tokens; about two of three positions have a label, the last one always. */
    static Batch batch(int sequences, int length, long seed) {
        Random random = new Random(seed);
        int[] tokens = new int[sequences * length];
        int[] labels = new int[sequences * length];
        Arrays.setAll(tokens, i -> random.nextInt(VOCABULARY));
        Arrays.setAll(labels, i -> random.nextInt(3) > 0 ? random.nextInt(VOCABULARY) : Batch.NO_LABEL);
        labels[labels.length - 1] = 1;
        return new Batch(sequences, length, tokens, labels);
    }
}
