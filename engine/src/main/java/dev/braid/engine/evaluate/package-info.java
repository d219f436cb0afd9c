/**
 * Asks a trained model questions on text and counts right answers, as evaluation harnesses do: free answers written greedily,
 * choices by their log-probability, last words; with intervals, chance and baselines beside them.
 */
@NullMarked
package dev.braid.engine.evaluate;

import org.jspecify.annotations.NullMarked;
