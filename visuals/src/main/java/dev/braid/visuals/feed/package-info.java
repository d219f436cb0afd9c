/** The only gateway from other threads to the user-interface thread: one pulse at 10 Hz, and rare single tasks. */
@NullMarked
package dev.braid.visuals.feed;

import org.jspecify.annotations.NullMarked;
