/**
 * The reasoning questions that come with Braid, made from a seed: relations of WordNet, inherited properties, the true
 * continuation of a text, last words, small stories with two candidates, causes, uses of things, and pairs of sentences of
 * which one is ungrammatical.
 */
@NullMarked
package dev.braid.engine.task.choice;

import org.jspecify.annotations.NullMarked;
