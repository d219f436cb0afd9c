package dev.braid.engine.train;

/** How the learning rate moves over a run, as a factor of its peak. */
public sealed interface Schedule {
    /** The factor at a step, counted from 0, of that many steps in all; in [0, 1]. */
    double factor(long step, long steps);

    /** Always the peak. */
    record Constant() implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return 1;
        }
    }

    /**
     * Linear rise, then half a cosine down.
     *
     * @param warmUp share of the steps that rise, in [0, 1]
     * @param floor the factor at the end, in [0, 1]
     */
    record WarmUpCosine(double warmUp, double floor) implements Schedule {
        @Override
        public double factor(long step, long steps) {
            double rise = warmUp * steps;
            if (step < rise) {
                return (step + 1) / Math.max(1, Math.ceil(rise));
            }
            double progress = (step - rise) / Math.max(1, steps - rise);
            return floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
        }
    }

    /**
     * Linear rise, plateau, linear fall to 0 (study B: about a quarter up, a fifth down).
     *
     * @param warmUp share of the steps that rise
     * @param coolDown share of the steps that fall
     */
    record Trapezoid(double warmUp, double coolDown) implements Schedule {
        @Override
        public double factor(long step, long steps) {
            double up = warmUp <= 0 ? 1 : (step + 1) / Math.max(1, Math.ceil(warmUp * steps));
            double down = coolDown <= 0 ? 1 : (steps - step) / Math.max(1, Math.ceil(coolDown * steps));
            return Math.max(0, Math.min(1, Math.min(up, down)));
        }
    }
}
