package dev.braid.engine.tensor;

/**
 * Where a layer leaves the gradient of one of its inputs.
 *
 * @param buffer [rows, width]
 * @param accumulate true: add to what another consumer of the same value has left; false: overwrite
 */
public record Gradient(Buffer buffer, boolean accumulate) {}
