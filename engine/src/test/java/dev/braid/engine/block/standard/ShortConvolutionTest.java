package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortConvolutionTest {
    private static final ShortConvolution TYPE = new ShortConvolution();

    @Test
    void it_agrees_with_its_formula() {
        for (int taps = 1; taps <= 5; taps++) {
            check(5, "convolution", taps);
        }
        check(17, "convolution", 3, "silu", true);
    }

    @Test
    void it_sees_exactly_k_tokens() {
        assertThat(Mixers.positionsThatSee(TYPE, Map.of("in", 6), 4, 12, "convolution", 3))
                .containsExactly(4, 5, 6);
    }

    private static void check(int width, Object... given) {
        LayerCheck.check(TYPE, Mixers.settings(TYPE, given), Map.of("in", width));
    }
}
