package dev.braid.engine.block;

/**
 * What a block costs.
 *
 * @param parameters trained numbers of its own (weights used from another block count there)
 * @param flopsPerToken floating-point operations of the forward pass, a multiply-add counting two, averaged over the
 *     tokens of one context; a training step costs about three times as much
 * @param stateBytes what decoding must keep for one sequence after a whole context, in bytes of single precision
 */
public record Cost(long parameters, double flopsPerToken, long stateBytes) {
    /** Nothing. */
    public static final Cost FREE = new Cost(0, 0, 0);

    /** Both together. */
    public Cost plus(Cost other) {
        return new Cost(
                parameters + other.parameters, flopsPerToken + other.flopsPerToken, stateBytes + other.stateBytes);
    }
}
