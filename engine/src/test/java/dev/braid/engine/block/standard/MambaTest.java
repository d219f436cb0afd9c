package dev.braid.engine.block.standard;

import static dev.braid.engine.block.standard.Naive.columns;
import static dev.braid.engine.block.standard.Naive.product;
import static dev.braid.engine.block.standard.NaiveMixers.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.Site;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Weight;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MambaTest {
    private static final Mamba TYPE = new Mamba();

    @Test
    void the_defaults_agree_with_the_formula() {
        check(3, 2, 16, 1);
    }

    @Test
    void other_sizes_agree_with_the_formula() {
        check(5, 3, 3, 4, "expand", 3, "state-size", 3, "convolution", 2, "dt-rank", 4);
        check(4, 1, 1, 1, "expand", 1, "state-size", 1, "convolution", 1);
    }

    @Test
    void a_token_is_seen_from_itself_on() {
        assertThat(Mixers.positionsThatSee(TYPE, Map.of("in", 8), 6, 9)).containsExactly(6, 7, 8);
    }

    @Test
    void weights_start_as_published() {
        Site site = LayerCheck.site(TYPE, Map.of(), Map.of("in", 64));
        LayerHarness harness = new LayerHarness(TYPE, site, Mode.EVALUATE, 1, 1, 8, false, false);
        harness.initialise(1, 0);
        Weight decays = harness.weights.get("A_log");
        assertThat(decays.shape()).containsExactly(16, 128);
        assertThat(harness.weight("A_log")[128 * 15 + 7]).isEqualTo((float) Math.log(16));
        assertThat(harness.weight("D")).containsOnly(1f);
        assertThat(harness.weights.get("dt_proj").shape()).containsExactly(4, 128);
        for (float bias : harness.weight("dt_bias")) {
            assertThat(NaiveMixers.softplus(bias)).isBetween(0.000999, 0.1001);
        }
        assertThat(harness.weights.values().stream()
                        .filter(weight -> !weight.decay())
                        .map(Weight::name))
                .containsExactlyInAnyOrder("conv_bias", "dt_bias", "A_log", "D");
    }

    private static void check(int width, int expand, int states, int rank, Object... given) {
        int inner = expand * width;
        int selective = rank + 2 * states;
        LayerCheck.check(TYPE, Mixers.settings(TYPE, given), Map.of("in", width), v -> {
            double[] xz = product(v.input("in"), width, v.weight("in_proj"));
            double[] z = slice(xz, 2 * inner, inner, inner);
            double[] x = NaiveMixers.convolution(
                    slice(xz, 2 * inner, 0, inner), inner, v.length(), v.weight("conv"), v.weight("conv_bias"));
            Arrays.setAll(x, i -> Naive.silu(x[i]));
            double[] dbc = product(x, inner, v.weight("x_proj"));
            double[] delta = columns(
                    product(slice(dbc, selective, 0, rank), rank, v.weight("dt_proj")),
                    inner,
                    (raw, d) -> NaiveMixers.softplus(raw + v.weight("dt_bias")[d]));
            double[] y = new double[x.length];
            for (int s = 0; s < v.sequences(); s++) {
                for (int d = 0; d < inner; d++) {
                    double[] h = new double[states];
                    for (int t = 0; t < v.length(); t++) {
                        int row = s * v.length() + t;
                        int at = row * inner + d;
                        int bc = row * selective + rank;
                        y[at] = v.weight("D")[d] * x[at];
                        for (int n = 0; n < states; n++) {
                            double a = -Math.exp(v.weight("A_log")[n * inner + d]);
                            h[n] = Math.exp(delta[at] * a) * h[n] + delta[at] * x[at] * dbc[bc + n];
                            y[at] += h[n] * dbc[bc + states + n];
                        }
                    }
                }
            }
            Arrays.setAll(y, i -> y[i] * Naive.silu(z[i]));
            return Map.of("out", product(y, inner, v.weight("out_proj")));
        });
    }
}
