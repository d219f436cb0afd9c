package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.Site;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.tensor.LayerPlan.Mode;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int WIDTH = 10;
    private static final int LENGTH = 100;

    private static LayerHarness harness(Mode mode, int sequences, boolean accumulate) {
        Site site = LayerCheck.site(new Dropout(), Map.of("rate", new ParamValue.Real(0.25)), Map.of("in", WIDTH));
        return new LayerHarness(new Dropout(), site, mode, sequences, LENGTH, LENGTH, accumulate, false);
    }

    private static float[] ones(int sequences) {
        float[] values = new float[sequences * LENGTH * WIDTH];
        Arrays.fill(values, 1);
        return values;
    }

    @Test
    void a_quarter_is_dropped_and_the_rest_is_enlarged_so_that_the_mean_stays() {
        LayerHarness harness = harness(Mode.TRAIN, 8, false);
        harness.forward(8, Map.of("in", ones(8)));
        float[] out = harness.valueOfOutput("out");
        int dropped = 0;
        for (float value : out) {
            assertThat(value).isIn(0f, 1 / 0.75f);
            dropped += value == 0 ? 1 : 0;
        }
        // 8000 draws: the standard deviation of the share is 0.0048
        assertThat(dropped / (double) out.length).isBetween(0.23, 0.27);
    }

    @Test
    void the_gradient_passes_where_the_value_passed() {
        for (boolean accumulate : new boolean[] {false, true}) {
            LayerHarness harness = harness(Mode.TRAIN, 2, accumulate);
            harness.forward(2, Map.of("in", ones(2)));
            float[] out = harness.valueOfOutput("out");
            harness.backward(Map.of("out", ones(2)), 0.5f);
            float[] gradient = harness.gradientOfInput("in");
            for (int i = 0; i < out.length; i++) {
                assertThat(gradient[i]).isEqualTo(out[i] + (accumulate ? 0.5f : 0));
            }
        }
    }

    @Test
    void the_mask_depends_on_the_row_in_the_batch_and_not_on_the_shard() {
        LayerHarness whole = harness(Mode.TRAIN, 2, false);
        whole.pass.tokenOffset = 0;
        whole.forward(2, Map.of("in", ones(2)));
        LayerHarness second = harness(Mode.TRAIN, 1, false);
        second.pass.tokenOffset = LENGTH;
        second.forward(1, Map.of("in", ones(1)));
        float[] both = whole.valueOfOutput("out");
        assertThat(second.valueOfOutput("out")).containsExactly(Arrays.copyOfRange(both, both.length / 2, both.length));
    }

    @Test
    void another_step_drops_others() {
        LayerHarness harness = harness(Mode.TRAIN, 1, false);
        harness.forward(1, Map.of("in", ones(1)));
        float[] first = harness.valueOfOutput("out");
        harness.pass.dropoutSeed++;
        harness.forward(1, Map.of("in", ones(1)));
        assertThat(harness.valueOfOutput("out")).isNotEqualTo(first);
    }

    @Test
    void nothing_is_dropped_outside_training() {
        LayerHarness harness = harness(Mode.EVALUATE, 1, false);
        harness.forward(1, Map.of("in", ones(1)));
        assertThat(harness.valueOfOutput("out")).containsExactly(ones(1));
    }
}
