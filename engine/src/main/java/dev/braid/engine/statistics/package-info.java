/**
 * What may be said of a few numbers: means with their bands, and comparisons over shared seeds in words. Tables, curves and
 * sentences all come here, so that they never contradict each other.
 */
@NullMarked
package dev.braid.engine.statistics;

import org.jspecify.annotations.NullMarked;
