package dev.braid.engine.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.kernel.Kernels;
import java.util.function.BiConsumer;

/** One call made with the plain kernels and with others, on copies of the same data; everything must agree afterwards. */
final class Comparison {
    private Comparison() {}

    /**
     * @param tolerance relative to the largest magnitude of each slice, or to 1, the scale of what is summed
     * @param call gets the kernels and the copies, inputs and outputs alike
     */
    static void check(KernelsUnderTest under, double tolerance, Slice[] data, BiConsumer<Kernels, Slice[]> call) {
        Slice[] expected = copy(data);
        call.accept(KernelsUnderTest.PLAIN, expected);
        Slice[] actual = copy(data);
        call.accept(under.kernels(), actual);
        for (int i = 0; i < data.length; i++) {
            actual[i].assertCloseTo(expected[i], tolerance * Math.max(1, expected[i].largest()));
        }
    }

    /** Repeats a call until the compiler has had its say: always the same bits. */
    static void checkBits(Kernels kernels, int repetitions, Slice[] data, BiConsumer<Kernels, Slice[]> call) {
        Slice[] first = copy(data);
        call.accept(kernels, first);
        for (int repetition = 0; repetition < repetitions; repetition++) {
            Slice[] again = copy(data);
            call.accept(kernels, again);
            if (repetition % 500 == 499) {
                for (int i = 0; i < data.length; i++) {
                    assertThat(again[i].array).isEqualTo(first[i].array);
                }
            }
        }
    }

    private static Slice[] copy(Slice[] data) {
        Slice[] copies = new Slice[data.length];
        for (int i = 0; i < data.length; i++) {
            copies[i] = data[i].copy();
        }
        return copies;
    }
}
