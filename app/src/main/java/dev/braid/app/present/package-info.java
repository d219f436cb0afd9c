/** Presenter mode: everything is large enough for the last row of a lecture hall. */
@NullMarked
package dev.braid.app.present;

import org.jspecify.annotations.NullMarked;
