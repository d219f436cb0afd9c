package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.Site;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Weight;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Mamba2Test {
    private static final Mamba2 TYPE = new Mamba2();

    @Test
    void every_scan_chunk_agrees_with_the_recurrence_ragged_lengths_included() {
        for (int chunk : new int[] {1, 3, 16, 64}) {
            check(3, "head-dimension", 3, "state-size", 5, "chunk", chunk);
        }
    }

    @Test
    void groups_agree_with_the_recurrence() {
        check(4, "head-dimension", 2, "state-size", 3, "groups", 2, "chunk", 8, "convolution", 2);
    }

    @Test
    void one_wide_head_agrees_with_the_recurrence() {
        check(5, "expand", 1, "head-dimension", 5, "state-size", 2, "chunk", 7, "convolution", 1);
    }

    @Test
    void a_token_is_seen_from_itself_on() {
        assertThat(Mixers.positionsThatSee(TYPE, Map.of("in", 8), 6, 9, "head-dimension", 4, "chunk", 4))
                .containsExactly(6, 7, 8);
    }

    @Test
    void weights_start_as_published_and_none_of_the_recurrence_decays() {
        Map<String, dev.braid.engine.graph.ParamValue> given = Mixers.settings(TYPE, "a-low", 0.01, "a-high", 2.0);
        Site site = LayerCheck.site(TYPE, given, Map.of("in", 64));
        LayerHarness harness = new LayerHarness(TYPE, site, Mode.EVALUATE, 1, 1, 8, false, false);
        harness.initialise(1, 0);
        for (float logarithm : harness.weight("A_log")) {
            assertThat(Math.exp(logarithm)).isBetween(0.0099, 2.0001);
        }
        assertThat(harness.weights.values().stream()
                        .filter(weight -> !weight.decay())
                        .map(Weight::name))
                .containsExactlyInAnyOrder("dt_bias", "A_log", "D", "norm");
    }

    @Test
    void parameters_are_those_of_the_cost_model() {
        int d = 64;
        int inner = 128;
        int n = 128;
        int heads = 2;
        Site site = LayerCheck.site(TYPE, Map.of(), Map.of("in", d));
        assertThat(TYPE.cost(site).parameters())
                .isEqualTo(d * (2 * inner + 2 * n + heads) + inner * d + 4 * (inner + 2 * n) + 3 * heads + inner);
    }

    @Test
    void heads_that_do_not_divide_the_inner_width_are_named_with_a_fix() {
        assertThat(Mixers.problems(TYPE, Map.of("in", 48))).singleElement().satisfies(problem -> {
            assertThat(problem.text()).contains("64", "96", "such as 48");
            assertThat(problem.fix()).isNotNull();
        });
    }

    @Test
    void groups_and_decay_rates_that_do_not_fit_are_named() {
        assertThat(Mixers.problems(TYPE, Map.of("in", 64), "groups", 4))
                .singleElement()
                .asString()
                .contains("cannot form 4 equal groups");
        assertThat(Mixers.problems(TYPE, Map.of("in", 64), "a-low", 3.0, "a-high", 2.0))
                .singleElement()
                .asString()
                .contains("set a-low to at most a-high");
    }

    private static void check(int width, Object... given) {
        LayerCheck.check(TYPE, Mixers.settings(TYPE, given), Map.of("in", width));
    }
}
