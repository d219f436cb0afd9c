/**
 * Tokenizers: text to token ids and back. Bytes as they are, and byte pairs merged by rank (BPE) with the trainer that finds
 * the merges and the files that hold them. Knows bytes, no corpora and no tasks.
 */
@NullMarked
package dev.braid.engine.task.token;

import org.jspecify.annotations.NullMarked;
