/**
 * The graph canvas: blocks and wires of an open design as nodes, what is written on them, the view upon them (zoom, pan,
 * minimap), lists for adding and wiring, and the commands that the window offers for it.
 */
@NullMarked
package dev.braid.visuals.canvas;

import org.jspecify.annotations.NullMarked;
