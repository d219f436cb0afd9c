package dev.braid.engine.speed;

import dev.braid.engine.block.Cost;

/**
 * How fast a design is at one context length, and what its blocks declare that it costs.
 *
 * @param contextLength in tokens
 * @param predicted parameters, operations a token of the forward pass, and bytes of state at the end of a context
 * @param promptFlops predicted operations a token of a prompt, of which the head does nothing
 * @param trainingToken seconds of a token in training, all threads together
 * @param firstToken seconds of a token decoded at the beginning of a context
 * @param lastToken and at its end
 * @param promptToken seconds of a token of a prompt that fills the context and is read at once
 * @param stateBytes what decoding keeps for one sequence
 */
public record DesignSpeed(
        int contextLength,
        Cost predicted,
        double promptFlops,
        double trainingToken,
        double firstToken,
        double lastToken,
        double promptToken,
        long stateBytes) {
    private static final double TRAINING = 3; // forward and backward take three times the forward

    /** Tokens a second that the training takes. */
    public double trainingTokensPerSecond() {
        return 1 / trainingToken;
    }

    /** Floating-point operations a second that the training achieves. */
    public double trainingFlopsPerSecond() {
        return TRAINING * predicted.flopsPerToken() * trainingTokensPerSecond();
    }
}
