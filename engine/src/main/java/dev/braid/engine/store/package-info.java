/**
 * Runs on disk: a plain folder a run, with its specification, events, numbers, checkpoint and result; it can be copied,
 * compared and mailed. Any index can be made anew from the folders.
 */
@NullMarked
package dev.braid.engine.store;

import org.jspecify.annotations.NullMarked;
