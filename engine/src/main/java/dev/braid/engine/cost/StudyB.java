package dev.braid.engine.cost;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The models of study B (S. Bae et al., "Hybrid Architectures for Language Models", arXiv 2510.04800) whose sizes it states: attention
 * and Mamba-2 at four sizes, and at 1B the sliding window and the inter-layer hybrid. Every mixer is followed by a SwiGLU MLP. They
 * are far too large for a desk: they are there to be counted.
 */
public final class StudyB {
    /** One line of the study's table of sizes. */
    private record Size(
            String name,
            int attentionLayers,
            int width,
            int hidden,
            int heads,
            int keyValueHeads,
            int headDimension,
            int mambaLayers,
            int mambaHeadDimension,
            int stateSize) {}

    private static final Size BILLION = new Size("1b", 16, 2048, 8192, 32, 8, 64, 13, 128, 128);

    private static final List<Size> SIZES = List.of(
            new Size("100m", 8, 1024, 3072, 16, 4, 64, 6, 128, 128),
            new Size("350m", 14, 1536, 4096, 24, 8, 64, 11, 128, 128),
            BILLION,
            new Size("3b", 28, 3072, 8192, 32, 8, 96, 21, 192, 256));

    private static final Map<String, Supplier<Architecture>> PRESETS = presets();

    private StudyB() {}

    private enum Mixer {
        ATTENTION,
        WINDOW,
        MAMBA
    }

    /** The names of all presets. */
    public static Set<String> names() {
        return PRESETS.keySet();
    }

    /**
     * A preset as a design.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Architecture preset(String name) {
        Supplier<Architecture> found = PRESETS.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no preset is called " + name);
        }
        return found.get();
    }

    private static Map<String, Supplier<Architecture>> presets() {
        Map<String, Supplier<Architecture>> presets = new LinkedHashMap<>();
        for (Size size : SIZES) {
            add(presets, size, "attention", layers(size.attentionLayers, Mixer.ATTENTION, Mixer.ATTENTION, 1));
            add(presets, size, "mamba", layers(size.mambaLayers, Mixer.MAMBA, Mixer.MAMBA, 1));
        }
        // 3 layers of 16 see everything; 2 of 13 are attention
        add(presets, BILLION, "window", layers(16, Mixer.WINDOW, Mixer.ATTENTION, 5));
        add(presets, BILLION, "inter-layer", layers(13, Mixer.MAMBA, Mixer.ATTENTION, 6));
        return presets;
    }

    private static void add(Map<String, Supplier<Architecture>> presets, Size size, String kind, List<Mixer> mixers) {
        String name = "study-b-" + size.name + "-" + kind;
        presets.put(name, () -> design(name, size, mixers));
    }

    /** Layers of one kind, every {@code every}-th of the other. */
    private static List<Mixer> layers(int count, Mixer most, Mixer some, int every) {
        List<Mixer> layers = new ArrayList<>();
        for (int layer = 1; layer <= count; layer++) {
            layers.add(layer % every == 0 ? some : most);
        }
        return layers;
    }

    private static Architecture design(String name, Size size, List<Mixer> mixers) {
        GraphBuilder graph = new GraphBuilder().block("embedding", "token-embedding", "width", size.width);
        String stream = "embedding";
        for (int layer = 1; layer <= mixers.size(); layer++) {
            Mixer mixer = mixers.get(layer - 1);
            mixer(graph, "mixer-" + layer, size, mixer);
            graph.block("mlp-" + layer, "mlp-swiglu", "hidden", size.hidden);
            stream = residual(graph, stream, "mixer-" + layer);
            stream = residual(graph, stream, "mlp-" + layer);
        }
        graph.block("final-norm", "rms-norm").wire(stream, "final-norm");
        graph.block("head", "language-model-head", "tied", true).wire("final-norm", "head");
        return Architecture.of(name, graph.build());
    }

    /** stream + block(norm(stream)). */
    private static String residual(GraphBuilder graph, String stream, String block) {
        String norm = block + "-norm";
        String add = block + "-add";
        graph.block(norm, "rms-norm").wire(stream, norm).wire(norm, block);
        graph.block(add, "add").wire(stream, add + ":a").wire(block, add + ":b");
        return add;
    }

    private static void mixer(GraphBuilder graph, String id, Size size, Mixer mixer) {
        if (mixer == Mixer.MAMBA) {
            graph.block(id, "mamba-2", "head-dimension", size.mambaHeadDimension, "state-size", size.stateSize);
            return;
        }
        graph.block(
                id,
                "attention",
                "heads",
                size.heads,
                "key-value-heads",
                size.keyValueHeads,
                "head-dimension",
                size.headDimension,
                "rope-theta",
                mixer == Mixer.WINDOW ? 10_000.0 : 500_000.0,
                "span",
                mixer == Mixer.WINDOW ? "window" : "full",
                "window",
                512,
                "sinks",
                64);
    }
}
