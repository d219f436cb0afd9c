package dev.braid.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.train.event.PointResult;
import dev.braid.engine.train.event.PointResult.SliceResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WholeAnswersTest {
    private static List<SliceResult> counted(BoundTask task, Batch batch, int[] predicted) {
        WholeAnswers answers = new WholeAnswers(task);
        answers.count(batch, predicted);
        return answers.results();
    }

    private static PointResult point(List<SliceResult> slices) {
        return new PointResult("", 64, 0.5, 1, 10, 0.1, slices);
    }

    @Test
    void a_number_with_one_wrong_digit_is_no_match() {
        BoundTask phoneBook = TaskCatalog.task("phone-book").bind(Map.of("digits", new ParamValue.Whole(4)));
        Batch batch = phoneBook.batch(Split.TEST, 1, 0, 4, 128);
        int[] predicted = batch.labels().clone();
        assertThat(counted(phoneBook, batch, predicted))
                .containsExactly(new SliceResult(PointResult.WHOLE_ANSWER, 4, 1, 4));
        predicted[predicted.length - 1]++; // the last digit of the last sequence
        List<SliceResult> slices = counted(phoneBook, batch, predicted);
        assertThat(slices).containsExactly(new SliceResult(PointResult.WHOLE_ANSWER, 4, 0.75, 4));
        assertThat(point(slices).exactMatch()).hasValue(0.75);
    }

    @Test
    void answers_of_different_lengths_are_told_apart() {
        BoundTask fuzzy = TaskCatalog.task("fuzzy-recall").bind();
        Batch batch = fuzzy.batch(Split.TEST, 1, 0, 20, 128);
        List<SliceResult> slices = counted(fuzzy, batch, batch.labels());
        assertThat(slices).extracting(SliceResult::value).containsExactly(1, 2, 3);
        long tokens = slices.stream()
                .mapToLong(slice -> slice.value() * slice.labels())
                .sum();
        assertThat(tokens).isEqualTo(batch.labelCount());
        assertThat(point(slices).exactMatch()).hasValue(1);
        slices = counted(fuzzy, batch, new int[batch.labels().length]); // value symbols are not 0
        assertThat(point(slices).exactMatch()).hasValue(0);
    }

    @Test
    void answers_without_a_gap_are_told_apart_where_the_task_counts_their_tokens() {
        BoundTask induction = TaskCatalog.task("induction").bind();
        // two answers of two tokens; the second slice is the token of the answer
        Batch batch = new Batch(
                1, 5, new int[5], new int[] {Batch.NO_LABEL, 1, 2, 3, 4}, new int[5], new int[] {0, 1, 2, 1, 2});
        assertThat(counted(induction, batch, new int[] {0, 1, 2, 3, 0}))
                .containsExactly(new SliceResult(PointResult.WHOLE_ANSWER, 2, 0.5, 2));
    }

    @Test
    void answers_of_one_token_have_no_exact_match_beside_their_accuracy() {
        BoundTask recall = TaskCatalog.task("mqar").bind();
        Batch batch = recall.batch(Split.TEST, 1, 0, 4, 64);
        assertThat(counted(recall, batch, batch.labels())).isEmpty();
        assertThat(point(List.of()).exactMatch()).isEmpty();
    }
}
