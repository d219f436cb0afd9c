/**
 * What a figure shows, as immutable data without any drawing library: axes, curves of runs, chance, and how seeds become a
 * mean with a band. The screen, the pictures and the tables are all made from it.
 */
@NullMarked
package dev.braid.visuals.chart.figure;

import org.jspecify.annotations.NullMarked;
