/** The form at the side: what is selected, its parameters, what is known of it, and what it is. */
@NullMarked
package dev.braid.visuals.inspector;

import org.jspecify.annotations.NullMarked;
