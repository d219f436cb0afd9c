package dev.braid.engine.block.standard;

import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.graph.SubGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random designs that type-check and have everything that a design may have: all block types with various parameters,
 * values with several readers, blocks that read one value twice, narrower and wider stretches, sub-graphs within
 * sub-graphs, repeated with own and with shared weights and with promoted parameters, blocks that use another's weights.
 */
final class RandomWirings {
    private static final int WIDTH = 8;

    private final Random random;
    private final boolean dropout;
    private final Map<String, SubGraph> subGraphs = new LinkedHashMap<>();

    /** @param dropout whether there may be any: its masks depend on the order of the blocks */
    RandomWirings(long seed, boolean dropout) {
        random = new Random(seed);
        this.dropout = dropout;
    }

    Architecture design() {
        subGraphs.put("layer", layer());
        subGraphs.put("pair", pair());
        Piece root = new Piece();
        root.values.add(root.block("token-embedding", "width", WIDTH));
        if (random.nextBoolean()) {
            root.keep(root.after("learned-positions"));
        }
        int pieces = 4 + random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            root.grow();
        }
        // the last values meet, so that most blocks matter
        String sum = root.block("add", "inputs", 3);
        int last = root.values.size() - 1;
        root.graph
                .wire(root.values.get(last), sum + ":a")
                .wire(root.values.get(Math.max(0, last - 1)), sum + ":b")
                .wire(root.any(), sum + ":c");
        root.keep(sum);
        String norm = root.block("rms-norm");
        root.graph.wire(sum, norm);
        String head = root.block("language-model-head", "tied", random.nextBoolean());
        root.graph.wire(norm, head);
        return new Architecture("random", "", root.build(), subGraphs, Map.of());
    }

    /** A residual layer with a mixer whose heads can be set from outside, and a memory that all repetitions see. */
    private SubGraph layer() {
        Piece piece = new Piece();
        piece.graph
                .block("x", Structure.INPUT)
                .block("memory", Structure.INPUT)
                .block("norm", "rms-norm")
                .block("mixer", "attention", "heads", 2)
                .block("fusion", random.nextBoolean() ? "fuse-gate" : "fuse-weighted")
                .block("sum", "add")
                .block("y", Structure.OUTPUT)
                .wire("x:port", "norm")
                .wire("norm", "mixer")
                .wire("mixer", "fusion:attention")
                .wire("memory:port", "fusion:ssm")
                .wire("x:port", "sum:a")
                .wire("fusion", "sum:b")
                .wire("sum", "y:port");
        return new SubGraph(piece.build(), List.of(new SubGraph.Promotion("mixer heads", "mixer", "heads")), Map.of());
    }

    /** A recurrence, then two of the layers above. */
    private SubGraph pair() {
        Piece piece = new Piece();
        piece.graph
                .block("in", Structure.INPUT)
                .block("norm", "layer-norm")
                .block("layers", "sub-graph", "graph", "layer", "repeat", 2, "shared-weights", random.nextBoolean())
                .block("out", Structure.OUTPUT)
                .wire("in:port", "norm");
        String recurrence = piece.recurrence();
        piece.graph
                .wire("norm", recurrence)
                .wire(recurrence, "layers:x")
                .wire("norm", "layers:memory")
                .wire("layers:y", "out:port");
        return new SubGraph(piece.build(), List.of(), Map.of());
    }

    /** A graph that grows. */
    private final class Piece {
        private final GraphBuilder graph = new GraphBuilder();
        private final List<String> values = new ArrayList<>(); // outputs that are WIDTH wide
        private final Map<String, String> owners = new HashMap<>(); // of blocks that use another's weights
        private final List<String> mixers = new ArrayList<>();
        private int number;

        Graph build() {
            Graph built = graph.build();
            List<BlockNode> blocks = built.blocks().stream()
                    .map(block -> {
                        String owner = owners.get(block.id());
                        return owner == null
                                ? block
                                : built.block(owner)
                                        .orElseThrow()
                                        .named(block.id())
                                        .withWeightsOf(owner);
                    })
                    .toList();
            return new Graph(blocks, built.wires());
        }

        void grow() {
            switch (random.nextInt(9)) {
                case 0 -> fusion();
                case 1 -> concatenation();
                case 2 -> residual(normed(pointWise()));
                case 3 -> residual(normed(recurrence()));
                case 4 -> residual(normed(mixer()));
                case 5 -> narrow();
                case 6 -> placed();
                case 7 -> again();
                default -> experts();
            }
        }

        String block(String type, Object... parameters) {
            String id = type + "-" + number++;
            graph.block(id, type, parameters);
            return id;
        }

        String any() {
            return values.get(random.nextInt(values.size()));
        }

        void keep(String value) {
            values.add(value);
        }

        /** A block that reads the last value. */
        String after(String type, Object... parameters) {
            String id = block(type, parameters);
            graph.wire(values.getLast(), id);
            return id;
        }

        private String normed(String block) {
            String norm = switch (random.nextInt(4)) {
                case 0 -> block("layer-norm");
                case 1 -> block("branch-norm", "groups", 2, "kind", "group");
                case 2 -> block("branch-norm", "groups", 4);
                default -> block("rms-norm");
            };
            graph.wire(any(), norm).wire(norm, block);
            return block;
        }

        private void residual(String branch) {
            String end = branch;
            if (dropout && random.nextInt(3) == 0) {
                end = block("dropout", "rate", 0.25);
                graph.wire(branch, end);
            }
            String sum = block("add");
            graph.wire(values.getLast(), sum + ":a").wire(end, sum + ":b");
            keep(sum);
        }

        private String pointWise() {
            return switch (random.nextInt(5)) {
                case 0 -> block("mlp-swiglu", "hidden", 5);
                case 1 -> block("mlp-gelu", "hidden", 7);
                case 2 -> block("scale", "learned", true, "multiplier", 0.5);
                case 3 ->
                    block("short-convolution", "convolution", 1 + random.nextInt(5), "silu", random.nextBoolean());
                default -> block("linear", "bias", random.nextBoolean());
            };
        }

        String recurrence() {
            return switch (random.nextInt(4)) {
                case 0 -> block("mamba", "state-size", 3, "convolution", 3);
                case 1 -> block("mamba", "state-size", 16, "dt-rank", 2, "expand", 1);
                case 2 -> block("mamba-2", "head-dimension", 4, "state-size", 5, "chunk", 1 + random.nextInt(20));
                default -> block("mamba-2", "head-dimension", 8, "state-size", 2, "groups", 2, "chunk", 16);
            };
        }

        private String mixer() {
            String mixer = switch (random.nextInt(5)) {
                case 0 -> block("attention", "heads", 2);
                case 1 -> block("attention", "heads", 4, "key-value-heads", 2, "position", "none");
                case 2 -> block("attention", "heads", 2, "span", "window", "window", 1 + random.nextInt(9), "sinks", 1);
                case 3 -> block("attention", "heads", 1, "span", "chunk", "chunk", 1 + random.nextInt(20));
                default -> block("attention", "heads", 3, "head-dimension", 4, "key-value-heads", 1);
            };
            mixers.add(mixer);
            return mixer;
        }

        private void fusion() {
            String fusion = switch (random.nextInt(10)) {
                case 0 -> block("fuse-gate");
                case 1 -> block("fuse-subtract");
                case 2 -> block("fuse-mean");
                case 3 -> block("fuse-concat");
                case 4 -> block("fuse-weighted", "weights", "per-channel");
                case 5 -> block("fuse-weighted", "weights", "tanh");
                case 6 -> block("merge-attention", "heads", 2, "reading", "both", "span", "window", "window", 5);
                case 7 -> block("merge-attention", "heads", 1, "reading", "ssm-queries");
                case 8 -> block("merge-attention", "reading", "point-wise");
                default -> block("merge-attention", "heads", 4, "key-value-heads", 2);
            };
            // often the same value at both ports
            graph.wire(any(), fusion + ":ssm").wire(any(), fusion + ":attention");
            if (fusion.startsWith("merge")) {
                graph.wire(any(), fusion + ":in");
            }
            keep(fusion);
        }

        private void concatenation() {
            String concat = block("concat", "inputs", 3);
            String linear = block("linear", "width", WIDTH);
            graph.wire(any(), concat + ":a")
                    .wire(any(), concat + ":b")
                    .wire(any(), concat + ":c")
                    .wire(concat, linear);
            keep(linear);
        }

        /** To another width and back, with a block or a fusion of unequal branches in between. */
        private void narrow() {
            String there = block("linear", "width", 6);
            graph.wire(any(), there);
            if (random.nextBoolean()) {
                String fusion = block("fuse-concat", "width", WIDTH);
                graph.wire(there, fusion + ":ssm").wire(any(), fusion + ":attention");
                keep(fusion);
                return;
            }
            String inside = random.nextBoolean()
                    ? block("attention", "heads", 3, "position", "none")
                    : block("mamba", "state-size", 2);
            String back = block("linear", "width", WIDTH);
            graph.wire(there, inside).wire(inside, back);
            residual(back);
        }

        private void placed() {
            if (random.nextBoolean()) {
                String pair = block("sub-graph", "graph", "pair", "repeat", 1 + random.nextInt(2));
                graph.wire(any(), pair + ":in");
                keep(pair + ":out");
                if (random.nextBoolean()) {
                    String twin = twin(pair);
                    graph.wire(any(), twin + ":in");
                    keep(twin + ":out");
                }
                return;
            }
            String layer = block(
                    "sub-graph",
                    "graph",
                    "layer",
                    "repeat",
                    1 + random.nextInt(3),
                    "shared-weights",
                    random.nextBoolean(),
                    "mixer heads",
                    1 << random.nextInt(3));
            graph.wire(any(), layer + ":x").wire(any(), layer + ":memory");
            keep(layer + ":y");
        }

        /** A mixer there is already, once more elsewhere. */
        private void again() {
            if (mixers.isEmpty()) {
                residual(normed(mixer()));
            }
            residual(normed(twin(mixers.get(random.nextInt(mixers.size())))));
        }

        /** What uses the weights of another becomes just like it when the graph is built. */
        private String twin(String owner) {
            String twin = block("twin");
            owners.put(twin, owner);
            return twin;
        }

        private void experts() {
            residual(normed(block(
                    "mixture-of-experts",
                    "experts",
                    3,
                    "active",
                    1 + random.nextInt(2),
                    "hidden",
                    4,
                    "form",
                    random.nextBoolean() ? "gelu" : "swiglu",
                    "shared",
                    random.nextBoolean(),
                    "balance",
                    0.5)));
        }
    }
}
