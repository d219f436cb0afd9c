package dev.braid.peer;

import java.util.Locale;

/**
 * What one measurement trains: which of the four models, at which sizes, on how many threads.
 *
 * @param model the model
 * @param width model width d, even
 * @param layers number of layers
 * @param batch sequences a step, B
 * @param contextLength tokens a sequence, L
 * @param vocabulary token kinds, V
 * @param threads threads of libtorch's parallel operations
 * @param scanChunks pieces of the context that the Mamba-1 scan walks side by side; 0 chooses what is fastest
 */
record Shape(
        Model model, int width, int layers, int batch, int contextLength, int vocabulary, int threads, int scanChunks) {

    /** The four models of {@code braid bench}. */
    enum Model {
        TRANSFORMER,
        MAMBA,
        MAMBA_2,
        MERGE_ATTENTION;

        /** The name on the command line and in JSON, such as {@code merge-attention}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final int PREFERRED_HEAD_DIMENSION = 32;

    Shape {
        requirePositive("--width", width);
        requirePositive("--layers", layers);
        requirePositive("--batch", batch);
        requirePositive("--context-length", contextLength);
        requirePositive("--vocabulary", vocabulary);
        requirePositive("--threads", threads);
        if (width % 2 != 0) {
            throw new IllegalArgumentException("--width: expected an even number, got " + width);
        }
        if (scanChunks < 0) {
            throw new IllegalArgumentException("--scan-chunks: expected 0 (automatic) or more, got " + scanChunks);
        }
    }

    /** P of a block as wide as {@code width}: 32, or the next larger even size that divides the width, as {@code braid bench} has it. */
    static int headDimension(int width) {
        for (int heads = width / PREFERRED_HEAD_DIMENSION; heads > 1; heads--) {
            if (width % (2 * heads) == 0) {
                return width / heads;
            }
        }
        return width;
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + ": expected at least 1, got " + value);
        }
    }
}
