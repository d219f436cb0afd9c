/**
 * What the pointer does on the canvas, one class a gesture. Gestures see the canvas as a {@link
 * dev.braid.visuals.canvas.gesture.Surface} and end in at most one edit of the design, so that each is one undo step.
 */
@NullMarked
package dev.braid.visuals.canvas.gesture;

import org.jspecify.annotations.NullMarked;
