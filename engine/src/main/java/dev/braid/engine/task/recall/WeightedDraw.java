package dev.braid.engine.task.recall;

import dev.braid.engine.task.RandomStream;

/**
 * Draws indices without replacement, each time with probability proportional to the weights of those that are left
 * (what {@code numpy.random.choice(replace=False, p=…)} does). A binary tree of partial sums makes a draw
 * O(log size); sums are recomputed, never subtracted, so that rounding does not accumulate.
 */
final class WeightedDraw {
    private final int leaves;
    private final double[] full;
    private final double[] sums;

    private WeightedDraw(int leaves, double[] full) {
        this.leaves = leaves;
        this.full = full;
        sums = full.clone();
    }

    /** Over indices 0 … size−1 with weights (index + 1)^(a − 1); the same on every machine. */
    static WeightedDraw power(int size, double a) {
        int leaves = Math.max(1, Integer.highestOneBit(Math.max(1, size - 1)) << 1);
        double[] sums = new double[2 * leaves];
        for (int i = 0; i < size; i++) {
            sums[leaves + i] = StrictMath.pow(i + 1.0, a - 1.0);
        }
        for (int node = leaves - 1; node >= 1; node--) {
            sums[node] = sums[2 * node] + sums[2 * node + 1];
        }
        return new WeightedDraw(leaves, sums);
    }

    /** Another one with the same weights and nothing drawn; shares what does not change. */
    WeightedDraw fresh() {
        return new WeightedDraw(leaves, full);
    }

    /** Puts everything back. */
    void reset() {
        System.arraycopy(full, 0, sums, 0, sums.length);
    }

    /** Draws one index; there must be one left. */
    int draw(RandomStream random) {
        double rest = random.unit() * sums[1];
        int node = 1;
        while (node < leaves) {
            node *= 2;
            double left = sums[node];
            // An empty branch is never entered, even where rounding leaves the rest a hair too large.
            if (rest >= left && sums[node + 1] > 0) {
                rest -= left;
                node++;
            }
        }
        int index = node - leaves;
        sums[node] = 0;
        for (node /= 2; node >= 1; node /= 2) {
            sums[node] = sums[2 * node] + sums[2 * node + 1];
        }
        return index;
    }
}
