package dev.braid.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.graph.ParamValue;
import org.junit.jupiter.api.Test;

class SweepPlanTest {
    private static final Architecture DESIGN = Architecture.of(
            "small",
            new GraphBuilder()
                    .block("embedding", "token-embedding", "width", 8)
                    .block("head", "language-model-head")
                    .wire("embedding", "head")
                    .build());

    private static SweepPlan read(String rest) throws SpecException {
        return SweepPlan.read(
                "{\"format\": \"braid-sweep\", \"version\": 1, \"task\": \"mqar\"" + rest + "}",
                "plan.json",
                name -> DESIGN);
    }

    private static void refused(String rest, String sentence) {
        assertThatThrownBy(() -> read(rest))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("plan.json")
                .hasMessageContaining(sentence);
    }

    private static final String VARIANTS = ", \"variants\": [\"a.json\"]";
    private static final String TRAIN = ", \"train\": [64]";

    @Test
    void a_plan_counts_its_runs() throws SpecException {
        String grid = ", \"learning-rates\": [0.001, 0.01], \"seeds\": [0, 1, 2]";
        assertThat(read(VARIANTS + TRAIN + grid).runs()).isEqualTo(6);
        assertThat(read(VARIANTS + TRAIN + grid + ", \"grid-on-first-seed\": true")
                        .runs())
                .isEqualTo(4);
        assertThat(read(VARIANTS + ", \"train\": [64, 128], \"train-apart\": true" + grid)
                        .runs())
                .isEqualTo(12);
    }

    @Test
    void a_swept_parameter_makes_a_variant_for_each_value() throws SpecException {
        SweepPlan plan =
                read(TRAIN + ", \"variants\": [{\"design\": \"a.json\", \"sweep\": {\"embedding.width\": [8, 16]}}]");
        assertThat(plan.variants())
                .extracting(SweepPlan.Variant::name)
                .containsExactly("small, width 8", "small, width 16");
        assertThat(plan.variants()
                        .get(1)
                        .design()
                        .graph()
                        .block("embedding")
                        .orElseThrow()
                        .parameters())
                .containsEntry("width", new ParamValue.Whole(16));
    }

    @Test
    void a_missing_field_is_named() {
        refused(TRAIN, "field variants: it is missing");
        refused(VARIANTS, "field train: it is missing");
    }

    @Test
    void a_field_of_the_wrong_type_is_named_with_what_was_expected() {
        refused(
                VARIANTS + ", \"train\": [\"long\"]",
                "field train[0].context-length: expected a whole number, got \"long\"");
        refused(VARIANTS + TRAIN + ", \"seeds\": [0.5]", "field seeds: expected a whole number, got 0.5");
        refused(VARIANTS + TRAIN + ", \"learning-rates\": []", "field learning-rates: the list is empty");
        refused(VARIANTS + TRAIN + ", \"settings\": {\"steps\": 0}", "steps: expected a number from 1");
        refused(
                VARIANTS + TRAIN + ", \"settings\": {\"schedule\": {\"kind\": \"linear\"}}",
                "field settings.schedule.kind: expected constant, cosine or trapezoid, got linear");
    }

    @Test
    void a_misspelt_field_is_named_with_what_was_meant() {
        refused(VARIANTS + TRAIN + ", \"sedes\": [1]", "field sedes: there is no such field; did you mean seeds?");
    }

    @Test
    void a_swept_parameter_of_no_block_is_refused() {
        refused(
                TRAIN + ", \"variants\": [{\"design\": \"a.json\", \"sweep\": {\"mamba.state-size\": [8]}}]",
                "field variants[0].sweep.mamba.state-size: there is no such block in a.json");
    }
}
