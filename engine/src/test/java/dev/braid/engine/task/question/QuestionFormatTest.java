package dev.braid.engine.task.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.task.question.Question.Choice;
import dev.braid.engine.task.question.Question.Completion;
import dev.braid.engine.task.question.Question.Continuation;
import dev.braid.engine.task.question.Question.LastWord;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuestionFormatTest {
    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }

    private static Question read(QuestionFormat expected, String text) {
        assertThat(QuestionFormat.recognise(json(text))).contains(expected);
        return expected.read(json(text));
    }

    private static Choice choice(QuestionFormat expected, String text) {
        return (Choice) read(expected, text);
    }

    private static void asks(Choice choice, int answer, String context, String... continuations) {
        assertThat(choice.answer()).isEqualTo(answer);
        assertThat(choice.options()).extracting(Continuation::context).containsOnly(context);
        assertThat(choice.options()).extracting(Continuation::text).containsExactly(continuations);
    }

    @Test
    void recall_sets_are_read_as_they_are() {
        assertThat(
                        read(
                                QuestionFormat.SWDE,
                                "{\"doc_id\": 3, \"file_name\": \"a.htm\", \"key\": \"year\", \"value\": \"1999\", \"text\": \"Year: 1999 Director: X\\n year:\"}"))
                .isEqualTo(new Completion("Year: 1999 Director: X\n year:", List.of("1999")));
        assertThat(
                        read(
                                QuestionFormat.SQUAD,
                                "{\"doc_id\": \"4\", \"title\": \"Paris\", \"context\": \"c\", \"question\": \"q\", \"text\": \"Paris lies on the\", \"value\": \"Seine\"}"))
                .isEqualTo(new Completion("Paris lies on the", List.of("Seine")));
        assertThat(
                        read(
                                QuestionFormat.PASSAGES,
                                "{\"context\": \"It was built in 1889.\", \"question\": \"When was it built?\", \"answers\": [\"1889\", \"in 1889\"]}"))
                .isEqualTo(new Completion("It was built in 1889. When was it built?", List.of("1889", "in 1889")));
    }

    @Test
    void our_own_recall_asks_for_the_key_unless_the_text_ends_with_it() {
        assertThat(read(QuestionFormat.RECALL, "{\"text\": \"Height: 3 m\", \"key\": \"Height\", \"value\": \"3 m\"}"))
                .isEqualTo(new Completion("Height: 3 m\nHeight:", List.of("3 m")));
        assertThat(read(
                        QuestionFormat.RECALL,
                        "{\"text\": \"Height: 3 m\\nHeight:\", \"key\": \"Height\", \"value\": \"3 m\"}"))
                .isEqualTo(new Completion("Height: 3 m\nHeight:", List.of("3 m")));
    }

    @Test
    void hellaswag_loses_the_brackets_of_wikihow_and_keeps_its_label_in_a_string() {
        asks(
                choice(QuestionFormat.HELLASWAG, """
                        {"activity_label": "Home", "ctx_a": "[header] How to cook [title] Boil [substeps] water.",
                         "ctx_b": "THEN the cook", "endings": ["waits  long.", "sings [step] aloud.", "c", "d"], "label": "2"}
                        """),
                2,
                "Home: How to cook. Boil water. Then the cook",
                " waits long.",
                " sings aloud.",
                " c",
                " d");
    }

    @Test
    void questions_and_answers_are_put_as_harnesses_put_them() {
        asks(
                choice(
                        QuestionFormat.PIQA,
                        "{\"goal\": \"Open a jar\", \"sol1\": \"Turn.\", \"sol2\": \"Hit.\", \"label\": 1}"),
                1,
                "Question: Open a jar\nAnswer:",
                " Turn.",
                " Hit.");
        asks(
                choice(
                        QuestionFormat.ARC,
                        "{\"id\": \"x\", \"question\": \"Why?\", \"choices\": {\"text\": [\"a\", \"b\", \"c\"], \"label\": [\"1\", \"2\", \"3\"]}, \"answerKey\": \"3\"}"),
                2,
                "Question: Why?\nAnswer:",
                " a",
                " b",
                " c");
        asks(
                choice(
                        QuestionFormat.ARC_ORIGINAL,
                        "{\"question\": {\"stem\": \"Why?\", \"choices\": [{\"text\": \"a\", \"label\": \"A\"}, {\"text\": \"b\", \"label\": \"B\"}]}, \"answerKey\": \"B\"}"),
                1,
                "Question: Why?\nAnswer:",
                " a",
                " b");
        asks(
                choice(
                        QuestionFormat.OPENBOOKQA,
                        "{\"question_stem\": \"The sun is\", \"choices\": {\"text\": [\"hot\", \"cold\"], \"label\": [\"A\", \"B\"]}, \"answerKey\": \"A\"}"),
                0,
                "The sun is",
                " hot",
                " cold");
        asks(
                choice(QuestionFormat.BOOLQ, "{\"passage\": \"P.\", \"question\": \"is it so\", \"label\": true}"),
                1,
                "P.\nQuestion: is it so?\nAnswer:",
                " no",
                " yes");
        asks(
                choice(
                        QuestionFormat.SCIQ,
                        "{\"question\": \"Q?\", \"distractor1\": \"a\", \"distractor2\": \"b\", \"distractor3\": \"c\", \"correct_answer\": \"d\", \"support\": \" S.\"}"),
                3,
                "S.\nQuestion: Q?\nAnswer:",
                " a",
                " b",
                " c",
                " d");
    }

    @Test
    void copa_goes_on_with_because_or_therefore() {
        String rest =
                ", \"choice1\": \"It rained.\", \"choice2\": \"I slept.\", \"label\": 0, \"idx\": 7, \"premise\": \"The street was wet.\"}";
        asks(
                choice(QuestionFormat.COPA, "{\"question\": \"cause\"" + rest),
                0,
                "The street was wet because",
                " it rained.",
                " i slept.");
        assertThat(choice(QuestionFormat.COPA, "{\"question\": \"effect\"" + rest)
                        .options()
                        .getFirst()
                        .context())
                .isEqualTo("The street was wet therefore");
    }

    @Test
    void winogrande_scores_the_same_continuation_after_both_names() {
        assertThat(
                        choice(
                                QuestionFormat.WINOGRANDE,
                                "{\"sentence\": \"Ann met Eve and _ smiled.\", \"option1\": \"Ann\", \"option2\": \"Eve\", \"answer\": \"2\"}"))
                .isEqualTo(new Choice(
                        List.of(
                                new Continuation("Ann met Eve and Ann", " smiled."),
                                new Continuation("Ann met Eve and Eve", " smiled.")),
                        1));
    }

    @Test
    void blimp_has_no_context_and_lambada_asks_for_its_last_word() {
        asks(
                choice(
                        QuestionFormat.BLIMP,
                        "{\"sentence_good\": \"Dogs bark.\", \"sentence_bad\": \"Dogs barks.\", \"UID\": \"x\"}"),
                0,
                "",
                "Dogs bark.",
                "Dogs barks.");
        assertThat(read(QuestionFormat.LAMBADA, "{\"text\": \"He looked at his friend Tom\"}"))
                .isEqualTo(new LastWord(new Continuation("He looked at his friend", " Tom")));
        asks(
                choice(
                        QuestionFormat.CHOICES,
                        "{\"context\": \"One and one is\", \"choices\": [\"two\", \"three\"], \"answer\": 0}"),
                0,
                "One and one is",
                " two",
                " three");
    }

    @Test
    void a_wrong_field_is_named() {
        assertThatThrownBy(() -> QuestionFormat.PIQA.read(json("{\"goal\": \"g\", \"sol1\": [1], \"sol2\": \"s\"}")))
                .hasMessage("field 'sol1': expected a string, got [1]");
        assertThatThrownBy(
                        () -> QuestionFormat.ARC.read(
                                json(
                                        "{\"question\": \"q\", \"choices\": {\"text\": [\"a\", \"b\"], \"label\": [\"A\"]}, \"answerKey\": \"A\"}")))
                .hasMessage("field 'choices.label': expected as many as there are texts, 2, got 1");
        assertThatThrownBy(
                        () -> QuestionFormat.COPA.read(
                                json(
                                        "{\"premise\": \"p.\", \"question\": \"why\", \"choice1\": \"a\", \"choice2\": \"b\", \"label\": 0}")))
                .hasMessage("field 'question': expected one of cause, effect, got \"why\"");
        assertThatThrownBy(() -> QuestionFormat.PIQA.read(
                        json("{\"goal\": \"g\", \"sol1\": \"s\", \"sol2\": \"s\", \"label\": -1}")))
                .hasMessageContaining("hidden test set");
    }

    @Test
    void every_format_is_found_by_its_name() {
        for (QuestionFormat format : QuestionFormat.values()) {
            assertThat(QuestionFormat.named(format.id())).contains(format);
        }
        assertThat(QuestionFormat.named("based-drop")).contains(QuestionFormat.PASSAGES);
        assertThat(QuestionFormat.recognise(json("{\"text\": \"a b\", \"label\": 1, \"source\": \"x\"}")))
                .as("any text with other fields is not LAMBADA")
                .isEmpty();
    }
}
