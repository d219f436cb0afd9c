package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.tensor.Weight;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MambaTest {
    private static BlockBench bench(int width, int contextLength, Map<String, Object> parameters) {
        return new BlockBench(new Mamba(), parameters, Map.of("in", width), contextLength);
    }

    @Test
    void the_defaults_agree_with_the_formula() {
        check(18, Map.of(), 2, 19);
    }

    @Test
    void other_sizes_agree_with_the_formula() {
        check(5, Map.of("expand", 3, "state-size", 3, "convolution", 2, "dt-rank", 4), 3, 7);
    }

    @Test
    void a_convolution_of_one_token_agrees_with_the_formula() {
        check(6, Map.of("expand", 1, "state-size", 1, "convolution", 1), 2, 1);
    }

    @Test
    void a_token_is_seen_from_itself_on() {
        assertThat(bench(8, 20, Map.of()).rowsThatSee(6, 20)).hasSize(14);
    }

    @Test
    void decoding_equals_the_whole_forward() {
        bench(12, 37, Map.of()).decodesAsForward(3, 37);
        bench(7, 9, Map.of("convolution", 1, "state-size", 5)).decodesAsForward(2, 9);
    }

    @Test
    void weights_start_as_published() {
        BlockBench bench = bench(64, 8, Map.of());
        Weight decays = bench.weights.get("A_log");
        assertThat(decays.shape()).containsExactly(16, 128);
        assertThat(decays.decay()).isFalse();
        assertThat(bench.values[decays.offset() + 128 * 15 + 7]).isEqualTo((float) Math.log(16));
        Weight skip = bench.weights.get("D");
        assertThat(skip.decay()).isFalse();
        assertThat(bench.values[skip.offset()]).isEqualTo(1f);
        Weight bias = bench.weights.get("dt_bias");
        assertThat(bias.decay()).isFalse();
        for (int i = 0; i < bias.size(); i++) {
            assertThat(Naives.softplus(bench.values[bias.offset() + i])).isBetween(0.000999, 0.1001);
        }
        assertThat(bench.weights.get("dt_proj").shape()).containsExactly(4, 128);
    }

    private static void check(int width, Map<String, Object> parameters, int sequences, int length) {
        BlockBench bench = bench(width, length, parameters);
        bench.agreesWith((value, s, l) -> naive(bench, width, value, s, l), sequences, length);
    }

    private static double[] naive(BlockBench bench, int width, Map<String, double[]> value, int sequences, int length) {
        int inner = bench.settings.whole("expand") * width;
        int states = bench.settings.whole("state-size");
        int rank = bench.weights.get("dt_proj").shape()[0];
        int selective = rank + 2 * states;
        double[] xz = Naives.product(value.get("in"), width, value.get("in_proj"), 2 * inner);
        double[] z = Naives.columns(xz, 2 * inner, inner, inner);
        double[] x = Naives.convolution(
                Naives.columns(xz, 2 * inner, 0, inner),
                inner,
                value.get("conv"),
                value.get("conv_bias"),
                true,
                sequences,
                length);
        double[] dbc = Naives.product(x, inner, value.get("x_proj"), selective);
        double[] raw = Naives.product(Naives.columns(dbc, selective, 0, rank), rank, value.get("dt_proj"), inner);
        double[] delta = Naives.map(raw, i -> Naives.softplus(raw[i] + value.get("dt_bias")[i % inner]));
        double[] y = new double[x.length];
        for (int s = 0; s < sequences; s++) {
            for (int d = 0; d < inner; d++) {
                double[] h = new double[states];
                for (int t = 0; t < length; t++) {
                    int at = (s * length + t) * inner + d;
                    int bc = (s * length + t) * selective + rank;
                    double sum = value.get("D")[d] * x[at];
                    for (int n = 0; n < states; n++) {
                        double a = -Math.exp(value.get("A_log")[n * inner + d]);
                        h[n] = Math.exp(delta[at] * a) * h[n] + delta[at] * x[at] * dbc[bc + n];
                        sum += h[n] * dbc[bc + states + n];
                    }
                    y[at] = sum;
                }
            }
        }
        double[] gated = Naives.map(y, i -> y[i] * Naives.silu(z[i]));
        return Naives.product(gated, inner, value.get("out_proj"), width);
    }
}
