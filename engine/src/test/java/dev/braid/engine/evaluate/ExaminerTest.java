package dev.braid.engine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.evaluate.Outcome.Form;
import dev.braid.engine.evaluate.Scorer.Score;
import dev.braid.engine.task.question.Question;
import dev.braid.engine.task.question.Question.Choice;
import dev.braid.engine.task.question.Question.Completion;
import dev.braid.engine.task.question.Question.Continuation;
import dev.braid.engine.task.question.Question.LastWord;
import dev.braid.engine.task.token.ByteTokenizer;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExaminerTest {
    /**
     * A letter costs its place in the alphabet, a blank nothing: −1 for a, −2 for b. The most probable token is always an a.
     * Letters after a q cost nothing, so that a context can matter.
     */
    private static final Scorer ALPHABET = sequences -> sequences.stream()
            .map(sequence -> {
                double sum = 0;
                boolean greedy = true;
                boolean free = sequence.tokens()[sequence.from() - 1] == 'q';
                for (int at = sequence.from(); at < sequence.tokens().length; at++) {
                    int token = sequence.tokens()[at];
                    sum -= token == ' ' || free ? 0 : token - 'a' + 1;
                    greedy &= token == 'a' || token == ' ';
                }
                return new Score(sum, greedy);
            })
            .toList();

    private static Outcome examine(Answerer answerer, Question... questions) throws IOException {
        return new Examiner(ALPHABET, answerer, ByteTokenizer.INSTANCE, 100, text -> -text.length())
                .examine(QuestionSet.of("set", () -> List.of(questions)), asked -> {});
    }

    private static Outcome choose(Choice... choices) throws IOException {
        return examine(prompts -> List.of(), choices);
    }

    private static double share(Outcome outcome, String metric) {
        Share share = outcome.shares().get(metric);
        assertThat(share).as(metric).isNotNull();
        return share == null ? Double.NaN : share.value();
    }

    @Test
    void acc_takes_the_sum_and_acc_norm_divides_by_the_characters() throws IOException {
        // "c": −3, by its one character −3; "aaaa": −4, by four characters −1
        Outcome first = choose(Choice.after("x", List.of("c", "aaaa"), 0));
        assertThat(share(first, Outcome.ACCURACY)).isEqualTo(1);
        assertThat(share(first, Outcome.NORMALISED)).isZero();
        Outcome second = choose(Choice.after("x", List.of("c", "aaaa"), 1));
        assertThat(share(second, Outcome.ACCURACY)).isZero();
        assertThat(share(second, Outcome.NORMALISED)).isEqualTo(1);
    }

    @Test
    void the_blank_in_front_of_a_choice_does_not_count_as_a_character() throws IOException {
        // " bb": −4/2 = −2, with the blank −4/3; " ccaa": −8/4 = −2, with the blank −8/5: a tie only without the blank
        Outcome outcome = choose(Choice.after("x", List.of("ccaa", "bb"), 0));
        assertThat(share(outcome, Outcome.NORMALISED)).as("the first of a tie").isEqualTo(1);
        assertThat(share(outcome, Outcome.ACCURACY)).isZero();
    }

    @Test
    void of_a_tie_the_first_is_taken() throws IOException {
        assertThat(share(choose(Choice.after("x", List.of("ab", "ba", "c"), 0)), Outcome.ACCURACY))
                .isEqualTo(1);
        assertThat(share(choose(Choice.after("x", List.of("ab", "ba", "c"), 1)), Outcome.ACCURACY))
                .isZero();
    }

    @Test
    void chance_is_the_mean_over_questions_with_different_numbers_of_choices() throws IOException {
        Outcome outcome =
                choose(Choice.after("x", List.of("a", "b"), 0), Choice.after("x", List.of("a", "b", "c", "d"), 3));
        assertThat(outcome.form()).isEqualTo(Form.CHOICE);
        assertThat(outcome.chance()).isCloseTo((0.5 + 0.25) / 2, within(1e-12));
        assertThat(outcome.main()).isEqualTo(new Share(1, 2));
    }

    @Test
    void a_context_helps_only_where_it_is_shown() throws IOException {
        Choice choice = new Choice(
                List.of(new Continuation("x", "b"), new Continuation("xq", "cc")), 1); // after q everything is free
        Outcome outcome = choose(choice);
        assertThat(share(outcome, Outcome.ACCURACY)).isEqualTo(1);
        assertThat(share(outcome, Outcome.CHOICE_ONLY)).isZero();
    }

    @Test
    void the_same_continuation_after_two_contexts_is_told_apart_by_them() throws IOException {
        Outcome outcome = choose(new Choice(List.of(new Continuation("ann", "b"), new Continuation("evq", "b")), 1));
        assertThat(share(outcome, Outcome.ACCURACY)).isEqualTo(1);
        assertThat(outcome.shares()).doesNotContainKey(Outcome.CHOICE_ONLY);
    }

    @Test
    void of_two_sentences_without_context_the_more_probable_wins() throws IOException {
        Outcome outcome = choose(Choice.after("", List.of("ab", "ac"), 0), Choice.after("", List.of("az", "ac"), 0));
        assertThat(outcome.main()).isEqualTo(new Share(1, 2));
        assertThat(outcome.shares()).doesNotContainKey(Outcome.CHOICE_ONLY);
    }

    @Test
    void the_unigram_baseline_looks_at_words_alone() throws IOException {
        // the stand-in prefers the shorter text; a blank counts as in the text
        assertThat(share(choose(Choice.after("x", List.of("zz", "aaa"), 0)), Outcome.UNIGRAM))
                .isEqualTo(1);
    }

    @Test
    void a_last_word_is_right_if_each_of_its_tokens_is_the_most_probable() throws IOException {
        Outcome outcome = examine(
                prompts -> List.of(),
                new LastWord(new Continuation("x", " aaa")),
                new LastWord(new Continuation("x", " aba")));
        assertThat(outcome.form()).isEqualTo(Form.LAST_WORD);
        assertThat(outcome.main()).isEqualTo(new Share(1, 2));
        assertThat(outcome.chance()).isNaN();
    }

    @Test
    void an_answer_counts_if_it_contains_a_right_one_in_any_case() throws IOException {
        Completion completion = new Completion("Capital:", List.of("Lima", "Peru"), Map.of("depth", 50));
        Completion other = new Completion("Capital:", List.of("Oslo"), Map.of("depth", 50));
        Outcome outcome = examine(prompts -> List.of(" it is LIMA, I think", " Os lo"), completion, other);
        assertThat(outcome.main()).isEqualTo(new Share(1, 2));
        assertThat(share(outcome, Outcome.CONTAINS_SHUFFLED)).isZero();
        assertThat(outcome.cells()).singleElement().satisfies(cell -> {
            assertThat(cell.groups()).isEqualTo(Map.of("depth", 50));
            assertThat(cell.share()).isEqualTo(new Share(1, 2));
        });
    }

    @Test
    void an_answer_that_fits_every_question_gets_as_much_when_it_is_given_to_another() throws IOException {
        Outcome outcome = examine(
                prompts -> List.of("English", "English", "English"),
                new Completion("Language of A:", List.of("English"), Map.of()),
                new Completion("Language of B:", List.of("Danish"), Map.of()),
                new Completion("Language of C:", List.of("English"), Map.of()));
        assertThat(outcome.main()).isEqualTo(new Share(2, 3));
        assertThat(outcome.shares()).containsEntry(Outcome.CONTAINS_SHUFFLED, new Share(2, 3));
    }

    @Test
    void more_questions_than_are_asked_at_a_time_are_all_counted() throws IOException {
        List<Question> many = Collections.nCopies(600, Choice.after("x", List.of("a", "b"), 0));
        assertThat(choose(many.toArray(Choice[]::new)).main()).isEqualTo(new Share(600, 600));
    }

    @Test
    void an_empty_set_is_refused() {
        assertThatThrownBy(ExaminerTest::choose).hasMessage("set holds no question.");
    }

    @Test
    void intervals_are_wilsons() {
        Share half = new Share(50, 100);
        assertThat(half.low()).isCloseTo(0.4038, within(1e-4));
        assertThat(half.high()).isCloseTo(0.5962, within(1e-4));
        assertThat(new Share(0, 10).low()).isZero();
        assertThat(new Share(0, 10).high()).isCloseTo(0.2775, within(1e-4));
    }
}
