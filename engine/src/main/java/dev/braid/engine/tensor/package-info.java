/**
 * Buffers, weights and the contract between a block's layer and the machine that runs it: a layer reserves its buffers
 * and weights once from a {@link dev.braid.engine.tensor.LayerPlan} and then runs forward and backward over a
 * {@link dev.braid.engine.tensor.Pass}, allocating nothing.
 */
@NullMarked
package dev.braid.engine.tensor;

import org.jspecify.annotations.NullMarked;
