package dev.braid.engine.continual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is said of a model before and after. */
class BeforeAndAfterTest {
    private static Map<Long, Ability> seeds(double... recalls) {
        Map<Long, Ability> seeds = new TreeMap<>();
        for (int seed = 0; seed < recalls.length; seed++) {
            seeds.put(
                    (long) seed,
                    new Ability(
                            new TreeMap<>(Map.of(64, recalls[seed] + 0.1, 128, recalls[seed] - 0.1)),
                            0.5,
                            0.125,
                            2,
                            0.25));
        }
        return seeds;
    }

    private static List<String> words(String control, Map<Long, Ability> before, Map<Long, Ability> after) {
        Map<String, Map<Long, Ability>> ways = new LinkedHashMap<>();
        ways.put("Before", before);
        ways.put("Paraphrases", after);
        ways.put("Repeated", before);
        return new BeforeAndAfter("Before", control, ways)
                .inWords().values().stream().flatMap(List::stream).toList();
    }

    @Test
    void a_clear_rise_is_said_with_its_uncertainty_against_both() {
        List<String> words = words("Repeated", seeds(0.2, 0.21, 0.22, 0.2), seeds(0.5, 0.512, 0.521, 0.499));
        assertThat(words)
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("Paraphrases: raises recall by 0.301 ± 0.001 against Before (4 seeds"))
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("Paraphrases: raises recall by 0.301 ± 0.001 against Repeated"));
    }

    @Test
    void what_chance_could_have_made_is_called_not_distinguishable() {
        List<String> words = words(null, seeds(0.2, 0.3, 0.25), seeds(0.3, 0.22, 0.28));
        assertThat(words.getFirst())
                .startsWith("Not distinguishable from Before: Paraphrases (difference +0.017 ± 0.05")
                .contains("3 seeds", "; Repeated (difference +0.000");
        assertThat(words).noneMatch(sentence -> sentence.contains("against Repeated"));
    }

    @Test
    void two_seeds_are_too_few_for_a_test() {
        assertThat(words(null, seeds(0.2, 0.3), seeds(0.8, 0.9)).getFirst())
                .contains("share 2 finished seeds; a test needs at least 3");
    }

    @Test
    void where_nothing_recalls_more_than_guessing_that_is_said_first() {
        assertThat(words(null, seeds(0.02, 0.03, 0.02), seeds(0.05, 0.06, 0.05)).getFirst())
                .startsWith("No way recalls more digits than guessing would");
        assertThat(words(null, seeds(0.02, 0.03, 0.02), seeds(0.15, 0.16, 0.15)))
                .noneMatch(sentence -> sentence.startsWith("No way"));
    }

    @Test
    void a_way_that_was_not_asked_has_a_dash_and_no_sentence() {
        Map<String, Map<Long, Ability>> ways = new LinkedHashMap<>();
        Map<Long, Ability> asked = seeds(0.2, 0.21, 0.22);
        Map<Long, Ability> silent = new TreeMap<>();
        asked.forEach(
                (seed, ability) -> silent.put(seed, new Ability(ability.recall(), Double.NaN, Double.NaN, 2, 0.25)));
        ways.put("Before", asked);
        ways.put("Paraphrases", asked);
        ways.put("DeciMamba", silent);
        BeforeAndAfter result = new BeforeAndAfter("Before", null, ways);
        assertThat(result.legend()).contains("given to other questions, the same answers get 0.125");
        assertThat(result.inWords().get(BeforeAndAfter.Axis.ANSWERS))
                .hasSize(1)
                .allSatisfy(
                        sentence -> assertThat(sentence).contains("Paraphrases").doesNotContain("DeciMamba"));
        assertThat(result.columns())
                .extracting(BeforeAndAfter.Column::title)
                .containsExactly(
                        "recall at 64", "recall at 128", "recall", "answers", "bits a byte", "perplexity", "reasoning");
        assertThat(result.columns())
                .extracting(column -> result.cell("DeciMamba", column))
                .containsExactly(
                        "0.310 ± 0.008",
                        "0.110 ± 0.008",
                        "0.210 ± 0.008",
                        "–",
                        "2.000 ± 0.000",
                        "4.000 ± 0.000",
                        "0.250 ± 0.000");
    }
}
