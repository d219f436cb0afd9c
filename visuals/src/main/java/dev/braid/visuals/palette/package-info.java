/** The drawer of blocks at the side: search, categories, and dragging a block onto the canvas. */
@NullMarked
package dev.braid.visuals.palette;

import org.jspecify.annotations.NullMarked;
