package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Problem.Fix;
import dev.braid.engine.block.Settings;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Weight;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What shape rules say of what cannot work, and what every block of the catalogue must tell of itself. */
class EveryBlockTest {
    private static List<Problem> problems(BlockType type, Map<String, ParamValue> given, Map<String, Integer> widths) {
        RecordedProblems report = new RecordedProblems();
        type.outputWidths(LayerCheck.site(type, given, widths), report);
        return report.problems;
    }

    @Test
    void branches_of_different_width_are_named_with_a_linear_block_as_repair() {
        for (BlockType type : List.of(new FuseMean(), new FuseSubtract(), new FuseGate(), new FuseWeighted())) {
            Problem problem =
                    problems(type, Map.of(), Map.of("ssm", 8, "attention", 12)).getFirst();
            assertThat(problem.port()).isEqualTo("attention");
            assertThat(problem.text()).contains("12 wide", "8 wide");
            assertThat(problem.fix())
                    .isEqualTo(
                            new Fix.InsertLinear("Insert a linear block 12 → 8", new PortRef("block", "attention"), 8));
        }
    }

    @Test
    void every_input_of_a_sum_that_differs_is_reported() {
        List<Problem> problems =
                problems(new Add(), Map.of("inputs", new ParamValue.Whole(4)), Map.of("a", 4, "b", 5, "c", 4, "d", 6));
        assertThat(problems).extracting(Problem::port).containsExactly("b", "d");
    }

    @Test
    void a_vocabulary_smaller_than_the_tasks_is_refused() {
        for (BlockType type : List.of(new TokenEmbedding(), new LanguageModelHead())) {
            Problem problem = problems(type, Map.of("vocabulary", new ParamValue.Whole(10)), Map.of("in", 4))
                    .getFirst();
            assertThat(problem.text()).contains("10", "11 token ids");
            assertThat(problem.fix()).isInstanceOf(Fix.SetParameter.class);
            assertThat(problems(type, Map.of("vocabulary", new ParamValue.Whole(12)), Map.of("in", 4)))
                    .isEmpty();
        }
    }

    @Test
    void a_table_of_positions_shorter_than_the_context_is_refused() {
        Map<String, Integer> widths = Map.of("in", 4);
        assertThat(problems(new LearnedPositions(), Map.of("length", new ParamValue.Whole(19)), widths))
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("19 positions", "20 tokens"));
        assertThat(problems(new LearnedPositions(), Map.of("length", new ParamValue.Whole(20)), widths))
                .isEmpty();
    }

    @Test
    void groups_that_do_not_divide_the_width_are_refused_with_a_divisor() {
        Problem problem = problems(new BranchNorm(), Map.of("groups", new ParamValue.Whole(5)), Map.of("in", 12))
                .getFirst();
        assertThat(problem.fix())
                .isEqualTo(new Fix.SetParameter("Set groups to 4", "block", "groups", new ParamValue.Whole(4)));
        assertThat(problems(new BranchNorm(), Map.of("groups", new ParamValue.Whole(99)), Map.of("in", 12)))
                .hasSize(1);
    }

    @Test
    void a_concat_that_grows_without_limit_is_stopped() {
        assertThat(problems(new Concat(), Map.of(), Map.of("a", 65_536, "b", 1)))
                .hasSize(1);
        assertThat(problems(new Concat(), Map.of(), Map.of("a", 65_535, "b", 1)))
                .isEmpty();
    }

    @Test
    void shape_rules_cope_with_missing_inputs() {
        for (BlockType type : StandardBlocks.ALL) {
            assertThat(problems(type, Map.of(), Map.of())).as(type.id()).isEmpty();
        }
    }

    @Test
    void every_block_tells_who_it_is() {
        Set<String> ids = new HashSet<>();
        Set<String> titles = new HashSet<>();
        for (BlockType type : StandardBlocks.ALL) {
            assertThat(ids.add(type.id())).as("id %s", type.id()).isTrue();
            assertThat(titles.add(type.title())).as("title %s", type.title()).isTrue();
            assertThat(type.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(type.keywords())
                    .as(type.id())
                    .hasSizeGreaterThanOrEqualTo(3)
                    .doesNotHaveDuplicates();
            // a screen: enough to learn from, short enough to be read at once
            assertThat(type.explanation().length())
                    .as("explanation of %s", type.id())
                    .isBetween(600, 2500);
            assertThat(type.explanation()).as(type.id()).endsWith(".").doesNotContain("  ");
            assertThat(type.formula()).as(type.id()).contains("(");
            for (var parameter : type.parameters()) {
                assertThat(parameter.refusal(parameter.defaultValue()))
                        .as("default of %s %s", type.id(), parameter.name())
                        .isEmpty();
                assertThat(parameter.sweep())
                        .allSatisfy(
                                value -> assertThat(parameter.refusal(value)).isEmpty());
                assertThat(parameter.help()).endsWith(".");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("blocksWithOutputs")
    void every_block_evaluates_decodes_and_costs_what_it_says_and_never_looks_ahead(String id) {
        BlockType type = StandardBlocks.ALL.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        Settings settings = Settings.of(type.parameters(), Map.of());
        Map<String, Integer> widths =
                type.inputs(settings).stream().collect(Collectors.toMap(PortSpec::name, port -> 64));
        LayerCheck.checkConsistency(type, Map.of(), widths);
    }

    static Stream<String> blocksWithOutputs() {
        return StandardBlocks.ALL.stream()
                .filter(type ->
                        !type.outputs(Settings.of(type.parameters(), Map.of())).isEmpty())
                .map(BlockType::id);
    }

    @Test
    void weight_decay_spares_norms_biases_embeddings_and_fusion_weights() {
        for (BlockType type : List.of(
                new TokenEmbedding(),
                new LearnedPositions(),
                new RmsNorm(),
                new LayerNorm(),
                new BranchNorm(),
                new FuseWeighted())) {
            assertThat(weights(type, Map.of()).values())
                    .as(type.id())
                    .isNotEmpty()
                    .noneMatch(Weight::decay);
        }
        Map<String, Weight> linear = weights(new Linear(), Map.of("bias", new ParamValue.Flag(true)));
        assertThat(linear.get("bias").decay()).isFalse();
        assertThat(linear.get("weight").decay()).isTrue();
    }

    private static Map<String, Weight> weights(BlockType type, Map<String, ParamValue> given) {
        Map<String, Integer> widths = Map.of("in", 8, "ssm", 8, "attention", 8);
        return new LayerHarness(type, LayerCheck.site(type, given, widths), Mode.EVALUATE, 1, 4, 20, false, false)
                .weights;
    }
}
