package dev.braid.engine.statistics;

/** Student's t distribution. */
final class StudentT {
    private StudentT() {}

    /** Probability of a t at least as far from 0 as this. */
    static double twoSided(double t, int degreesOfFreedom) {
        return regularisedBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2.0, 0.5);
    }

    /** The t within which that share of the distribution lies, by bisection. */
    static double quantile(double share, int degreesOfFreedom) {
        double low = 0;
        double high = 1;
        while (1 - twoSided(high, degreesOfFreedom) < share) {
            high *= 2;
        }
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (1 - twoSided(middle, degreesOfFreedom) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** I_x(a, b), by Lentz's continued fraction. */
    private static double regularisedBeta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - regularisedBeta(1 - x, b, a);
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        double tiny = 1e-300;
        double f = 1;
        double c = 1;
        double d = 0;
        for (int i = 0; i <= 500; i++) {
            int m = i / 2;
            double numerator = i == 0
                    ? 1
                    : i % 2 == 0
                            ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                            : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 + numerator * d;
            d = 1 / (Math.abs(d) < tiny ? tiny : d);
            c = 1 + numerator / c;
            c = Math.abs(c) < tiny ? tiny : c;
            f *= c * d;
            if (Math.abs(1 - c * d) < 1e-14) {
                break;
            }
        }
        return front * (f - 1) / a;
    }

    /** ln Γ(x), x > 0, Lanczos with g = 7. */
    private static double logGamma(double x) {
        double[] c = {
            0.99999999999980993,
            676.5203681218851,
            -1259.1392167224028,
            771.32342877765313,
            -176.61502916214059,
            12.507343278686905,
            -0.13857109526572012,
            9.9843695780195716e-6,
            1.5056327351493116e-7
        };
        if (x < 0.5) {
            return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
        }
        double sum = c[0];
        for (int i = 1; i < c.length; i++) {
            sum += c[i] / (x - 1 + i);
        }
        double t = x - 1 + 7.5;
        return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
    }
}
