package dev.braid.engine.block.standard;

import static dev.braid.engine.block.standard.Naive.product;
import static dev.braid.engine.block.standard.NaiveMixers.slice;
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
        checkCross("attention", List.of("ssm"), Map.of("ssm", 4, "attention", 4, "in", 4), 4, "heads", 2);
    }

    @Test
    void branches_of_different_width_can_cross() {
        checkCross(
                "attention",
                List.of("ssm"),
                Map.of("ssm", 3, "attention", 6, "in", 5),
                6,
                "heads",
                3,
                "key-value-heads",
                1,
                "position",
                "none");
    }

    @Test
    void queries_from_the_state_space_branch_agree_with_the_formula() {
        checkCross(
                "ssm",
                List.of("attention"),
                Map.of("ssm", 4, "attention", 3, "in", 4),
                4,
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
        checkCross(
                "in",
                List.of("ssm", "attention"),
                Map.of("ssm", 4, "attention", 4, "in", 3),
                4,
                "reading",
                "both",
                "heads",
                2);
        checkCross(
                "in",
                List.of("ssm", "attention"),
                Map.of("ssm", 4, "attention", 4, "in", 4),
                4,
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
        int width = 5;
        LayerCheck.check(
                TYPE,
                Mixers.settings(TYPE, "reading", "point-wise"),
                Map.of("ssm", width, "attention", width, "in", width),
                v -> {
                    double[] m = v.input("ssm");
                    double[] a = v.input("attention");
                    double[] keysM = product(m, width, v.weight("key"));
                    double[] keysA = product(a, width, v.weight("key"));
                    double[] valuesM = product(m, width, v.weight("value"));
                    double[] valuesA = product(a, width, v.weight("value"));
                    double[] out = new double[m.length];
                    for (int row = 0; row < v.rows(); row++) {
                        double scoreM = 0;
                        double scoreA = 0;
                        for (int i = 0; i < width; i++) {
                            scoreM += v.weight("query")[i] * keysM[row * width + i] / Math.sqrt(width);
                            scoreA += v.weight("query")[i] * keysA[row * width + i] / Math.sqrt(width);
                        }
                        double share = Math.exp(scoreM) / (Math.exp(scoreM) + Math.exp(scoreA));
                        for (int i = row * width; i < (row + 1) * width; i++) {
                            out[i] = share * valuesM[i] + (1 - share) * valuesA[i];
                        }
                    }
                    return Map.of("out", out);
                });
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

    private static void checkCross(
            String queryPort, List<String> keyPorts, Map<String, Integer> widths, int outWidth, Object... given) {
        Settings settings = Settings.of(TYPE.parameters(), Mixers.settings(TYPE, given));
        HeadSettings heads = HeadSettings.of(settings, outWidth);
        int keyValueWidth = heads.keyValueWidth();
        int branches = keyPorts.size();
        LayerCheck.check(TYPE, Mixers.settings(TYPE, given), widths, v -> {
            double[] q = product(v.input(queryPort), widths.get(queryPort), v.weight("q"));
            double[] keys = new double[v.rows() * branches * keyValueWidth];
            double[] values = new double[keys.length];
            for (int i = 0; i < branches; i++) {
                String port = keyPorts.get(i);
                double[] kv = product(v.input(port), widths.get(port), v.weight("kv"));
                double[] k = slice(kv, 2 * keyValueWidth, 0, keyValueWidth);
                double[] value = slice(kv, 2 * keyValueWidth, keyValueWidth, keyValueWidth);
                for (int row = 0; row < v.rows(); row++) {
                    int to = (row * branches + i) * keyValueWidth;
                    System.arraycopy(k, row * keyValueWidth, keys, to, keyValueWidth);
                    System.arraycopy(value, row * keyValueWidth, values, to, keyValueWidth);
                }
            }
            double[] context = NaiveMixers.attention(
                    heads, branches, NaiveMixers.sight(settings), q, keys, values, v.sequences(), v.length());
            return Map.of("out", product(context, heads.queryWidth(), v.weight("out")));
        });
    }
}
