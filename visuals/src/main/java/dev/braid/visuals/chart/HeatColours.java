package dev.braid.visuals.chart;

import java.awt.Color;

/**
 * Colours for shares from 0 to 1 that grow evenly lighter, for every kind of colour vision and in print without colour: ten
 * places of the scale viridis (S. van der Walt and N. Smith, CC0), and what lies between them.
 */
final class HeatColours {
    private static final int[] PLACES = {
        0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725
    };

    private HeatColours() {}

    /** The colour of a share; what lies outside [0, 1] has the colour of its end. */
    static Color of(double share) {
        double place = Math.clamp(share, 0, 1) * (PLACES.length - 1);
        int before = Math.min((int) place, PLACES.length - 2);
        double part = place - before;
        Color low = new Color(PLACES[before]);
        Color high = new Color(PLACES[before + 1]);
        return new Color(
                between(low.getRed(), high.getRed(), part),
                between(low.getGreen(), high.getGreen(), part),
                between(low.getBlue(), high.getBlue(), part));
    }

    private static int between(int low, int high, double part) {
        return (int) Math.round(low + part * (high - low));
    }

    /** Black or white, whichever is easier to read on a colour: at least 4.5:1. */
    static Color ink(Color ground) {
        double luminance = luminance(ground);
        return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? Color.BLACK : Color.WHITE;
    }

    /** Relative luminance as in WCAG 2. */
    static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
