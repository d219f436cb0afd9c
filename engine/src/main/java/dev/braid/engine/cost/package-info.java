/**
 * What a design would cost at any size: training operations and the memory that decoding keeps, after the cost model of study B
 * (arXiv 2510.04800), and the models of that study as designs.
 */
@NullMarked
package dev.braid.engine.cost;

import org.jspecify.annotations.NullMarked;
