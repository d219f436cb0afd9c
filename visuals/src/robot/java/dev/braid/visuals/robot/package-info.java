/** A pair of hands and eyes for tests: drives a window as a person does, without a display. Test scope only. */
@NullMarked
package dev.braid.visuals.robot;

import org.jspecify.annotations.NullMarked;
