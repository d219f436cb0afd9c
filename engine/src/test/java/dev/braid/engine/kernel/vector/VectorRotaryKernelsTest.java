package dev.braid.engine.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.kernel.RotaryKernels;
import dev.braid.engine.kernel.RotaryTable;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorRotaryKernelsTest {
    static Stream<KernelsUnderTest> kernels() {
        return KernelsUnderTest.all();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rotation_agrees_with_the_definition_and_back_rotation_undoes_it(KernelsUnderTest under) {
        RotaryKernels vector = under.kernels().rotary();
        Random random = new Random(1);
        for (int trial = 0; trial < 100; trial++) {
            int width = 2 * (1 + random.nextInt(70));
            int heads = 1 + random.nextInt(4);
            int length = 1 + random.nextInt(9);
            int rows = length * (1 + random.nextInt(3));
            int start = random.nextInt(5);
            RotaryTable table = new RotaryTable(10000, width, start + length);
            Slice x = Slice.random(random, rows, heads * width, 1);
            Slice actual = x.copy();
            Slice expected = x.copy();
            vector.rotate(table, rows, heads, length, start, actual.array, actual.offset, actual.stride);
            KernelsUnderTest.PLAIN
                    .rotary()
                    .rotate(table, rows, heads, length, start, expected.array, expected.offset, expected.stride);
            actual.assertCloseTo(expected, 1e-6);
            vector.rotateBack(table, rows, heads, length, start, actual.array, actual.offset, actual.stride);
            actual.assertCloseTo(x, 2e-6);
        }
    }

    @Test
    void scores_of_rotated_queries_and_keys_depend_on_their_distance_only() {
        RotaryTable table = new RotaryTable(10000, 8, 40);
        Random random = new Random(2);
        float[] query = new float[8];
        float[] key = new float[8];
        for (int d = 0; d < 8; d++) {
            query[d] = (float) random.nextGaussian();
            key[d] = (float) random.nextGaussian();
        }
        assertThat(score(table, query, 12, key, 5)).isCloseTo(score(table, query, 30, key, 23), Offset.offset(1e-5));
        assertThat(score(table, query, 12, key, 5)).isNotCloseTo(score(table, query, 30, key, 22), Offset.offset(1e-3));
    }

    private static double score(RotaryTable table, float[] query, int queryPosition, float[] key, int keyPosition) {
        float[] q = query.clone();
        float[] k = key.clone();
        RotaryKernels rotary = KernelsUnderTest.PLAIN.rotary();
        rotary.rotate(table, 1, 1, 1, queryPosition, q, 0, 8);
        rotary.rotate(table, 1, 1, 1, keyPosition, k, 0, 8);
        double sum = 0;
        for (int d = 0; d < 8; d++) {
            sum += q[d] * k[d];
        }
        return sum;
    }

    @Test
    void an_odd_head_dimension_is_refused_in_words() {
        assertThatThrownBy(() -> new RotaryTable(10000, 7, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("even head dimension")
                .hasMessageContaining("7");
    }
}
