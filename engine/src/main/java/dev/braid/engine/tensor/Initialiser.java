package dev.braid.engine.tensor;

import java.util.random.RandomGenerator;

/** How a weight starts. The generator is the weight's own, seeded from the run's seed and the weight's name. */
@FunctionalInterface
public interface Initialiser {
    /** Fills {@code values[offset .. offset + size)}. */
    void fill(float[] values, int offset, int size, RandomGenerator random);

    /** All the same. */
    static Initialiser constant(double value) {
        return (values, offset, size, random) -> java.util.Arrays.fill(values, offset, offset + size, (float) value);
    }

    /** Normal with mean 0. */
    static Initialiser normal(double standardDeviation) {
        return (values, offset, size, random) -> {
            for (int i = 0; i < size; i++) {
                values[offset + i] = (float) (standardDeviation * random.nextGaussian());
            }
        };
    }

    /** Uniform in ±bound. */
    static Initialiser uniform(double bound) {
        return (values, offset, size, random) -> {
            for (int i = 0; i < size; i++) {
                values[offset + i] = (float) (bound * (2 * random.nextDouble() - 1));
            }
        };
    }

    /** What a linear map of that many inputs starts with by default: uniform in ±1/√inputs. */
    static Initialiser linear(int inputs) {
        return uniform(1 / Math.sqrt(inputs));
    }

    /** This start, then multiplied. */
    default Initialiser times(double factor) {
        return (values, offset, size, random) -> {
            fill(values, offset, size, random);
            for (int i = 0; i < size; i++) {
                values[offset + i] *= (float) factor;
            }
        };
    }
}
