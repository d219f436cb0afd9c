package dev.braid.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttentionShapeTest {
    private static int[] seen(AttentionShape shape, int query) {
        return IntStream.range(0, shape.keys())
                .filter(key -> shape.sees(query, key))
                .toArray();
    }

    @Test
    void a_causal_query_sees_all_keys_up_to_its_own() {
        assertThat(seen(AttentionShape.causal(9, 4), 3)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void a_window_of_w_sees_exactly_w_keys() {
        assertThat(seen(new AttentionShape(9, 4, 1, 3, 0, 0, 1), 6)).containsExactly(4, 5, 6);
        assertThat(seen(new AttentionShape(9, 4, 1, 3, 0, 0, 1), 1)).containsExactly(0, 1);
    }

    @Test
    void sinks_stay_visible_beyond_the_window() {
        assertThat(seen(new AttentionShape(9, 4, 1, 3, 2, 0, 1), 7)).containsExactly(0, 1, 5, 6, 7);
        assertThat(seen(new AttentionShape(9, 4, 1, 3, 2, 0, 1), 0)).containsExactly(0);
    }

    @Test
    void a_chunk_sees_nothing_of_the_chunk_before() {
        assertThat(seen(new AttentionShape(9, 4, 1, 0, 0, 4, 1), 3)).containsExactly(0, 1, 2, 3);
        assertThat(seen(new AttentionShape(9, 4, 1, 0, 0, 4, 1), 5)).containsExactly(4, 5);
    }

    @Test
    void interleaved_keys_of_two_branches_come_in_pairs() {
        assertThat(seen(new AttentionShape(9, 4, 2, 2, 1, 0, 1), 4)).containsExactly(0, 1, 6, 7, 8, 9);
    }

    @Test
    void impossible_sizes_are_refused_in_words() {
        assertThatThrownBy(() -> new AttentionShape(9, 0, 1, 0, 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("head dimension 0");
    }
}
