package dev.braid.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermutationTest {
    @Test
    void every_position_comes_once() {
        for (int count : new int[] {1, 2, 3, 17, 64, 1000}) {
            Set<Long> seen = new HashSet<>();
            for (int position = 0; position < count; position++) {
                seen.add(Permutation.at(5, 2, position, count));
            }
            assertThat(seen).hasSize(count).allMatch(value -> value >= 0 && value < count);
        }
    }

    @Test
    void epochs_and_seeds_have_orders_of_their_own() {
        long count = 10_000_000_000L;
        assertThat(Permutation.at(1, 0, 7, count)).isNotEqualTo(Permutation.at(1, 1, 7, count));
        assertThat(Permutation.at(1, 0, 7, count)).isNotEqualTo(Permutation.at(2, 0, 7, count));
        assertThat(Permutation.at(1, 0, 7, count)).isBetween(0L, count - 1);
    }
}
