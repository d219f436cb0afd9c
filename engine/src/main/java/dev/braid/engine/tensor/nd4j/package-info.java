/**
 * Everything that knows ND4J: the bridge between the engine's flat arrays and {@code INDArray}, files of NumPy, and the
 * reference backend, a second, plain implementation of every block in which SameDiff finds the gradients. None of it is
 * on the path of a training step of the engine.
 */
@NullMarked
package dev.braid.engine.tensor.nd4j;

import org.jspecify.annotations.NullMarked;
