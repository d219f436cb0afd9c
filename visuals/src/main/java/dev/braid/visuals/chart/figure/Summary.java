package dev.braid.visuals.chart.figure;

/**
 * What several seeds say together, as a point of a curve.
 *
 * @param mean over the seeds
 * @param low lower edge of the band; the mean itself where there is no band
 * @param high upper edge of the band
 * @param count N, how many seeds
 */
public record Summary(double mean, double low, double high, int count) {
    /** Summarises the values of the seeds, of which there is at least one. One seed has no band. */
    public static Summary of(Band band, double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        return switch (band) {
            case NONE -> {
                double mean = dev.braid.engine.statistics.Summary.range(values).mean();
                yield new Summary(mean, mean, mean, values.length);
            }
            case RANGE -> of(dev.braid.engine.statistics.Summary.range(values));
            case STANDARD_ERROR -> of(dev.braid.engine.statistics.Summary.standardError(values));
            case CONFIDENCE -> of(dev.braid.engine.statistics.Summary.bootstrap(values));
        };
    }

    private static Summary of(dev.braid.engine.statistics.Summary seeds) {
        return new Summary(seeds.mean(), seeds.low(), seeds.high(), seeds.count());
    }

    /** Whether there is a band to draw. */
    public boolean hasBand() {
        return high > low;
    }
}
