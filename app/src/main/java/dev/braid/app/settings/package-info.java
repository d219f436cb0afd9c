/** What the program remembers from one start to the next, and where it lies. */
@NullMarked
package dev.braid.app.settings;

import org.jspecify.annotations.NullMarked;
