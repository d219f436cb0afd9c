/**
 * What a model is trained and measured on: tasks that make batches of tokens and labels, the catalogue of all tasks,
 * mixtures of them for training and plans for evaluation. The recall tasks live in {@code task.recall}.
 */
@NullMarked
package dev.braid.engine.task;

import org.jspecify.annotations.NullMarked;
