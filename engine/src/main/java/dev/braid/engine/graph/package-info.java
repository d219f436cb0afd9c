/**
 * The design document: blocks, ports, wires, named sub-graphs. Immutable records without behaviour of their own
 * beyond look-up; what a block means lives in {@code block}, changing a document in {@code graph.edit}.
 */
@NullMarked
package dev.braid.engine.graph;

import org.jspecify.annotations.NullMarked;
