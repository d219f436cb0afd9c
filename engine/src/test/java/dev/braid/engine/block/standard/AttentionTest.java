package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private static BlockBench bench(int width, int contextLength, Map<String, Object> parameters) {
        return new BlockBench(new Attention(), parameters, Map.of("in", width), contextLength);
    }

    @Test
    void full_attention_with_rope_agrees_with_its_formula() {
        check(12, Map.of("heads", 3), 3, 7);
    }

    @Test
    void heads_of_another_width_than_the_input_divides_into_agree_with_their_formula() {
        check(10, Map.of("heads", 3, "head-dimension", 6, "rope-theta", 100.0), 2, 5);
    }

    @Test
    void query_heads_that_share_keys_and_values_agree_with_their_formula() {
        check(16, Map.of("heads", 4, "key-value-heads", 2, "position", "none"), 2, 9);
    }

    @Test
    void a_window_with_sinks_agrees_with_its_formula() {
        check(8, Map.of("heads", 2, "span", "window", "window", 3, "sinks", 2), 2, 11);
    }

    @Test
    void chunks_agree_with_their_formula() {
        check(8, Map.of("heads", 1, "span", "chunk", "chunk", 4), 2, 10);
    }

    @Test
    void a_length_beyond_one_block_of_queries_agrees_with_its_formula() {
        check(32, Map.of("heads", 1), 1, 70);
    }

    @Test
    void a_window_of_w_sees_exactly_w_keys() {
        BlockBench bench = bench(8, 20, Map.of("heads", 2, "span", "window", "window", 5));
        assertThat(bench.rowsThatSee(6, 20)).containsExactly(6, 7, 8, 9, 10);
    }

    @Test
    void sinks_stay_visible_beyond_the_window() {
        BlockBench bench = bench(8, 12, Map.of("heads", 2, "span", "window", "window", 3, "sinks", 1));
        assertThat(bench.rowsThatSee(0, 12)).hasSize(12);
        assertThat(bench.rowsThatSee(1, 12)).containsExactly(1, 2, 3);
    }

    @Test
    void a_chunk_is_seen_to_its_end_only() {
        BlockBench bench = bench(8, 12, Map.of("heads", 2, "span", "chunk", "chunk", 5));
        assertThat(bench.rowsThatSee(6, 12)).containsExactly(6, 7, 8, 9);
    }

    @Test
    void full_attention_sees_everything_before_and_nothing_behind() {
        assertThat(bench(8, 9, Map.of("heads", 2)).rowsThatSee(3, 9)).containsExactly(3, 4, 5, 6, 7, 8);
    }

    @Test
    void decoding_equals_the_whole_forward() {
        for (Map<String, Object> parameters : List.<Map<String, Object>>of(
                Map.of("heads", 2),
                Map.of("heads", 4, "key-value-heads", 1),
                Map.of("heads", 2, "span", "window", "window", 4),
                Map.of("heads", 2, "span", "window", "window", 3, "sinks", 2),
                Map.of("heads", 2, "span", "window", "window", 40, "sinks", 40),
                Map.of("heads", 2, "span", "chunk", "chunk", 6, "position", "none"))) {
            bench(16, 23, parameters).decodesAsForward(3, 23);
        }
    }

    @Test
    void visible_positions_are_counted_exactly() {
        for (Map<String, Object> parameters : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("span", "window", "window", 5),
                Map.of("span", "window", "window", 3, "sinks", 4),
                Map.of("span", "window", "window", 9, "sinks", 9),
                Map.of("span", "chunk", "chunk", 5))) {
            BlockBench bench = bench(8, 13, parameters);
            HeadSettings heads = HeadSettings.of(bench.settings, 8);
            int seen = 0;
            for (int i = 0; i < 13; i++) {
                for (int j = 0; j <= i; j++) {
                    seen += sees(bench, i, j) ? 1 : 0;
                }
            }
            assertThat(heads.visiblePositions(13)).isEqualTo(seen / 13.0);
        }
    }

    @Test
    void heads_that_do_not_divide_the_width_are_named_with_a_fix() {
        BlockBench.Problems problems = BlockBench.problems(new Attention(), Map.of("heads", 4), Map.of("in", 10));
        assertThat(problems.texts)
                .containsExactly(
                        "A width of 10 does not divide into 4 heads; set heads to a divisor of 10, such as 2, or set"
                                + " head-dimension.");
        assertThat(problems.fixes).hasSize(1);
    }

    @Test
    void odd_heads_cannot_be_rotated() {
        BlockBench.Problems problems = BlockBench.problems(new Attention(), Map.of("heads", 3), Map.of("in", 9));
        assertThat(problems.texts).singleElement().asString().contains("must be even, and it is 3");
    }

    @Test
    void key_value_heads_must_divide_the_heads() {
        BlockBench.Problems problems = BlockBench.problems(new Attention(), Map.of("heads", 4, "key-value-heads", 3), Map.of("in", 8));
        assertThat(problems.texts).singleElement().asString().contains("such as 2");
    }

    private static void check(int width, Map<String, Object> parameters, int sequences, int length) {
        BlockBench bench = bench(width, length, parameters);
        bench.agreesWith((value, s, l) -> naive(bench, width, value, s, l), sequences, length);
    }

    private static double[] naive(BlockBench bench, int width, Map<String, double[]> value, int sequences, int length) {
        HeadSettings heads = HeadSettings.of(bench.settings, width);
        int queryWidth = heads.queryWidth();
        int keyValueWidth = heads.keyValueWidth();
        int qkvWidth = queryWidth + 2 * keyValueWidth;
        double[] qkv = Naives.product(value.get("in"), width, value.get("qkv"), qkvWidth);
        Map<String, double[]> parts = new LinkedHashMap<>();
        parts.put("q", Naives.columns(qkv, qkvWidth, 0, queryWidth));
        parts.put("k", Naives.columns(qkv, qkvWidth, queryWidth, keyValueWidth));
        parts.put("v", Naives.columns(qkv, qkvWidth, queryWidth + keyValueWidth, keyValueWidth));
        double[] context = Naives.attention(
                heads, 1, (i, j) -> sees(bench, i, j), parts.get("q"), parts.get("k"), parts.get("v"), sequences, length);
        return Naives.product(context, queryWidth, value.get("out"), width);
    }

    private static boolean sees(BlockBench bench, int i, int j) {
        if (j > i) {
            return false;
        }
        return switch (bench.settings.text("span")) {
            case "window" -> j > i - bench.settings.whole("window") || j < bench.settings.whole("sinks");
            case "chunk" -> j / bench.settings.whole("chunk") == i / bench.settings.whole("chunk");
            default -> true;
        };
    }
}
