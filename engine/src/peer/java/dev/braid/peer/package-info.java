/**
 * The peer of the speed benchmark: Braid's four benchmark models written for PyTorch (libtorch), eager with autograd, tuned as well
 * as its operations allow, and the driver that measures both sides alternately. Compiled only with the Maven profile {@code peer}.
 */
@NullMarked
package dev.braid.peer;

import org.jspecify.annotations.NullMarked;
