/**
 * The rules of paraphrasing, one class each: rules of structure and of the order of facts rebuild a sentence, rules of words
 * replace some. Without a parser they fire only where tags and a few words make the structure certain.
 */
@NullMarked
package dev.braid.engine.paraphrase.rule;

import org.jspecify.annotations.NullMarked;
