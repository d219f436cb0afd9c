/** Language models that rank paraphrases by perplexity: a small one of counted words, or a model trained with Braid. */
@NullMarked
package dev.braid.engine.paraphrase.judge;

import org.jspecify.annotations.NullMarked;
