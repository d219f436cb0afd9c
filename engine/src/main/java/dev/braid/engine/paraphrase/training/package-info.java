/** Continual training on paraphrases: text in which a chunk is followed by itself in other words, at a distance, as a task. */
@NullMarked
package dev.braid.engine.paraphrase.training;

import org.jspecify.annotations.NullMarked;
