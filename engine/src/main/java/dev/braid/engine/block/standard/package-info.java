/**
 * The blocks that come with Braid, one file each: everything about a block, from its explanation to its backward pass, is
 * in its file. {@link dev.braid.engine.block.standard.StandardBlocks} lists them.
 */
@NullMarked
package dev.braid.engine.block.standard;

import org.jspecify.annotations.NullMarked;
