/**
 * Going on from a trained model: what training on paraphrases, its controls, and changes without training make of it, before and
 * after.
 */
@NullMarked
package dev.braid.engine.continual;

import org.jspecify.annotations.NullMarked;
