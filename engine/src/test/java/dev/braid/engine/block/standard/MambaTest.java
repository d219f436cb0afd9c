package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.Site;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Weight;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MambaTest {
    private static final Mamba TYPE = new Mamba();

    @Test
    void the_defaults_agree_with_the_formula() {
        check(3);
    }

    @Test
    void other_sizes_agree_with_the_formula() {
        check(5, "expand", 3, "state-size", 3, "convolution", 2, "dt-rank", 4);
        check(4, "expand", 1, "state-size", 1, "convolution", 1);
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

    private static void check(int width, Object... given) {
        LayerCheck.check(TYPE, Mixers.settings(TYPE, given), Map.of("in", width));
    }
}
