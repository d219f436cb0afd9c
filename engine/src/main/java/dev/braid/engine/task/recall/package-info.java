/**
 * Synthetic recall tasks, one file each: associative recall, in-context recall and its noisy and fuzzy forms, copying,
 * memorisation, compression, induction, retrieval of n-grams, positions and telephone numbers. Rules in
 * {@code spec/tasks.md}; where it leaves something open, the file says which source or reading was followed.
 */
@NullMarked
package dev.braid.engine.task.recall;

import org.jspecify.annotations.NullMarked;
