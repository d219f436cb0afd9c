package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.Site;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergeAttentionTest {
    private static final MergeAttention TYPE = new MergeAttention();

    @Test
    void queries_from_attention_agree_with_the_formula() {
        check(Map.of("ssm", 4, "attention", 4, "in", 4), "heads", 2);
    }

    @Test
    void branches_of_different_width_can_cross() {
        check(Map.of("ssm", 3, "attention", 6, "in", 5), "heads", 3, "key-value-heads", 1, "position", "none");
    }

    @Test
    void queries_from_the_state_space_branch_agree_with_the_formula() {
        check(
                Map.of("ssm", 4, "attention", 3, "in", 4),
                "reading",
                "ssm-queries",
                "heads",
                2,
                "span",
                "window",
                "window",
                3);
    }

    @Test
    void both_branches_together_agree_with_the_formula() {
        check(Map.of("ssm", 4, "attention", 4, "in", 3), "reading", "both", "heads", 2);
        check(
                Map.of("ssm", 4, "attention", 4, "in", 4),
                "reading",
                "both",
                "heads",
                2,
                "key-value-heads",
                1,
                "span",
                "window",
                "window",
                3,
                "sinks",
                1);
    }

    @Test
    void the_point_wise_reading_agrees_with_the_formula() {
        check(Map.of("ssm", 5, "attention", 5, "in", 5), "reading", "point-wise");
    }

    @Test
    void the_point_wise_reading_moves_nothing_between_positions() {
        assertThat(Mixers.positionsThatSee(
                        TYPE, Map.of("ssm", 6, "attention", 6, "in", 6), 4, 9, "reading", "point-wise"))
                .containsExactly(4);
    }

    @Test
    void a_cross_reading_without_the_third_port_trains() {
        Site site = LayerCheck.site(TYPE, Map.of(), Map.of("ssm", 8, "attention", 8));
        assertThat(TYPE.outputWidths(site, RecordedProblems.none())).containsEntry("out", 8);
        for (String reading : List.of("attention-queries", "ssm-queries", "point-wise")) {
            Settings settings = Settings.of(TYPE.parameters(), Mixers.settings(TYPE, "reading", reading));
            assertThat(TYPE.inputs(settings)).filteredOn(PortSpec::required).hasSize(2);
        }
    }

    @Test
    void the_reading_both_needs_the_third_port_and_equal_branches() {
        Settings settings = Settings.of(TYPE.parameters(), Mixers.settings(TYPE, "reading", "both"));
        assertThat(TYPE.inputs(settings)).allMatch(PortSpec::required).hasSize(3);
        assertThat(Mixers.problems(TYPE, Map.of("ssm", 8, "attention", 4, "in", 8), "reading", "both", "heads", 2))
                .hasSize(1);
    }

    private static void check(Map<String, Integer> widths, Object... given) {
        LayerCheck.check(TYPE, Mixers.settings(TYPE, given), widths);
    }
}
