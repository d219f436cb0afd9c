/**
 * What a model is trained and measured on: tasks that make batches of tokens and labels, mixtures of them for training
 * and plans for evaluation. The recall tasks live in {@code task.recall}, the list of all tasks in {@code task.catalog}.
 */
@NullMarked
package dev.braid.engine.task;

import org.jspecify.annotations.NullMarked;
