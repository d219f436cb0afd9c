package dev.braid.engine.tensor;

/**
 * What a layer may reserve while it is built. The same layer is built once per shape (shard of S sequences of L tokens;
 * rows = S·L) and mode; weights are found again by name.
 *
 * <p>Lifetimes: inputs, outputs and saved buffers live from this layer's forward to its backward (only as long as
 * needed where there is no backward); scratch lives within one call of forward or backward and holds garbage at its
 * start; gradients of outputs are complete when backward is called.
 */
public interface LayerPlan {
    /** What the built program will do. */
    enum Mode {
        /** Forward and backward over whole contexts. */
        TRAIN,
        /** Forward over whole contexts. */
        EVALUATE,
        /** Forward over the first tokens of contexts, leaving the state from which decoding goes on. */
        PROMPT,
        /** One token a sequence and call, with state: rows = sequences, {@link #length} = 1. */
        DECODE;

        /** Whether layers have state. */
        public boolean stateful() {
            return this == PROMPT || this == DECODE;
        }
    }

    /** What the program will do. */
    Mode mode();

    /** S, the most sequences a pass has. */
    int sequences();

    /** L, the tokens of a sequence in one pass (1 when decoding). */
    int length();

    /** The longest context, in tokens: {@link #length}, or the capacity of the state where there is one. */
    int contextLength();

    /** Number of residual additions in the whole design, at least 1; scales the start of output projections. */
    int residualLayers();

    /** The value at an input port, [rows, width]. */
    Buffer input(String port);

    /** Where forward writes an output port, [rows, width]. */
    Buffer output(String port);

    /** Where backward leaves the gradient of an input port. Backward must serve every wired input port. TRAIN only. */
    Gradient inputGradient(String port);

    /** The gradient of an output port, [rows, width]; may be overwritten by this layer's backward. TRAIN only. */
    Buffer outputGradient(String port);

    /** Reserves [rows, width], written by forward, read by backward. */
    Buffer saved(int width);

    /** Reserves [sequences, floats], written by forward, read by backward. */
    Buffer savedPerSequence(int floats);

    /** Reserves [rows, width] for forward and, separately, for backward: contents do not survive a call. */
    Buffer scratch(int width);

    /** Reserves that many floats in all for use within one call. */
    Buffer scratchFloats(int floats);

    /** Reserves state, [sequences, floats], zero at the start of a sequence. PROMPT and DECODE only. */
    Buffer state(int floatsPerSequence);

    /** A weight of this block, found again by name when the block is built for another shape. */
    Weight weight(String name, Initialiser initialiser, boolean decay, int... shape);

    /** A matrix [in, out] of this block, packed for products in both directions; weight decay applies. */
    Matrix matrix(String name, int in, int out, Initialiser initialiser);

    /**
     * The token embedding's matrix seen as the head's: Wᵀ of the design's only token embedding [V, d], as a matrix
     * [d, V] whose gradient goes to the embedding. For a tied head.
     */
    TiedMatrix tiedToEmbedding();

    /** Lets whoever watches a program see an inner value after each forward, [rows, width], under a name. */
    default void show(String name, Buffer values) {
        // whoever lays out a layer without being watched need not remember it
    }

    /** How many blocks of the same type go before this one: s, from 0. */
    default int blocksOfTypeBefore() {
        return 0;
    }

    /** A number that differs between the blocks of a design, for dropout. */
    int blockNumber();
}
