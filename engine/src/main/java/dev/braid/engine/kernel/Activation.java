package dev.braid.engine.kernel;

/** Element-wise activations. */
public enum Activation {
    /** x σ(x). */
    SILU,
    /** The tanh form: x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))). */
    GELU,
    /** σ(x) = 1 / (1 + e^−x). */
    SIGMOID,
    /** tanh(x). */
    TANH,
    /** max(x, 0)². */
    RELU_SQUARED
}
