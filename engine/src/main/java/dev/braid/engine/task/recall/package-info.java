/**
 * Synthetic recall tasks, one file each: associative recall, in-context recall and its noisy and fuzzy forms, copying,
 * memorisation, compression, induction, retrieval of n-grams, positions and telephone numbers. Each file names the paper its
 * rules come from, and which reading was followed where that leaves something open.
 */
@NullMarked
package dev.braid.engine.task.recall;

import org.jspecify.annotations.NullMarked;
