package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.block.Site;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Weight;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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

    private static final int LENGTH = 12;
    private static final int SEQUENCES = 2;
    private static final int WIDTH = 3;

    private static LayerHarness harness(Mode mode, Object... given) {
        Site site = LayerCheck.site(TYPE, Mixers.settings(TYPE, given), Map.of("in", WIDTH));
        LayerHarness harness = new LayerHarness(TYPE, site, mode, SEQUENCES, LENGTH, LENGTH, false, false);
        harness.initialise(1, 0.3);
        return harness;
    }

    private static Map<String, float[]> input() {
        Random random = new Random(4);
        float[] in = new float[SEQUENCES * LENGTH * WIDTH];
        for (int i = 0; i < in.length; i++) {
            in[i] = (float) random.nextGaussian();
        }
        return Map.of("in", in);
    }

    private static float[] out(LayerHarness harness) {
        harness.forward(SEQUENCES, input());
        return harness.valueOfOutput("out");
    }

    private static void assertAgrees(LayerHarness harness, UnaryOperator<double[]> steps) {
        float[] actual = out(harness);
        Site site = LayerCheck.site(TYPE, Map.of(), Map.of("in", WIDTH));
        double[] expected = NaiveBlocks.mamba(site, LayerCheck.values(harness, input()), steps);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(2e-5));
        }
    }

    /** The naive way: a token is kept if fewer than K tokens of its context have a larger norm. */
    private static double[] decimated(double[] steps, int keep) {
        int inner = steps.length / SEQUENCES / LENGTH;
        double[] norms = new double[SEQUENCES * LENGTH];
        for (int i = 0; i < steps.length; i++) {
            norms[i / inner] += steps[i] * steps[i];
        }
        double[] kept = steps.clone();
        for (int i = 0; i < steps.length; i++) {
            int row = i / inner;
            int first = row / LENGTH * LENGTH;
            long larger = IntStream.range(first, first + LENGTH)
                    .filter(other -> norms[other] > norms[row])
                    .count();
            kept[i] = larger < keep ? steps[i] : 0;
        }
        return kept;
    }

    @Test
    void only_the_tokens_with_the_largest_steps_change_the_state_where_so_many_are_kept() {
        assertAgrees(harness(Mode.EVALUATE, "keep", 5), steps -> decimated(steps, 5));
        assertAgrees(harness(Mode.EVALUATE, "keep", 1), steps -> decimated(steps, 1));
        assertThat(out(harness(Mode.EVALUATE, "keep", 5))).isNotEqualTo(out(harness(Mode.EVALUATE)));
    }

    @Test
    void a_context_that_is_kept_whole_and_a_training_lose_nothing() {
        float[] plain = out(harness(Mode.EVALUATE));
        assertThat(out(harness(Mode.EVALUATE, "keep", LENGTH))).containsExactly(plain);
        assertThat(out(harness(Mode.TRAIN, "keep", 1))).containsExactly(plain);
    }

    @Test
    void steps_below_the_threshold_of_their_channel_are_skipped_but_not_in_training() {
        assertAgrees(skipping(Mode.EVALUATE), MambaTest::skipped);
        float[] plain = out(harness(Mode.TRAIN));
        assertThat(out(skipping(Mode.TRAIN))).containsExactly(plain);
        assertThat(out(skipping(Mode.EVALUATE))).isNotEqualTo(plain);
    }

    @Test
    void decoding_skips_the_same_steps_as_a_whole_context() {
        float[] whole = out(skipping(Mode.EVALUATE));
        LayerHarness decode = skipping(Mode.EVALUATE).like(Mode.DECODE, SEQUENCES, 1);
        for (int t = 0; t < LENGTH; t++) {
            decode.pass.start = t;
            decode.forward(SEQUENCES, Map.of("in", LayerCheck.column(input().get("in"), SEQUENCES, LENGTH, t)));
            float[] now = decode.valueOfOutput("out");
            float[] then = LayerCheck.column(whole, SEQUENCES, LENGTH, t);
            for (int i = 0; i < now.length; i++) {
                assertThat(now[i]).isCloseTo(then[i], within(2e-5f));
            }
        }
    }

    private static final float[] THRESHOLDS = {0f, 0.02f, 0.05f, 0.1f, 0.5f, 100f};

    private static LayerHarness skipping(Mode mode) {
        LayerHarness harness = harness(mode, "skip-small-steps", true);
        Weight weight = harness.weights.get("skip_below");
        System.arraycopy(THRESHOLDS, 0, harness.pass.weights, weight.offset(), weight.size());
        return harness;
    }

    private static double[] skipped(double[] steps) {
        double[] left = steps.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] = left[i] < THRESHOLDS[i % THRESHOLDS.length] ? 0 : left[i];
        }
        return left;
    }

    private static void check(int width, Object... given) {
        LayerCheck.check(TYPE, Mixers.settings(TYPE, given), Map.of("in", width));
    }
}
