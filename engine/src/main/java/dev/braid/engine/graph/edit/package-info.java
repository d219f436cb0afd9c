/**
 * Changing a document: a few invertible {@link dev.braid.engine.graph.edit.GraphEdit} records, the operations of an
 * editor that are built of them ({@code Edits}, {@code SubGraphEdits}, {@code Clipboard}, {@code Fixes}), and the
 * {@link dev.braid.engine.graph.edit.EditJournal} with undo and redo. Pure: nothing here knows a window, a clock or a
 * thread.
 */
@NullMarked
package dev.braid.engine.graph.edit;

import org.jspecify.annotations.NullMarked;
