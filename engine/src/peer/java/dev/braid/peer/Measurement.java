package dev.braid.peer;

import org.jspecify.annotations.Nullable;

/**
 * One row of the benchmark, with the fields of {@code braid bench --json} (in snake case there).
 *
 * @param tokensPerSecond tokens trained a second at the median step
 * @param millisecondsPerStep median time of a training step
 * @param minimumMillisecondsPerStep fastest step, or null where the other side does not tell
 * @param peakMemoryBytes highest resident size of the measuring process
 */
record Measurement(
        String model,
        int width,
        int layers,
        int batch,
        int contextLength,
        int vocabulary,
        int threads,
        double tokensPerSecond,
        double millisecondsPerStep,
        @Nullable Double minimumMillisecondsPerStep,
        long peakMemoryBytes) {}
