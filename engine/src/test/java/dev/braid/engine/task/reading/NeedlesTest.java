package dev.braid.engine.task.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.question.Question.Completion;
import dev.braid.engine.task.token.ByteTokenizer;
import dev.braid.engine.task.token.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeedlesTest {
    private static final Pattern NEEDLE = Pattern.compile("The special magic (\\w+) number is: (\\d{7})\\.");
    private static final Pattern QUESTION = Pattern.compile("\nThe special magic (\\w+) number is:$");

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 50, 100})
    void the_needle_that_is_asked_for_stands_at_its_depth(int depth) {
        for (int needles : new int[] {1, 4}) {
            List<Completion> completions =
                    Needles.of(needles, depth, ByteTokenizer.INSTANCE).completions(Split.TEST, 2, 20, 1024);
            for (Completion completion : completions) {
                Matcher question = QUESTION.matcher(completion.prompt());
                assertThat(question.find()).isTrue();
                String filler = completion.prompt().substring(0, question.start());
                Matcher needle = NEEDLE.matcher(filler);
                int found = 0;
                int before = -1;
                int others = 0;
                while (needle.find()) {
                    found++;
                    if (needle.group(1).equals(question.group(1))) {
                        assertThat(completion.answers()).containsExactly(needle.group(2));
                        before = needle.start() - others;
                    } else if (before < 0) {
                        others += needle.group().length() + 1;
                    }
                }
                assertThat(found).isEqualTo(needles);
                int rest = filler.length() - needles * 48;
                assertThat(100.0 * before / rest).isBetween(depth - 4.0, depth + 5.0);
                assertThat(completion.prompt().getBytes(StandardCharsets.UTF_8).length)
                        .isBetween(900, 1024);
            }
        }
    }

    @Test
    void the_labels_are_a_blank_and_the_digits() {
        BoundTask task =
                new Needles().bind(Map.of("digits", new ParamValue.Whole(5), "needles", new ParamValue.Whole(2)));
        Batch batch = task.batch(Split.VALIDATION, 1, 0, 30, 300);
        for (int row = 0; row < 30; row++) {
            int end = (row + 1) * 300;
            assertThat(batch.labels()[end - 7]).isEqualTo(Batch.NO_LABEL);
            assertThat(batch.labels()[end - 6]).isEqualTo(' ');
            for (int at = end - 5; at < end; at++) {
                assertThat(batch.labels()[at]).isBetween((int) '0', (int) '9');
            }
        }
        assertThat(batch.labelCount()).isEqualTo(30 * 6);
        assertThat(task.chance(300)).isEqualTo(1.5 / 6);
    }

    @Test
    void a_model_can_be_trained_on_byte_pairs_of_the_filler() {
        BoundTask task = new Needles()
                .bind(Map.of(
                        "filler", new ParamValue.Text("moby-dick"),
                        "tokenizer", new ParamValue.Text("bpe"),
                        "vocabulary", new ParamValue.Whole(600)));
        assertThat(task.prepare()).isEmpty();
        assertThat(task.vocabulary()).isEqualTo(600);
        Tokenizer tokenizer = task.textTokenizer().orElseThrow();
        Batch batch = task.batch(Split.TRAIN, 1, 0, 20, 200);
        long labels = 0;
        for (int row = 0; row < 20; row++) {
            int[] answer = Arrays.stream(Arrays.copyOfRange(batch.labels(), row * 200, (row + 1) * 200))
                    .filter(label -> label != Batch.NO_LABEL)
                    .toArray();
            assertThat(tokenizer.text(answer)).matches(" \\d{7}");
            assertThat(tokenizer.text(Arrays.copyOfRange(batch.tokens(), row * 200, (row + 1) * 200)))
                    .contains("number is:" + tokenizer.text(answer) + ".");
            labels += answer.length;
        }
        assertThat(task.chance(200))
                .as("the blank and a tenth of " + labels / 20.0 + " tokens; pairs of digits are harder to guess")
                .isBetween(0.05, 0.25);
        assertThat(task.fingerprint()).isNotEqualTo(new Needles().bind(Map.of()).fingerprint());
    }

    @Test
    void a_context_that_is_longer_than_the_filler_is_filled_up_with_line_breaks() {
        BoundTask task = new Needles().bind(Map.of("filler", new ParamValue.Text("moby-dick")));
        Batch batch = task.batch(Split.VALIDATION, 1, 0, 1, 200_000);
        assertThat(batch.tokens()[0]).isEqualTo('\n');
        assertThat(batch.labelCount()).isEqualTo(8);
    }

    @Test
    void a_vocabulary_that_is_not_there_is_named() {
        BoundTask task = new Needles().bind(Map.of("vocabulary-files", new ParamValue.Text("nowhere")));
        assertThat(task.problems(512)).singleElement().asString().contains("nowhere", "is no folder");
        assertThat(task.prepare()).get().asString().contains("is no folder");
    }
}
