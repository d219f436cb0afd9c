/** The pictures: the graph canvas, charts and heat maps of the window. */
@NullMarked
package dev.braid.visuals;

import org.jspecify.annotations.NullMarked;
