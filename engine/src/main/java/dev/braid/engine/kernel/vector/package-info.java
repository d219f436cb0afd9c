/**
 * The kernels in the Vector API on heap arrays: what runs wherever {@code jdk.incubator.vector} can be read. Each class
 * implements one interface of {@code dev.braid.engine.kernel}; sizes need not be multiples of the vector length.
 *
 * <p>House rule for everything here: a vector local is never merged across a branch (C2 would box it for ever, and run five
 * times slower). Write {@code if (accumulate) v.add(c).intoArray(…) else v.intoArray(…)}, never
 * {@code if (accumulate) v = v.add(c)}.
 *
 * <p>Second rule: a helper of ours with a vector among its parameters or results is inlined only while the method being compiled
 * is small (some fifty vector operations; {@code NodeCountInliningCutoff} in {@code -XX:+PrintInlining}), and boxes
 * beyond. The operations of the Vector API themselves know no such limit: large loops spell their formulas out.
 *
 * <p>Third: an access that straddles two cache lines costs twice. Scratch is laid out from {@code VectorMath.aligned} on.
 */
@NullMarked
package dev.braid.engine.kernel.vector;

import org.jspecify.annotations.NullMarked;
