package dev.braid.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void the_band_of_a_range_is_the_smallest_and_the_largest_number() {
        Statistics.Summary summary = Statistics.range(0.5, 0.9, 0.7);
        assertThat(summary.count()).isEqualTo(3);
        assertThat(summary.mean()).isCloseTo(0.7, within(1e-15));
        assertThat(summary.low()).isEqualTo(0.5);
        assertThat(summary.high()).isEqualTo(0.9);
        // standard deviation 0.2, divided by the root of three
        assertThat(summary.standardError()).isCloseTo(0.2 / Math.sqrt(3), within(1e-15));
    }

    @Test
    void a_single_number_has_no_spread() {
        Statistics.Summary summary = Statistics.range(0.4);
        assertThat(summary.standardError()).isZero();
        assertThat(summary.low()).isEqualTo(summary.high());
    }

    @Test
    void the_paired_test_gives_the_p_value_of_the_tables() {
        // differences 1, 2, 3: mean 2, standard error 1/√3, t = 2√3 with 2 degrees of freedom; then p = 1 − t/√(t² + 2)
        double t = 2 * Math.sqrt(3);
        double p = 1 - t / Math.sqrt(t * t + 2);
        assertThat(Statistics.pairedTest(new double[] {2, 4, 6}, new double[] {1, 2, 3}))
                .isCloseTo(p, within(1e-12));
        // one degree of freedom: p = 1 − 2/π · arctan t; differences 1 and 3: t = 2
        assertThat(Statistics.pairedTest(new double[] {1, 3}, new double[] {0, 0}))
                .isCloseTo(1 - 2 / Math.PI * Math.atan(2), within(1e-12));
    }

    @Test
    void equal_numbers_are_no_difference_and_a_constant_difference_is_as_sure_as_its_signs() {
        assertThat(Statistics.pairedTest(new double[] {1, 2}, new double[] {1, 2}))
                .isEqualTo(1);
        assertThat(Statistics.pairedTest(new double[] {1, 2}, new double[] {0, 1}))
                .isEqualTo(0.5);
        assertThat(Statistics.pairedTest(new double[] {1}, new double[] {0})).isEqualTo(1);
    }

    @Test
    void holm_multiplies_the_smallest_by_the_number_of_tests_and_keeps_the_order() {
        assertThat(Statistics.holm(0.04, 0.01, 0.03)).containsExactly(new double[] {0.06, 0.03, 0.06}, within(1e-15));
    }

    @Test
    void the_bootstrap_interval_lies_between_the_extremes_and_is_always_the_same() {
        Statistics.Summary summary = Statistics.bootstrap(0.1, 0.5, 0.9);
        assertThat(summary.low()).isBetween(0.1, 0.5);
        assertThat(summary.high()).isBetween(0.5, 0.9);
        assertThat(Statistics.bootstrap(0.1, 0.5, 0.9)).isEqualTo(summary);
    }

    @Test
    void words_do_not_claim_what_the_numbers_do_not_show() {
        assertThat(Statistics.inWords("A", "B", 0.3, 0.2, 3)).isEqualTo("A and B are not distinguishable with 3 seeds");
        assertThat(Statistics.inWords("A", "B", 0.3, 0.01, 3)).startsWith("A is better than B by 0.300 with 3 seeds");
        assertThat(Statistics.inWords("A", "B", -0.3, 0.01, 3)).startsWith("A is worse than B by 0.300");
        assertThat(Statistics.inWords("A", "B", 0.3, 0.01, 1)).isEqualTo("A and B cannot be compared with 1 seed");
    }
}
