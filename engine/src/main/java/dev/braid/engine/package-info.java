/** The engine: designs, blocks, kernels, training and the command line. It runs headless and knows no window. */
@NullMarked
package dev.braid.engine;

import org.jspecify.annotations.NullMarked;
