/** Files that other programs read: weights as safetensors, tables. */
@NullMarked
package dev.braid.engine.export;

import org.jspecify.annotations.NullMarked;
