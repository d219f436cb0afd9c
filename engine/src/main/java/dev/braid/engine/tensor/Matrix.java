package dev.braid.engine.tensor;

/**
 * A weight [in, out] used in matrix products, y = x·W, kept packed for both directions; packed anew after every
 * update and shared by all shards.
 *
 * @param weight the matrix itself, row-major [in, out]
 * @param in rows
 * @param out columns
 * @param packed index in {@link Pass#packed} of W, packed for x·W
 * @param packedTransposed index in {@link Pass#packed} of Wᵀ, packed for dy·Wᵀ
 */
public record Matrix(Weight weight, int in, int out, int packed, int packedTransposed) {}
