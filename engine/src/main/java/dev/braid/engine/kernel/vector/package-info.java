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
 * <p>Third: what a loop carries along is an argument, never the receiver: {@code sum = x.add(sum)}, not {@code sum = sum.add(x)}. The
 * compiler knows the class of a loop's own result only after it has inlined the operation, and of a receiver only before;
 * where the profile does not help by chance, the receiver's operation stays a virtual call and boxes in every round.
 *
 * <p>Fourth: an access that straddles two cache lines costs twice. Scratch is laid out from {@code VectorMath.aligned} on.
 */
@NullMarked
package dev.braid.engine.kernel.vector;

import org.jspecify.annotations.NullMarked;
