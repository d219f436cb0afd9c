package dev.braid.visuals.chart.figure;

/**
 * A stretch of the x axis with a grey ground: the lengths that were trained on.
 *
 * @param words what it is, such as "trained at 64, 128"
 * @param from where it begins
 * @param to where it ends; equal to {@code from} it is drawn as a thin line
 */
public record Shade(String words, double from, double to) {}
