package dev.braid.visuals.chart;

/**
 * How large a figure is exported.
 *
 * @param width in pixels at scale 1; a PDF has three quarters of a point for each
 * @param height in pixels at scale 1
 * @param scale of a PNG: how many of its pixels one of these is wide
 */
public record FigureSize(double width, double height, double scale) {
    /** A figure as wide as a page, at twice the pixels: 1600 × 1000. */
    public static final FigureSize PAGE = new FigureSize(800, 500, 2);

    /** Narrower than this nothing can be read. */
    public static final double SMALLEST_WIDTH = 100;

    /** Lower than this nothing can be read. */
    public static final double SMALLEST_HEIGHT = 80;

    public FigureSize {
        if (!(width >= SMALLEST_WIDTH
                && height >= SMALLEST_HEIGHT
                && scale >= 0.5
                && width * scale <= 20_000
                && height * scale <= 20_000)) {
            throw new IllegalArgumentException("no size for a figure: " + width + " x " + height + " x " + scale);
        }
    }
}
