/**
 * English as the paraphraser sees it: sentences of tagged words (OpenNLP), a thesaurus with a guard on senses (WordNet), inflection
 * (SimpleNLG). The libraries are known to this package alone, and nothing is loaded before the first sentence.
 */
@NullMarked
package dev.braid.engine.paraphrase.language;

import org.jspecify.annotations.NullMarked;
