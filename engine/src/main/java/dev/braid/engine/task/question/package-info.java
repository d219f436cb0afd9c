/**
 * Questions with known answers, as text and before any tokenizer: what they are, and how they are read from the files that
 * people already have.
 */
@NullMarked
package dev.braid.engine.task.question;

import org.jspecify.annotations.NullMarked;
