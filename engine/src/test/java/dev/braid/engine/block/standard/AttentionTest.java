package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private static final Attention TYPE = new Attention();

    @Test
    void full_attention_with_rope_agrees_with_its_formula() {
        check(6, "heads", 3);
    }

    @Test
    void heads_of_another_width_than_the_input_divides_into_agree_with_their_formula() {
        check(5, "heads", 2, "head-dimension", 6, "rope-theta", 100.0);
    }

    @Test
    void query_heads_that_share_keys_and_values_agree_with_their_formula() {
        check(8, "heads", 4, "key-value-heads", 2, "position", "none");
        check(8, "heads", 4, "key-value-heads", 1);
    }

    @Test
    void a_window_agrees_with_its_formula() {
        check(4, "heads", 2, "span", "window", "window", 4);
    }

    @Test
    void a_window_with_sinks_agrees_with_its_formula() {
        check(4, "heads", 2, "span", "window", "window", 3, "sinks", 2);
        check(4, "heads", 1, "span", "window", "window", 40, "sinks", 40);
    }

    @Test
    void chunks_agree_with_their_formula() {
        check(4, "heads", 1, "span", "chunk", "chunk", 6);
    }

    @Test
    void a_window_of_w_sees_exactly_w_keys() {
        assertThat(positionsThatSee(6, 20, "heads", 2, "span", "window", "window", 5))
                .containsExactly(6, 7, 8, 9, 10);
        assertThat(positionsThatSee(50, 150, "heads", 2, "span", "window", "window", 70))
                .hasSize(70)
                .startsWith(50);
    }

    @Test
    void sinks_stay_visible_beyond_the_window() {
        assertThat(positionsThatSee(0, 12, "heads", 2, "span", "window", "window", 3, "sinks", 1))
                .hasSize(12);
        assertThat(positionsThatSee(1, 12, "heads", 2, "span", "window", "window", 3, "sinks", 1))
                .containsExactly(1, 2, 3);
    }

    @Test
    void a_chunk_is_seen_to_its_end_only() {
        assertThat(positionsThatSee(6, 12, "heads", 2, "span", "chunk", "chunk", 5))
                .containsExactly(6, 7, 8, 9);
    }

    @Test
    void full_attention_sees_everything_before_and_nothing_behind() {
        assertThat(positionsThatSee(3, 9, "heads", 2)).containsExactly(3, 4, 5, 6, 7, 8);
    }

    @Test
    void visible_positions_are_counted_exactly() {
        for (Object[] parameters : List.of(
                new Object[] {},
                new Object[] {"span", "window", "window", 5},
                new Object[] {"span", "window", "window", 3, "sinks", 4},
                new Object[] {"span", "window", "window", 9, "sinks", 9},
                new Object[] {"span", "chunk", "chunk", 5})) {
            Settings settings = Settings.of(TYPE.parameters(), Mixers.settings(TYPE, parameters));
            int seen = 0;
            for (int i = 0; i < 13; i++) {
                for (int j = 0; j < 13; j++) {
                    seen += NaiveMixers.sight(settings).sees(i, j) ? 1 : 0;
                }
            }
            assertThat(HeadSettings.of(settings, 8).visiblePositions(13)).isEqualTo(seen / 13.0);
        }
    }

    @Test
    void heads_that_do_not_divide_the_width_are_named_with_a_fix() {
        assertThat(Mixers.problems(TYPE, Map.of("in", 10), "heads", 4))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.text())
                            .isEqualTo(
                                    "A width of 10 does not divide into 4 heads; set heads to a divisor of 10, such as 2, or"
                                            + " set head-dimension.");
                    assertThat(problem.fix()).isNotNull();
                });
    }

    @Test
    void odd_heads_cannot_be_rotated() {
        assertThat(Mixers.problems(TYPE, Map.of("in", 9), "heads", 3))
                .singleElement()
                .asString()
                .contains("must be even, and it is 3");
        assertThat(Mixers.problems(TYPE, Map.of("in", 9), "heads", 3, "position", "none"))
                .isEmpty();
    }

    @Test
    void key_value_heads_must_divide_the_heads() {
        assertThat(Mixers.problems(TYPE, Map.of(), "heads", 4, "key-value-heads", 3))
                .singleElement()
                .asString()
                .contains("such as 2");
    }

    private static List<Integer> positionsThatSee(int changed, int length, Object... settings) {
        return Mixers.positionsThatSee(TYPE, Map.of("in", 8), changed, length, settings);
    }

    private static void check(int width, Object... given) {
        LayerCheck.check(TYPE, Mixers.settings(TYPE, given), Map.of("in", width));
    }
}
