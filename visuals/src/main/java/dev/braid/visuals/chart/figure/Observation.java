package dev.braid.visuals.chart.figure;

/**
 * One measured number and where it came from.
 *
 * @param x where it stands: a context length, a window, a step
 * @param value what was measured
 * @param seed of the run
 * @param run the run's id
 * @param step the optimiser step it was measured at; 0 if it is not about one
 */
public record Observation(double x, double value, long seed, String run, long step) {}
