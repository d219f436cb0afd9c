/**
 * The kernels in the Vector API on heap arrays: what runs wherever {@code jdk.incubator.vector} can be read. Each class
 * implements one interface of {@code dev.braid.engine.kernel}; sizes need not be multiples of the vector length.
 *
 * <p>House rule for everything here: a vector local is never merged across a branch (C2 would box it for ever, and run five
 * times slower). Write {@code if (accumulate) v.add(c).intoArray(…) else v.intoArray(…)}, never
 * {@code if (accumulate) v = v.add(c)}.
 */
@NullMarked
package dev.braid.engine.kernel.vector;

import org.jspecify.annotations.NullMarked;
