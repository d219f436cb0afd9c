/** The drawings of the block types, from the folder {@code icons}. */
@NullMarked
package dev.braid.visuals.icon;

import org.jspecify.annotations.NullMarked;
