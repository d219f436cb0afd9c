/** What is wrong with a design: rows with a sentence and a repair, and the list of all of them. */
@NullMarked
package dev.braid.visuals.problems;

import org.jspecify.annotations.NullMarked;
