package dev.braid.engine.block;

/**
 * What a design is used on: parameters left at 0 ("as the task needs") take their value from here.
 *
 * @param vocabulary V, the number of token ids
 * @param contextLength L, the longest context the design will see, in tokens
 */
public record DesignContext(int vocabulary, int contextLength) {}
