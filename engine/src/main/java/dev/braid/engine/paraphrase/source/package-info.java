/** Paraphrases from outside: an endpoint that speaks OpenAI's protocol, off unless asked for, and a user's own pairs. */
@NullMarked
package dev.braid.engine.paraphrase.source;

import org.jspecify.annotations.NullMarked;
