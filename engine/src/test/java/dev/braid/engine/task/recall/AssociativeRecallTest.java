package dev.braid.engine.task.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.Statistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssociativeRecallTest {
    private static BoundTask task(int vocabulary, int pairs, String filler) {
        return new AssociativeRecall()
                .bind(Map.of(
                        "vocabulary", new ParamValue.Whole(vocabulary),
                        "pairs", new ParamValue.Whole(pairs),
                        "filler", new ParamValue.Text(filler)));
    }

    @ParameterizedTest
    @CsvSource({
        "8192, 64, 4, zero",
        "8192, 512, 64, random",
        "65, 64, 16, zero",
        "67, 66, 16, random",
        "5, 4, 1, zero",
        "301, 101, 7, random",
        "8192, 1024, 256, zero"
    })
    void follows_the_published_rule(int vocabulary, int length, int pairs, String filler) {
        Batch batch = task(vocabulary, pairs, filler).batch(Split.TRAIN, 3, 5, 20, length);
        for (int row = 0; row < 20; row++) {
            int start = row * length;
            Map<Integer, Integer> valueOf = new HashMap<>();
            Map<Integer, Integer> placeOf = new HashMap<>();
            Set<Integer> values = new HashSet<>();
            for (int pair = 0; pair < pairs; pair++) {
                int key = batch.tokens()[start + 2 * pair];
                int value = batch.tokens()[start + 2 * pair + 1];
                assertThat(key).isBetween(1, vocabulary / 2 - 1);
                assertThat(value).isBetween(vocabulary / 2, vocabulary - 1);
                assertThat(valueOf.put(key, value))
                        .as("a key stands once among the pairs")
                        .isNull();
                placeOf.put(key, 2 * pair);
                assertThat(values.add(value))
                        .as("a value stands once among the pairs")
                        .isTrue();
            }
            Set<Integer> asked = new HashSet<>();
            for (int position = 0; position < length; position++) {
                int token = batch.tokens()[start + position];
                int label = batch.labels()[start + position];
                if (label == Batch.NO_LABEL) {
                    if (filler.equals("zero") && position >= 2 * pairs) {
                        assertThat(token).isZero();
                    }
                    continue;
                }
                assertThat(position).isGreaterThanOrEqualTo(2 * pairs);
                assertThat((position - 2 * pairs) % 2).isZero();
                assertThat(label).isEqualTo(valueOf.get(token));
                assertThat(asked.add(token)).isTrue();
                assertThat(batch.slices()[0][start + position]).isEqualTo(position - placeOf.get(token));
                assertThat(batch.slices()[1][start + position]).isEqualTo(pairs);
            }
            assertThat(asked).isEqualTo(valueOf.keySet());
        }
    }

    @Test
    void the_first_gap_follows_the_power_law() {
        int length = 64;
        int pairs = 4;
        int space = (length - 2 * pairs) / 2;
        int sequences = 40_000;
        Batch batch = task(8192, pairs, "zero").batch(Split.TRAIN, 11, 0, sequences, length);
        long[] counts = new long[space];
        for (int row = 0; row < sequences; row++) {
            // The first pair is given its gap first, so its gap has the weights themselves.
            int start = row * length;
            for (int slot = 0; slot < space; slot++) {
                if (batch.tokens()[start + 2 * pairs + 2 * slot] == batch.tokens()[start]) {
                    counts[slot]++;
                }
            }
        }
        assertThat(Statistics.chiSquareIsPlausible(counts, powerLaw(space, 0.01, sequences)))
                .isTrue();
        assertThat(Statistics.chiSquareIsPlausible(counts, powerLaw(space, 0.2, sequences)))
                .as("the test can tell another exponent")
                .isFalse();
    }

    @Test
    void later_gaps_are_drawn_from_what_is_left() {
        // Two of three slots with weights 1, 1/2, 1/3 (a = 0): the exact probability of every ordered pair.
        WeightedDraw draw = WeightedDraw.power(3, 0);
        RandomStream random = RandomStream.named(5);
        long[] counts = new long[6];
        int rounds = 60_000;
        for (int round = 0; round < rounds; round++) {
            draw.reset();
            int first = draw.draw(random);
            int second = draw.draw(random);
            assertThat(second).isNotEqualTo(first);
            counts[2 * first + (second > first ? second - 1 : second)]++;
        }
        double[] weights = {1, 1 / 2.0, 1 / 3.0};
        double total = 11 / 6.0;
        double[] expected = new double[6];
        for (int first = 0; first < 3; first++) {
            for (int second = 0; second < 3; second++) {
                if (second != first) {
                    expected[2 * first + (second > first ? second - 1 : second)] =
                            rounds * weights[first] / total * weights[second] / (total - weights[first]);
                }
            }
        }
        assertThat(Statistics.chiSquareIsPlausible(counts, expected)).isTrue();
    }

    @Test
    void every_slot_can_be_drawn_until_none_is_left() {
        for (int size = 1; size < 40; size++) {
            WeightedDraw draw = WeightedDraw.power(size, 0.01);
            RandomStream random = RandomStream.named(size);
            Set<Integer> drawn = new HashSet<>();
            for (int i = 0; i < size; i++) {
                int index = draw.draw(random);
                assertThat(index).isBetween(0, size - 1);
                assertThat(drawn.add(index)).isTrue();
            }
        }
    }

    @Test
    void pairs_follow_the_context_length_unless_fixed() {
        BoundTask following = new AssociativeRecall().bind();
        assertThat(following.batch(Split.TEST, 1, 0, 1, 64).labelCount()).isEqualTo(4);
        assertThat(following.batch(Split.TEST, 1, 0, 1, 256).labelCount()).isEqualTo(16);
        assertThat(following.batch(Split.TEST, 1, 0, 1, 4).labelCount()).isEqualTo(1);
        assertThat(task(8192, 8, "zero").batch(Split.TEST, 1, 0, 1, 256).labelCount())
                .isEqualTo(8);
    }

    @Test
    void impossible_parameters_are_told_in_sentences() {
        assertThat(task(8192, 32, "zero").problems(64))
                .containsExactly("MQAR with 32 pairs needs a context length of at least 128, got 64; "
                        + "use a longer context or at most 16 pairs.");
        assertThat(task(64, 4, "zero").problems(64))
                .containsExactly("MQAR at context length 64 needs a vocabulary above the context length, got 64; "
                        + "use a larger vocabulary or a shorter context.");
        assertThat(task(65, 16, "zero").problems(64)).isEmpty();
        assertThatThrownBy(() -> task(8192, 32, "zero").batch(Split.TRAIN, 1, 1, 1, 64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 16 pairs");
    }

    private static double[] powerLaw(int space, double a, double total) {
        double[] expected = new double[space];
        double sum = 0;
        for (int i = 0; i < space; i++) {
            expected[i] = Math.pow(i + 1, a - 1);
            sum += expected[i];
        }
        for (int i = 0; i < space; i++) {
            expected[i] *= total / sum;
        }
        return expected;
    }
}
