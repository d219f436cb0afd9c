/**
 * Training: shards of a batch run on a pool of workers, optimiser, schedules, run control, checkpoints. What a run tells
 * about itself lives in {@code train.event}.
 */
@NullMarked
package dev.braid.engine.train;

import org.jspecify.annotations.NullMarked;
