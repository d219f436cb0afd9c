package dev.braid.engine.tensor;

/**
 * One block made executable for one shape. Immutable and shared by all workers: everything that changes lies in the
 * pass. Forward and backward stand next to each other in the block's own file.
 */
public interface Layer {
    /** Reads the inputs, writes the outputs. */
    void forward(Pass pass);

    /** Reads the gradients of the outputs, leaves those of the inputs and adds those of the weights. */
    void backward(Pass pass);

    /**
     * One token a sequence, with state (mode DECODE only; rows = sequences). A layer that looks at no other position
     * needs nothing beyond its forward.
     */
    default void decode(Pass pass) {
        forward(pass);
    }
}
