package dev.braid.engine.block.standard;

import static dev.braid.engine.block.standard.Naive.columns;
import static dev.braid.engine.block.standard.Naive.product;

import dev.braid.engine.graph.ParamValue;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every position-wise block against its formula, written naively in double precision. */
class StandardBlocksTest {
    @Test
    void a_token_embedding_looks_rows_up() {
        LayerCheck.check(new TokenEmbedding(), Map.of("width", new ParamValue.Whole(5)), Map.of(), v -> {
            double[] out = new double[v.rows() * 5];
            for (int i = 0; i < out.length; i++) {
                out[i] = v.weight("weight")[v.tokens()[i / 5] * 5 + i % 5];
            }
            return Map.of("out", out);
        });
    }

    @Test
    void an_rms_norm_divides_by_the_root_of_the_mean_square() {
        for (int width : new int[] {1, 6, 37}) {
            LayerCheck.check(
                    new RmsNorm(),
                    Map.of(),
                    Map.of("in", width),
                    v -> Map.of("out", Naive.rmsNorm(v.input("in"), v.weight("weight"), 1)));
        }
    }

    @Test
    void a_linear_block_multiplies_with_its_matrix() {
        LayerCheck.check(
                new Linear(),
                Map.of("width", new ParamValue.Whole(7)),
                Map.of("in", 5),
                v -> Map.of("out", product(v.input("in"), 5, v.weight("weight"))));
        LayerCheck.check(new Linear(), Map.of("bias", new ParamValue.Flag(true)), Map.of("in", 6), v -> {
            double[] out = product(v.input("in"), 6, v.weight("weight"));
            return Map.of("out", columns(out, 6, (x, j) -> x + v.weight("bias")[j]));
        });
    }

    @Test
    void an_add_block_sums_its_inputs() {
        LayerCheck.check(
                new Add(), Map.of(), Map.of("a", 5, "b", 5), v -> Map.of("out", Naive.sum(v.input("a"), v.input("b"))));
        LayerCheck.check(
                new Add(),
                Map.of("inputs", new ParamValue.Whole(4)),
                Map.of("a", 3, "b", 3, "c", 3, "d", 3),
                v -> Map.of("out", Naive.sum(v.input("a"), v.input("b"), v.input("c"), v.input("d"))));
    }
}
