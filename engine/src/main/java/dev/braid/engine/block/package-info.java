/**
 * What a block type is: its parameters, ports, shape rule, cost and the layer it builds; the catalogue of all types;
 * and the problems a checker reports. The types themselves live in {@code block.standard}, one file each.
 */
@NullMarked
package dev.braid.engine.block;

import org.jspecify.annotations.NullMarked;
