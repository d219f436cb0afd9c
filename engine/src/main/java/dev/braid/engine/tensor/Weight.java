package dev.braid.engine.tensor;

/**
 * One trained tensor: a slice of the flat arrays of weights, gradients and optimiser moments.
 *
 * @param name unique in a model: the block's path and the tensor's name, {@code layers.0/mamba/A_log}
 * @param shape row-major
 * @param offset index of its first number
 * @param decay whether weight decay applies
 * @param initialiser how it starts
 */
public record Weight(String name, int[] shape, int offset, boolean decay, Initialiser initialiser) {
    /** How many numbers it holds. */
    public int size() {
        int size = 1;
        for (int extent : shape) {
            size *= extent;
        }
        return size;
    }
}
