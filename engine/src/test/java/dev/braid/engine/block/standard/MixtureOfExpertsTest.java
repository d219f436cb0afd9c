package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.block.Site;
import dev.braid.engine.tensor.LayerPlan.Mode;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MixtureOfExpertsTest {
    private static final MixtureOfExperts TYPE = new MixtureOfExperts();

    @Test
    void two_of_five_gated_experts_agree_with_the_formula() {
        check(3, "experts", 5, "active", 2, "hidden", 4);
    }

    @Test
    void a_shared_expert_serves_every_token() {
        check(3, "experts", 3, "active", 2, "hidden", 4, "shared", true);
    }

    @Test
    void the_best_expert_alone_is_weighted_with_its_probability() {
        check(3, "experts", 4, "active", 1, "hidden", 2, "form", "gelu");
    }

    @Test
    void all_experts_together_agree_with_the_formula() {
        check(3, "experts", 3, "active", 3, "form", "gelu", "shared", true);
    }

    @Test
    void the_balance_term_counts_in_the_loss_and_in_the_router_alone() {
        int width = 4;
        int count = 3;
        Site site = LayerCheck.site(
                TYPE,
                Mixers.settings(TYPE, "experts", count, "active", 2, "hidden", 4, "balance", 0.25),
                Map.of("in", width));
        LayerHarness harness = new LayerHarness(TYPE, site, Mode.TRAIN, 2, 9, 9, false, false);
        harness.initialise(1, 0.3);
        harness.pass.shardShare = 0.5f;
        Random random = new Random(4);
        float[] x = new float[18 * width];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        harness.forward(2, Map.of("in", x));
        double[] router = LayerCheck.toDouble(harness.weight("router"));
        double loss = 0.25 * NaiveBlocks.imbalance(LayerCheck.toDouble(x), width, router, count, 2);
        assertThat(harness.pass.auxiliaryLoss).isCloseTo(loss, within(1e-6));

        harness.backward(Map.of("out", new float[x.length]), 0);
        double[] expected = new double[router.length];
        for (int i = 0; i < router.length; i++) {
            double at = router[i];
            router[i] = at + 1e-5;
            double up = NaiveBlocks.imbalance(LayerCheck.toDouble(x), width, router, count, 2);
            router[i] = at - 1e-5;
            double down = NaiveBlocks.imbalance(LayerCheck.toDouble(x), width, router, count, 2);
            router[i] = at;
            expected[i] = 0.5 * 0.25 * (up - down) / 2e-5;
        }
        LayerCheck.assertClose(
                "gradient of router", LayerCheck.toDouble(harness.gradientOfWeight("router")), expected, 1e-4);
        assertThat(harness.gradientOfWeight("experts.0.up")).containsOnly(0);
    }

    @Test
    void more_active_experts_than_there_are_is_a_problem_with_a_fix() {
        assertThat(Mixers.problems(TYPE, Map.of("in", 4), "experts", 2, "active", 3))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.text()).contains("3 of 2 experts");
                    assertThat(problem.fix()).isNotNull();
                });
    }

    @Test
    void work_counts_active_experts_only() {
        Site few = LayerCheck.site(TYPE, Mixers.settings(TYPE, "experts", 4), Map.of("in", 32));
        Site many = LayerCheck.site(TYPE, Mixers.settings(TYPE, "experts", 16), Map.of("in", 32));
        assertThat(TYPE.cost(many).flopsPerToken() - TYPE.cost(few).flopsPerToken())
                .isEqualTo(2 * 32 * 12);
        assertThat(TYPE.cost(many).parameters() - TYPE.cost(few).parameters()).isEqualTo(12L * (3 * 32 * 88 + 32));
    }

    private static void check(int width, Object... given) {
        LayerCheck.check(TYPE, Mixers.settings(TYPE, given), Map.of("in", width));
    }
}
