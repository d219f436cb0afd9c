/** What a run tells about itself while it goes: rare events, and a buffer of numbers a step. No threads, no UI. */
@NullMarked
package dev.braid.engine.train.event;

import org.jspecify.annotations.NullMarked;
