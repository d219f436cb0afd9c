package dev.braid.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.task.recall.AssociativeRecallPlans;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingMixTest {
    private static final Task MQAR = TaskCatalog.task("mqar");

    @Test
    void parts_come_up_by_their_weights() {
        TrainingMix mix = AssociativeRecallPlans.basedTraining(Map.of());
        long[] counts = new long[5];
        int batches = 18_000;
        for (int index = 0; index < batches; index++) {
            counts[mix.parts().indexOf(mix.part(Split.TRAIN, 3, index))]++;
        }
        assertThat(Statistics.chiSquareIsPlausible(counts, new double[] {10_000, 2_000, 2_000, 2_000, 2_000}))
                .isTrue();
    }

    @Test
    void every_batch_is_that_of_its_part() {
        TrainingMix mix = AssociativeRecallPlans.basedTraining(Map.of());
        Set<Integer> lengths = new HashSet<>();
        for (int index = 0; index < 60; index++) {
            Batch batch = mix.batch(Split.TRAIN, 8, index, 3);
            TrainingMix.Part part = mix.part(Split.TRAIN, 8, index);
            assertThat(batch.length()).isEqualTo(part.contextLength());
            assertThat(batch.tokens())
                    .isEqualTo(part.task()
                            .batch(Split.TRAIN, 8, index, 3, part.contextLength())
                            .tokens());
            lengths.add(batch.length());
        }
        assertThat(lengths).containsExactlyInAnyOrder(64, 128, 256);
        assertThat(mix.longestContext()).isEqualTo(256);
        assertThat(mix.vocabulary()).isEqualTo(8192);
    }

    @Test
    void the_published_plans_are_possible_and_ask_for_as_many_pairs_as_they_say() {
        assertThat(AssociativeRecallPlans.basedTraining(Map.of()).problems()).isEmpty();
        for (EvaluationPlan plan : List.of(
                AssociativeRecallPlans.basedEvaluation(Map.of()), AssociativeRecallPlans.zoologyGrid(Map.of()))) {
            assertThat(plan.problems()).isEmpty();
            for (EvaluationPlan.Point point : plan.points()) {
                Batch batch = point.task().batch(Split.TEST, 0, 0, 1, point.contextLength());
                assertThat(batch.labelCount() + " pairs").isEqualTo(point.name());
            }
        }
    }

    @Test
    void problems_of_all_parts_are_told_once_each() {
        BoundTask few = MQAR.bind(Map.of("vocabulary", new ParamValue.Whole(100)));
        TrainingMix mix = TrainingMix.of(few, List.of(64, 128, 128, 256));
        assertThat(mix.problems()).hasSize(2).allMatch(problem -> problem.contains("vocabulary"));
        assertThat(EvaluationPlan.of(few, List.of(64, 128, 128)).problems()).hasSize(1);
        assertThatThrownBy(() -> mix.batch(Split.TRAIN, 1, indexOf(mix, 256), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256");
    }

    @Test
    void senseless_mixtures_are_refused() {
        BoundTask task = MQAR.bind();
        assertThatThrownBy(() -> new TrainingMix(List.of())).hasMessageContaining("at least one part");
        assertThatThrownBy(() -> new TrainingMix.Part(task, 64, 0)).hasMessageContaining("positive");
        assertThatThrownBy(() -> new TrainingMix.Part(task, 64, Double.NaN)).hasMessageContaining("positive");
        assertThatThrownBy(() -> new EvaluationPlan(List.of())).hasMessageContaining("at least one point");
    }

    private static long indexOf(TrainingMix mix, int contextLength) {
        long index = 0;
        while (mix.part(Split.TRAIN, 1, index).contextLength() != contextLength) {
            index++;
        }
        return index;
    }
}
