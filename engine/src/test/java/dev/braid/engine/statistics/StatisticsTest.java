package dev.braid.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void the_band_of_a_range_is_the_smallest_and_the_largest_number() {
        Summary summary = Summary.range(0.5, 0.9, 0.7);
        assertThat(summary.count()).isEqualTo(3);
        assertThat(summary.mean()).isCloseTo(0.7, within(1e-15));
        assertThat(summary.low()).isEqualTo(0.5);
        assertThat(summary.high()).isEqualTo(0.9);
        // standard deviation 0.2, divided by the root of three
        assertThat(summary.standardError()).isCloseTo(0.2 / Math.sqrt(3), within(1e-15));
    }

    @Test
    void a_single_number_has_no_spread() {
        Summary summary = Summary.range(0.4);
        assertThat(summary.standardError()).isZero();
        assertThat(summary.low()).isEqualTo(summary.high());
    }

    @Test
    void the_paired_test_gives_the_p_value_of_the_tables() {
        // differences 1, 2, 3: mean 2, standard error 1/√3, t = 2√3 with 2 degrees of freedom; then p = 1 − t/√(t² + 2)
        double t = 2 * Math.sqrt(3);
        double p = 1 - t / Math.sqrt(t * t + 2);
        assertThat(PairedComparison.pValue(1, 2, 3)).isCloseTo(p, within(1e-12));
        // one degree of freedom: p = 1 − 2/π · arctan t; differences 1 and 3: t = 2
        assertThat(PairedComparison.pValue(1, 3)).isCloseTo(1 - 2 / Math.PI * Math.atan(2), within(1e-12));
    }

    @Test
    void equal_numbers_are_no_difference_and_a_constant_difference_is_as_sure_as_its_signs() {
        assertThat(PairedComparison.pValue(0, 0)).isEqualTo(1);
        assertThat(PairedComparison.pValue(1, 1)).isEqualTo(0.5);
        assertThat(PairedComparison.pValue(1)).isEqualTo(1);
    }

    @Test
    void holm_multiplies_the_smallest_by_the_number_of_tests_and_keeps_the_order() {
        assertThat(PairedComparison.holm(0.04, 0.01, 0.03))
                .containsExactly(new double[] {0.06, 0.03, 0.06}, within(1e-15));
    }

    @Test
    void the_bootstrap_interval_lies_between_the_extremes_and_is_always_the_same() {
        Summary summary = Summary.bootstrap(0.1, 0.5, 0.9);
        assertThat(summary.low()).isBetween(0.1, 0.5);
        assertThat(summary.high()).isBetween(0.5, 0.9);
        assertThat(Summary.bootstrap(0.1, 0.5, 0.9)).isEqualTo(summary);
    }

    @Test
    void words_do_not_claim_what_the_numbers_do_not_show() {
        assertThat(new PairedComparison("A", "B", 3, 0.3, 0.2, 0.2, 7).inWords())
                .isEqualTo(
                        "A and B are not distinguishable with 3 seeds (difference 0.300 ± 0.200; if it is real, about 7 more"
                                + " seeds would show it)");
        assertThat(new PairedComparison("A", "B", 3, 0.3, 0.02, 0.01, 0).inWords())
                .isEqualTo("A is better than B by 0.300 ± 0.020 with 3 seeds (paired test, p = 0.010)");
        assertThat(new PairedComparison("A", "B", 3, -0.3, 0.02, 0.01, 0).inWords())
                .startsWith("A is worse than B by 0.300");
        assertThat(new PairedComparison("A", "B", 2, 0.3, 0, 0.01, 0).inWords())
                .isEqualTo("A and B share 2 finished seeds; a test needs at least 3");
    }

    @Test
    void many_pairs_are_told_in_few_sentences_that_name_every_pair_once() {
        assertThat(PairedComparison.inWords(List.of(
                        new PairedComparison("A", "B", 3, 0.3, 0.02, 0.01, 0),
                        new PairedComparison("A", "C", 3, 0.4, 0.02, 0.0004, 0),
                        new PairedComparison("A", "D", 2, 0.4, 0.02, 1, 0),
                        new PairedComparison("B", "C", 3, -0.1, 0.02, 0.02, 0),
                        new PairedComparison("B", "D", 3, 0.1, 0.2, 0.6, 7),
                        new PairedComparison("C", "D", 3, 0, 0, 1, 0))))
                .containsExactly(
                        "A is better than B by 0.300 ± 0.020 (p = 0.010); than C by 0.400 ± 0.020 (p < 0.001).",
                        "C is better than B by 0.100 ± 0.020 (p = 0.020).",
                        "Not distinguishable: B and D (difference 0.100 ± 0.200; if it is real, about 7 more seeds would show it);"
                                + " C and D.",
                        "A test needs at least 3 finished seeds that both have; these have fewer: A and D (2).");
        assertThat(PairedComparison.inWords(List.of())).isEmpty();
        PairedComparison alike = new PairedComparison("A", "B", 3, 0, 0, 1, 0);
        assertThat(PairedComparison.inWords(List.of(alike, alike, alike), 2))
                .containsExactly("Not distinguishable: A and B; A and B; and 1 more pair.");
    }

    @Test
    void pairs_are_compared_over_the_seeds_they_share_and_corrected_together() {
        Map<String, Map<Long, Double>> bySeed = new LinkedHashMap<>();
        bySeed.put("A", Map.of(0L, 2.0, 1L, 4.0, 2L, 6.0));
        bySeed.put("B", Map.of(0L, 1.0, 1L, 2.0, 2L, 3.0, 3L, 99.0));
        bySeed.put("C", Map.of(0L, 1.0, 1L, 2.0, 2L, 3.0));
        List<PairedComparison> pairs = PairedComparison.all(bySeed);
        assertThat(pairs).extracting(pair -> pair.first() + pair.second()).containsExactly("AB", "AC", "BC");
        assertThat(pairs).extracting(PairedComparison::seeds).containsOnly(3);
        assertThat(pairs.getFirst().difference()).isEqualTo(2);
        // p of (1, 2, 3), times three for as many tests
        assertThat(pairs.getFirst().p()).isCloseTo(3 * PairedComparison.pValue(1, 2, 3), within(1e-12));
        assertThat(pairs.getLast().p()).isEqualTo(1);
    }

    @Test
    void all_others_against_one_are_corrected_for_as_many_tests_as_these_are() {
        Map<String, Map<Long, Double>> bySeed = new LinkedHashMap<>();
        bySeed.put("a", Map.of(1L, 0.5, 2L, 0.6, 3L, 0.55));
        bySeed.put("control", Map.of(1L, 0.2, 2L, 0.25, 3L, 0.3));
        bySeed.put("b", Map.of(1L, 0.3, 2L, 0.2, 3L, 0.31));
        List<PairedComparison> all = PairedComparison.against("control", bySeed);
        assertThat(all).extracting(PairedComparison::first).containsExactly("a", "b");
        assertThat(all).extracting(PairedComparison::second).containsOnly("control");
        double alone = PairedComparison.of("a", "control", bySeed.get("a"), bySeed.get("control"))
                .p();
        assertThat(all.getFirst().p()).isEqualTo(2 * alone);
    }

    @Test
    void the_seeds_that_are_wanting_are_those_of_the_power_formula_and_show_the_difference_in_four_of_five_studies() {
        // d = 0.5: (2.8016 / 0.5)² + 1.92 = 33.3 seeds, of which ten are there
        assertThat(PairedComparison.furtherSeeds(10, 0.5, 1 / Math.sqrt(10))).isEqualTo(24);
        Random random = new Random(1);
        int shown = 0;
        for (int study = 0; study < 2000; study++) {
            double[] differences = new double[34];
            for (int i = 0; i < differences.length; i++) {
                differences[i] = 0.5 + random.nextGaussian();
            }
            shown += PairedComparison.pValue(differences) < PairedComparison.LEVEL ? 1 : 0;
        }
        assertThat(shown / 2000.0).isCloseTo(0.8, within(0.04));
        assertThat(PairedComparison.furtherSeeds(3, 0, 0.1)).isZero();
    }

    @Test
    void quantiles_of_student_are_those_of_the_tables() {
        assertThat(StudentT.quantile(0.95, 1)).isCloseTo(12.7062, within(1e-4));
        assertThat(StudentT.quantile(0.95, 4)).isCloseTo(2.7764, within(1e-4));
        assertThat(StudentT.quantile(0.95, 30)).isCloseTo(2.0423, within(1e-4));
    }

    @Test
    void a_power_law_without_noise_is_found_exactly() {
        double[] x = {1e6, 1e7, 1e8, 1e9};
        double[] y = Arrays.stream(x).map(each -> 12 * Math.pow(each, -0.15)).toArray();
        PowerLaw law = PowerLaw.fit(x, y).orElseThrow();
        assertThat(law.exponent()).isCloseTo(-0.15, within(1e-12));
        assertThat(law.factor()).isCloseTo(12, within(1e-9));
        assertThat(law.at(1e10)).isCloseTo(12 * Math.pow(1e10, -0.15), within(1e-9));
        assertThat(law.distinguishable()).isTrue();
    }

    @Test
    void the_interval_of_a_power_law_holds_the_truth_in_95_of_100_studies() {
        Random random = new Random(2);
        double[] x = {1e6, 3e6, 1e7, 3e7, 1e8};
        int held = 0;
        for (int study = 0; study < 2000; study++) {
            double[] y = Arrays.stream(x)
                    .map(each -> 3 * Math.pow(each, -0.1) * Math.exp(0.05 * random.nextGaussian()))
                    .toArray();
            PowerLaw law = PowerLaw.fit(x, y).orElseThrow();
            held += law.low() <= -0.1 && -0.1 <= law.high() ? 1 : 0;
        }
        assertThat(held / 2000.0).isCloseTo(0.95, within(0.02));
    }

    @Test
    void a_power_law_wants_three_points_that_are_not_alike() {
        assertThat(PowerLaw.fit(new double[] {1, 2}, new double[] {1, 2})).isEmpty();
        assertThat(PowerLaw.fit(new double[] {2, 2, 2}, new double[] {1, 2, 3})).isEmpty();
    }
}
