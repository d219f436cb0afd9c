package dev.braid.engine.kernel;

/**
 * Cosines and sines of rotary position embedding: angle(t, i) = t · θ^(−2i/P) for position t and pair i &lt; P/2. Source:
 * Su et al. 2021 (RoFormer).
 */
public final class RotaryTable {
    private final int headDimension;
    private final int positions;
    private final float[] cosines; // [positions, P/2]
    private final float[] sines; // [positions, P/2]

    /**
     * Computes the table.
     *
     * @param theta base θ of the wavelengths, usually 10000
     * @param headDimension width P of a head; even
     * @param positions number of positions, from 0
     * @throws IllegalArgumentException if the head dimension is odd or a number is out of range
     */
    public RotaryTable(double theta, int headDimension, int positions) {
        if (headDimension < 2 || headDimension % 2 != 0 || positions < 0 || !(theta > 0)) {
            throw new IllegalArgumentException(
                    "Rotary embedding needs an even head dimension, a positive base and a number"
                            + " of positions that is not negative; got head dimension " + headDimension + ", base "
                            + theta
                            + ", positions " + positions + ".");
        }
        this.headDimension = headDimension;
        this.positions = positions;
        int half = headDimension / 2;
        cosines = new float[positions * half];
        sines = new float[positions * half];
        for (int i = 0; i < half; i++) {
            double frequency = Math.pow(theta, -2.0 * i / headDimension);
            for (int t = 0; t < positions; t++) {
                cosines[t * half + i] = (float) Math.cos(t * frequency);
                sines[t * half + i] = (float) Math.sin(t * frequency);
            }
        }
    }

    /** Width P of a head. */
    public int headDimension() {
        return headDimension;
    }

    /** Number of positions in the table. */
    public int positions() {
        return positions;
    }

    /** cos(angle), shape [positions, P/2]; shared, not to be written. */
    public float[] cosines() {
        return cosines;
    }

    /** sin(angle), shape [positions, P/2]; shared, not to be written. */
    public float[] sines() {
        return sines;
    }
}
