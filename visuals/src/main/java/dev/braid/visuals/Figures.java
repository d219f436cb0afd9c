package dev.braid.visuals;

/** The size of a figure written without a window. */
public record Figures(int width, int height) {}
