package dev.braid.visuals.chart;

import dev.braid.visuals.theme.Theme;

/**
 * How a figure looks.
 *
 * @param theme dark ink on light ground, or the other way round
 * @param presenting whether text and marks are large enough for the last row of a lecture hall
 */
public record Look(Theme theme, boolean presenting) {
    /** As on paper. */
    public static final Look PAPER = new Look(Theme.LIGHT, false);
}
