/**
 * From a document to something that runs: the checker that finds all problems, the flattening of sub-graphs, the
 * inference of widths and costs, and the compiler that lays out weights and memory for a shape and a mode.
 */
@NullMarked
package dev.braid.engine.compile;

import org.jspecify.annotations.NullMarked;
