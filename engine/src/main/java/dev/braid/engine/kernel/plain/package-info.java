/**
 * The kernels as naive loops, sums in double: readable specification, fallback where the Vector API cannot be read, and
 * the oracle the vector kernels are tested against.
 */
@NullMarked
package dev.braid.engine.kernel.plain;

import org.jspecify.annotations.NullMarked;
