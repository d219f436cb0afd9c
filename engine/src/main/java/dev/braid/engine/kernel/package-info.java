/**
 * Fused forward and backward kernels: one small interface a family ({@link
 * dev.braid.engine.kernel.MatrixKernels} and its siblings), and {@link dev.braid.engine.kernel.Kernels#ACTIVE}, the implementation
 * this process uses.
 *
 * <p>Every array is a heap {@code float[]} with an offset and, for matrices, a row stride: a kernel can read from and write
 * into a column range of a wider buffer. No kernel allocates: what it needs beside its results it takes from a scratch array
 * whose size its own {@code scratchSize} tells. Every kernel gives the same bits for the same input, in every run.
 */
@NullMarked
package dev.braid.engine.kernel;

import org.jspecify.annotations.NullMarked;
