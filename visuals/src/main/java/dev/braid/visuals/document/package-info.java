/**
 * An open design as all views share it: the journal of its edits, which graph is shown, what is selected, and what the
 * checker last found. No controls here.
 */
@NullMarked
package dev.braid.visuals.document;

import org.jspecify.annotations.NullMarked;
