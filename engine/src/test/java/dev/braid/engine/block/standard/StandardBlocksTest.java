package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every position-wise block against its formula, written naively in double precision. */
class StandardBlocksTest {
    private static final Map<String, Integer> BRANCHES = Map.of("ssm", 5, "attention", 5);

    @Test
    void a_token_embedding_looks_rows_up() {
        check(new TokenEmbedding(), Map.of(), "width", 5);
    }

    @Test
    void an_rms_norm_divides_by_the_root_of_the_mean_square() {
        for (int width : new int[] {1, 6, 37}) {
            check(new RmsNorm(), Map.of("in", width));
        }
    }

    @Test
    void a_linear_block_multiplies_with_its_matrix() {
        check(new Linear(), Map.of("in", 5), "width", 7);
        check(new Linear(), Map.of("in", 6), "bias", true);
    }

    @Test
    void an_add_block_sums_its_inputs() {
        check(new Add(), Map.of("a", 5, "b", 5));
        check(new Add(), Map.of("a", 3, "b", 3, "c", 3, "d", 3), "inputs", 4);
    }

    @Test
    void learned_positions_add_the_vector_of_each_position() {
        check(new LearnedPositions(), Map.of("in", 5));
    }

    @Test
    void a_layer_norm_standardises_each_token() {
        for (int width : new int[] {2, 6, 37}) {
            check(new LayerNorm(), Map.of("in", width));
        }
    }

    @Test
    void a_branch_norm_normalises_each_group_by_itself() {
        check(new BranchNorm(), Map.of("in", 12), "groups", 3);
        check(new BranchNorm(), Map.of("in", 12), "groups", 3, "kind", "group");
    }

    @Test
    void a_gelu_mlp_is_two_matrices_with_a_curve_between() {
        check(new MlpGelu(), Map.of("in", 5), "factor", 3.0);
    }

    @Test
    void a_swiglu_mlp_gates_one_half_with_the_other() {
        check(new MlpSwiglu(), Map.of("in", 5), "hidden", 7);
    }

    @Test
    void fixed_fusions_are_the_mean_and_the_difference() {
        check(new FuseMean(), BRANCHES);
        check(new FuseSubtract(), BRANCHES);
    }

    @Test
    void a_concatenating_fusion_maps_both_branches_at_once() {
        check(new FuseConcat(), Map.of("ssm", 4, "attention", 6));
        check(new FuseConcat(), BRANCHES, "width", 3);
    }

    @Test
    void a_gate_blends_the_branches_by_what_both_say() {
        check(new FuseGate(), Map.of("ssm", 6, "attention", 6));
    }

    @Test
    void learned_weights_come_in_three_kinds() {
        check(new FuseWeighted(), BRANCHES);
        check(new FuseWeighted(), BRANCHES, "weights", "per-channel");
        check(new FuseWeighted(), BRANCHES, "weights", "tanh");
    }

    @Test
    void a_scale_block_multiplies_with_a_fixed_or_a_learned_number() {
        check(new Scale(), Map.of("in", 5), "multiplier", 2.5);
        check(new Scale(), Map.of("in", 5), "multiplier", 2.5, "learned", true);
    }

    @Test
    void a_concat_block_puts_channels_side_by_side() {
        check(new Concat(), Map.of("a", 2, "b", 1, "c", 4), "inputs", 3);
        check(new Concat(), Map.of("a", 3, "b", 3));
    }

    @Test
    void dropout_without_a_rate_passes_everything() {
        check(new Dropout(), Map.of("in", 5), "rate", 0.0);
    }

    private static void check(BlockType type, Map<String, Integer> widths, Object... given) {
        LayerCheck.check(type, Mixers.settings(type, given), widths);
    }
}
