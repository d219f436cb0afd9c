/** Automatic layout. The only package that knows the layout library. */
@NullMarked
package dev.braid.visuals.layout;

import org.jspecify.annotations.NullMarked;
