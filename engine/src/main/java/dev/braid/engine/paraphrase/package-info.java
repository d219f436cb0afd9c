/**
 * The data-centric method: text said otherwise, so that a model meets the same facts twice in different words. A rule-based
 * paraphraser that says no rather than something wrong, an optional endpoint, a user's own pairs, and a report of what was accepted.
 */
@NullMarked
package dev.braid.engine.paraphrase;

import org.jspecify.annotations.NullMarked;
