package dev.braid.engine.tensor;

/**
 * The transpose of an embedding [V, d], used as a head [d, V].
 *
 * @param embedding the embedding itself, [V, d] row-major; its gradient has that layout, too
 * @param packed index in {@link Pass#packed} of the head [d, V], packed for x·W
 * @param packedTransposed index in {@link Pass#packed} of the embedding [V, d], packed for dy·Wᵀ
 */
public record TiedMatrix(Weight embedding, int packed, int packedTransposed) {}
