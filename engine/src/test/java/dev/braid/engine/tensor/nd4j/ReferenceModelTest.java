package dev.braid.engine.tensor.nd4j;

import static dev.braid.engine.tensor.nd4j.TinyDesigns.around;
import static dev.braid.engine.tensor.nd4j.TinyDesigns.fusing;
import static dev.braid.engine.tensor.nd4j.TinyDesigns.fusingThree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.task.Batch;
import dev.braid.engine.tensor.Weight;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceModelTest {
    private static final int LENGTH = 6;

    static Stream<Arguments> designs() {
        return Stream.of(
                arguments("learned-positions", around("learned-positions")),
                arguments("rms-norm", around("rms-norm")),
                arguments("layer-norm", around("layer-norm")),
                arguments("branch-norm rms", around("branch-norm", "groups", 2)),
                arguments("branch-norm group", around("branch-norm", "groups", 4, "kind", "group")),
                arguments("linear", around("linear", "width", 5)),
                arguments("scale", around("scale", "multiplier", 0.75)),
                arguments("scale learned", around("scale", "multiplier", 0.75, "learned", true)),
                arguments("mlp-gelu", around("mlp-gelu", "hidden", 7)),
                arguments("mlp-swiglu", around("mlp-swiglu", "hidden", 9)),
                arguments("short-convolution", around("short-convolution", "convolution", 3)),
                arguments("attention", around("attention", "heads", 2)),
                arguments("attention grouped", around("attention", "heads", 4, "key-value-heads", 2)),
                arguments("attention without positions", around("attention", "heads", 1, "position", "none")),
                arguments(
                        "attention window", around("attention", "heads", 2, "span", "window", "window", 2, "sinks", 1)),
                arguments("attention chunk", around("attention", "heads", 2, "span", "chunk", "chunk", 4)),
                arguments("mamba", around("mamba", "state-size", 3)),
                arguments("mamba rank 2", around("mamba", "state-size", 2, "dt-rank", 2, "convolution", 2)),
                arguments("mamba-2", around("mamba-2", "head-dimension", 4, "state-size", 3, "chunk", 4)),
                arguments(
                        "mamba-2 groups",
                        around("mamba-2", "head-dimension", 4, "state-size", 3, "groups", 2, "chunk", 2)),
                arguments("fuse-mean", fusing("fuse-mean")),
                arguments("fuse-subtract", fusing("fuse-subtract")),
                arguments("fuse-concat", fusing("fuse-concat")),
                arguments("fuse-gate", fusing("fuse-gate")),
                arguments("fuse-weighted scalar", fusing("fuse-weighted")),
                arguments("fuse-weighted per-channel", fusing("fuse-weighted", "weights", "per-channel")),
                arguments("fuse-weighted tanh", fusing("fuse-weighted", "weights", "tanh")),
                arguments("merge attention-queries", fusing("merge-attention", "heads", 2)),
                arguments("merge ssm-queries", fusing("merge-attention", "heads", 2, "reading", "ssm-queries")),
                arguments("merge both", fusingThree("merge-attention", "heads", 2, "reading", "both")),
                arguments("merge point-wise", fusing("merge-attention", "reading", "point-wise")),
                arguments("merge with a port unread", fusingThree("merge-attention", "heads", 2)),
                arguments(
                        "merge with both over a window",
                        fusingThree(
                                "merge-attention",
                                "heads",
                                2,
                                "key-value-heads",
                                1,
                                "reading",
                                "both",
                                "span",
                                "window",
                                "window",
                                3)),
                arguments("concat", concatenated()),
                arguments("a tied head", tied()),
                arguments(
                        "mixture-of-experts",
                        around("mixture-of-experts", "experts", 4, "active", 2, "hidden", 6, "balance", 0.0)),
                arguments(
                        "mixture-of-experts of one with a shared",
                        around(
                                "mixture-of-experts",
                                "experts",
                                3,
                                "active",
                                1,
                                "hidden",
                                6,
                                "form",
                                "gelu",
                                "shared",
                                true,
                                "balance",
                                0.0)));
    }

    private static Graph concatenated() {
        return new GraphBuilder()
                .block("embedding", "token-embedding", "width", 4)
                .block("linear", "linear", "width", 3)
                .block("concat", "concat", "inputs", 3)
                .block("head", "language-model-head")
                .wire("embedding", "linear")
                .wire("embedding", "concat:a")
                .wire("linear", "concat:b")
                .wire("embedding", "concat:c")
                .wire("concat", "head")
                .build();
    }

    private static Graph tied() {
        return new GraphBuilder()
                .block("embedding", "token-embedding", "width", 6)
                .block("convolution", "short-convolution")
                .block("head", "language-model-head", "tied", true)
                .wire("embedding", "convolution")
                .wire("convolution", "head")
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("designs")
    void the_engine_agrees_with_the_reference(String name, Graph graph) throws Exception {
        Model model = TinyDesigns.compile(graph, LENGTH);
        float[] weights = TinyDesigns.weights(model, 1);
        Batch batch = TinyDesigns.batch(2, LENGTH, 2);
        EngineResult.of(model, weights, batch).assertEquals(ReferenceModel.of(model, weights, batch));
    }

    @Test
    void every_standard_block_but_dropout_is_among_the_designs() throws Exception {
        Set<String> seen = new TreeSet<>();
        for (Arguments arguments : designs().toList()) {
            Model model = TinyDesigns.compile((Graph) arguments.get()[1], LENGTH);
            model.blocks().forEach(block -> seen.add(block.type().id()));
        }
        seen.add("dropout"); // the reference has it off
        assertThat(seen)
                .containsAll(StandardBlocks.ALL.stream().map(BlockType::id).toList());
    }

    @Test
    void the_balance_of_experts_pulls_on_the_router_as_in_the_engine() throws Exception {
        Model model = TinyDesigns.compile(
                around("mixture-of-experts", "experts", 4, "active", 2, "hidden", 6, "balance", 1.0), LENGTH);
        float[] weights = TinyDesigns.weights(model, 1);
        Batch batch = TinyDesigns.batch(1, LENGTH, 2); // one sequence is one shard of the engine
        ReferenceModel reference = ReferenceModel.of(model, weights, batch);
        assertThat(reference.objective()).isGreaterThan(reference.loss() + 0.5);
        EngineResult.of(model, weights, batch).assertEquals(reference);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_engine_agrees_with_the_reference_on_random_graphs(long seed) throws Exception {
        Model model = TinyDesigns.compile(new RandomGraphs(seed).graph(), 5);
        float[] weights = TinyDesigns.weights(model, seed);
        Batch batch = TinyDesigns.batch(2, 5, seed);
        EngineResult.of(model, weights, batch).assertEquals(ReferenceModel.of(model, weights, batch));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mamba", "mamba-2", "attention", "mlp-swiglu"})
    void finite_differences_of_the_reference_are_the_engines_derivatives(String type) throws Exception {
        Model model = TinyDesigns.compile(
                type.equals("mamba-2") ? around(type, "head-dimension", 4, "state-size", 3) : around(type), LENGTH);
        float[] weights = TinyDesigns.weights(model, 5);
        Batch batch = TinyDesigns.batch(2, LENGTH, 6);
        EngineResult engine = EngineResult.of(model, weights, batch);
        Random random = new Random(7);
        for (int trial = 0; trial < 3; trial++) {
            double[] direction = random.doubles(weights.length, -1, 1).toArray();
            double step = 1e-5;
            double difference =
                    (lossAt(model, weights, direction, step, batch) - lossAt(model, weights, direction, -step, batch))
                            / (2 * step);
            assertThat(engine.along(direction)).isCloseTo(difference, within(1e-4 * (1 + Math.abs(difference))));
        }
    }

    private static double lossAt(Model model, float[] weights, double[] direction, double step, Batch batch)
            throws DesignException {
        double[] moved = new double[weights.length];
        for (Weight weight : model.weights().values()) {
            for (int i = weight.offset(); i < weight.offset() + weight.size(); i++) {
                moved[i] = weights[i] + step * direction[i];
            }
        }
        return ReferenceModel.of(model, moved, batch).loss();
    }

    @Test
    void too_many_tokens_or_operations_are_refused_in_one_sentence() throws Exception {
        Model model = TinyDesigns.compile(around("mamba"), 128);
        float[] weights = model.initialWeights(1);
        assertThatThrownBy(() -> ReferenceModel.of(model, weights, TinyDesigns.batch(3, 128, 1)))
                .isInstanceOf(DesignException.class)
                .hasMessageContaining("the batch has 384 tokens and may have 256");
        assertThatThrownBy(() -> ReferenceModel.of(model, weights, TinyDesigns.batch(1, 128, 1)))
                .isInstanceOf(DesignException.class)
                .hasMessageContaining("up to block block the design takes")
                .hasMessageContaining("operations and may take 250");
    }
}
