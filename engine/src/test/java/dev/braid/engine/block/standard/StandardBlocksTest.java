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

    @Test
    void learned_positions_add_the_vector_of_each_position() {
        LayerCheck.check(new LearnedPositions(), Map.of(), Map.of("in", 5), v -> {
            int sequence = v.length() * 5;
            double[] out = v.input("in").clone();
            for (int i = 0; i < out.length; i++) {
                out[i] += v.weight("weight")[i % sequence];
            }
            return Map.of("out", out);
        });
    }

    @Test
    void a_layer_norm_standardises_each_token() {
        for (int width : new int[] {2, 6, 37}) {
            LayerCheck.check(
                    new LayerNorm(),
                    Map.of(),
                    Map.of("in", width),
                    v -> Map.of("out", Naive.layerNorm(v.input("in"), v.weight("weight"), v.weight("bias"), 1)));
        }
    }

    @Test
    void a_branch_norm_normalises_each_group_by_itself() {
        ParamValue three = new ParamValue.Whole(3);
        LayerCheck.check(
                new BranchNorm(),
                Map.of("groups", three),
                Map.of("in", 12),
                v -> Map.of("out", Naive.rmsNorm(v.input("in"), v.weight("weight"), 3)));
        LayerCheck.check(
                new BranchNorm(),
                Map.of("groups", three, "kind", new ParamValue.Text("group")),
                Map.of("in", 12),
                v -> Map.of("out", Naive.layerNorm(v.input("in"), v.weight("weight"), v.weight("bias"), 3)));
    }

    @Test
    void a_gelu_mlp_is_two_matrices_with_a_curve_between() {
        LayerCheck.check(new MlpGelu(), Map.of("factor", new ParamValue.Real(3)), Map.of("in", 5), v -> {
            double[] hidden = columns(product(v.input("in"), 5, v.weight("up")), 15, (x, j) -> Naive.gelu(x));
            return Map.of("out", product(hidden, 15, v.weight("down")));
        });
    }

    @Test
    void a_swiglu_mlp_gates_one_half_with_the_other() {
        LayerCheck.check(new MlpSwiglu(), Map.of("hidden", new ParamValue.Whole(7)), Map.of("in", 5), v -> {
            double[] halves = product(v.input("in"), 5, v.weight("up"));
            double[] gated = new double[v.rows() * 7];
            for (int i = 0; i < gated.length; i++) {
                int row = i / 7;
                gated[i] = halves[row * 14 + 7 + i % 7] * Naive.silu(halves[row * 14 + i % 7]);
            }
            return Map.of("out", product(gated, 7, v.weight("down")));
        });
    }

    @Test
    void fixed_fusions_are_the_mean_and_the_difference() {
        Map<String, Integer> widths = Map.of("ssm", 5, "attention", 5);
        LayerCheck.check(
                new FuseMean(), Map.of(), widths, v -> Map.of("out", weighted(v, (m, a, j) -> (m + a) / 2, 5)));
        LayerCheck.check(new FuseSubtract(), Map.of(), widths, v -> Map.of("out", weighted(v, (m, a, j) -> m - a, 5)));
    }

    @Test
    void a_concatenating_fusion_maps_both_branches_at_once() {
        LayerCheck.check(new FuseConcat(), Map.of(), Map.of("ssm", 4, "attention", 6), v -> {
            double[] ssm = product(v.input("ssm"), 4, v.weight("ssm"));
            return Map.of("out", Naive.sum(ssm, product(v.input("attention"), 6, v.weight("attention"))));
        });
        LayerCheck.check(
                new FuseConcat(), Map.of("width", new ParamValue.Whole(3)), Map.of("ssm", 5, "attention", 5), v -> {
                    double[] ssm = product(v.input("ssm"), 5, v.weight("ssm"));
                    return Map.of("out", Naive.sum(ssm, product(v.input("attention"), 5, v.weight("attention"))));
                });
    }

    @Test
    void a_gate_blends_the_branches_by_what_both_say() {
        LayerCheck.check(new FuseGate(), Map.of(), Map.of("ssm", 6, "attention", 6), v -> {
            double[] logits = Naive.sum(
                    product(v.input("ssm"), 6, v.weight("ssm")),
                    product(v.input("attention"), 6, v.weight("attention")));
            double[] out = new double[logits.length];
            for (int i = 0; i < out.length; i++) {
                double g = Naive.sigmoid(logits[i]);
                out[i] = g * v.input("ssm")[i] + (1 - g) * v.input("attention")[i];
            }
            return Map.of("out", out);
        });
    }

    @Test
    void learned_weights_come_in_three_kinds() {
        Map<String, Integer> widths = Map.of("ssm", 5, "attention", 5);
        LayerCheck.check(new FuseWeighted(), Map.of(), widths, v -> {
            double[] w = v.weight("weights");
            return Map.of("out", weighted(v, (m, a, j) -> w[0] * m + w[1] * a, 5));
        });
        LayerCheck.check(
                new FuseWeighted(),
                Map.of("weights", new ParamValue.Text("per-channel")),
                widths,
                v -> Map.of("out", weighted(v, (m, a, j) -> v.weight("ssm")[j] * m + v.weight("attention")[j] * a, 5)));
        LayerCheck.check(new FuseWeighted(), Map.of("weights", new ParamValue.Text("tanh")), widths, v -> {
            double beta = v.weight("beta")[0];
            return Map.of("out", weighted(v, (m, a, j) -> m + Math.tanh(beta) * a, 5));
        });
    }

    @Test
    void a_scale_block_multiplies_with_a_fixed_or_a_learned_number() {
        ParamValue two = new ParamValue.Real(2.5);
        LayerCheck.check(
                new Scale(),
                Map.of("multiplier", two),
                Map.of("in", 5),
                v -> Map.of("out", columns(v.input("in"), 5, (x, j) -> 2.5 * x)));
        LayerCheck.check(
                new Scale(),
                Map.of("multiplier", two, "learned", new ParamValue.Flag(true)),
                Map.of("in", 5),
                v -> Map.of("out", columns(v.input("in"), 5, (x, j) -> v.weight("multiplier")[0] * x)));
    }

    @Test
    void a_concat_block_puts_channels_side_by_side() {
        LayerCheck.check(
                new Concat(),
                Map.of("inputs", new ParamValue.Whole(3)),
                Map.of("a", 2, "b", 1, "c", 4),
                v -> Map.of("out", joined(v, Map.of("a", 2, "b", 1, "c", 4), "a", "b", "c")));
        LayerCheck.check(
                new Concat(),
                Map.of(),
                Map.of("a", 3, "b", 3),
                v -> Map.of("out", joined(v, Map.of("a", 3, "b", 3), "a", "b")));
    }

    @Test
    void dropout_without_a_rate_passes_everything() {
        LayerCheck.check(
                new Dropout(),
                Map.of("rate", new ParamValue.Real(0)),
                Map.of("in", 5),
                v -> Map.of("out", v.input("in").clone()));
    }

    /** A fusion of one channel. */
    private interface Fusion {
        double of(double m, double a, int channel);
    }

    private static double[] weighted(LayerCheck.Values values, Fusion fusion, int width) {
        double[] m = values.input("ssm");
        double[] a = values.input("attention");
        double[] out = new double[m.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = fusion.of(m[i], a[i], i % width);
        }
        return out;
    }

    private static double[] joined(LayerCheck.Values values, Map<String, Integer> widths, String... ports) {
        int total = widths.values().stream().mapToInt(Integer::intValue).sum();
        double[] out = new double[values.rows() * total];
        int at = 0;
        for (int row = 0; row < values.rows(); row++) {
            for (String port : ports) {
                int width = widths.get(port);
                System.arraycopy(values.input(port), row * width, out, at, width);
                at += width;
            }
        }
        return out;
    }
}
