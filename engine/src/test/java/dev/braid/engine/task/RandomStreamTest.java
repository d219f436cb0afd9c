package dev.braid.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void gives_the_published_numbers_of_xoroshiro128_plus_plus() {
        RandomStream random = RandomStream.withState(1, 2);
        assertThat(IntStream.range(0, 6).mapToLong(i -> random.next()))
                .containsExactly(
                        393217L,
                        669327710093319L,
                        1732421326133921491L,
                        Long.parseUnsignedLong("11394790081659126983"),
                        Long.parseUnsignedLong("9555452776773192676"),
                        3586421180005889563L);
    }

    @Test
    void every_word_of_the_name_changes_the_stream() {
        Set<Long> firsts = new HashSet<>();
        int streams = 0;
        for (long seed = -2; seed < 3; seed++) {
            for (Split split : Split.values()) {
                for (long batch = 0; batch < 20; batch++) {
                    for (int sequence = 0; sequence < 20; sequence++) {
                        firsts.add(RandomStream.of(seed, split, batch, sequence).next());
                        streams++;
                    }
                }
            }
        }
        assertThat(firsts).hasSize(streams);
    }

    @Test
    void the_order_and_the_number_of_words_matter() {
        assertThat(Set.of(
                        RandomStream.named(1, 2).next(),
                        RandomStream.named(2, 1).next(),
                        RandomStream.named(1, 2, 0).next(),
                        RandomStream.named(0, 1, 2).next()))
                .hasSize(4);
    }

    @Test
    void below_is_uniform() {
        RandomStream random = RandomStream.named(7);
        long[] counts = new long[13];
        for (int i = 0; i < 130_000; i++) {
            counts[random.below(13)]++;
        }
        double[] expected = new double[13];
        java.util.Arrays.fill(expected, 10_000);
        assertThat(Statistics.chiSquareIsPlausible(counts, expected)).isTrue();
    }

    @Test
    void unit_stays_in_its_interval_and_is_centred() {
        RandomStream random = RandomStream.named(8);
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            double value = random.unit();
            assertThat(value).isBetween(0.0, Math.nextDown(1.0));
            sum += value;
        }
        // Standard error of the mean: sqrt(1 / 12 / 100,000) = 0.0009; five of them.
        assertThat(sum / 100_000).isBetween(0.4954, 0.5046);
    }

    @Test
    void shuffling_keeps_all_elements_and_puts_each_anywhere() {
        RandomStream random = RandomStream.named(9);
        long[] places = new long[5];
        for (int round = 0; round < 5000; round++) {
            int[] values = {0, 1, 2, 3, 4};
            random.shuffle(values);
            assertThat(values).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            for (int place = 0; place < 5; place++) {
                if (values[place] == 0) {
                    places[place]++;
                }
            }
        }
        assertThat(Statistics.chiSquareIsPlausible(places, new double[] {1000, 1000, 1000, 1000, 1000}))
                .isTrue();
    }
}
