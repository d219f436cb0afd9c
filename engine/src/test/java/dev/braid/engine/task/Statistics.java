package dev.braid.engine.task;

/** What the statistical tests compare with. Samples are seeded, so an answer never changes from run to run. */
public final class Statistics {
    private Statistics() {}

    /**
     * Whether counts agree with expectations by Pearson's chi-square: below the value that a right generator exceeds
     * once in a million (Wilson and Hilferty's approximation). Every expectation should be 5 or more.
     */
    public static boolean chiSquareIsPlausible(long[] counts, double[] expected) {
        double chiSquare = 0;
        for (int i = 0; i < counts.length; i++) {
            double difference = counts[i] - expected[i];
            chiSquare += difference * difference / expected[i];
        }
        double freedom = counts.length - 1;
        double spread = 2 / (9 * freedom);
        double limit = freedom * Math.pow(1 - spread + 4.7534 * Math.sqrt(spread), 3);
        return chiSquare < limit;
    }
}
