/** The look: light and dark, colours that the colour-blind tell apart, and the larger size for a lecture hall. */
@NullMarked
package dev.braid.visuals.theme;

import org.jspecify.annotations.NullMarked;
