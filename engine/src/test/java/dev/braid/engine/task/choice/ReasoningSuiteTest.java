package dev.braid.engine.task.choice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.task.choice.WordNet.Pair;
import dev.braid.engine.task.question.Question;
import dev.braid.engine.task.question.Question.Choice;
import dev.braid.engine.task.question.Question.Continuation;
import dev.braid.engine.task.question.Question.LastWord;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReasoningSuiteTest {
    private static final int LONGEST = 400;

    static List<String> names() {
        return ReasoningSuite.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_set_is_made_from_its_seed_and_no_question_comes_twice(String name) {
        List<Question> questions = ReasoningSuite.questions(name, 5, 100, LONGEST);
        assertThat(questions).isEqualTo(ReasoningSuite.questions(name, 5, 100, LONGEST));
        assertThat(new HashSet<>(questions)).hasSameSizeAs(questions);
        assertThat(questions.size()).isGreaterThanOrEqualTo(name.equals("causes") ? 10 : 20);
        assertThat(questions).isNotEqualTo(ReasoningSuite.questions(name, 6, 100, LONGEST));
    }

    @ParameterizedTest
    @MethodSource("names")
    void choices_differ_and_right_ones_stand_in_every_place(String name) {
        Set<Integer> places = new HashSet<>();
        int choices = 0;
        for (Question question : ReasoningSuite.questions(name, 5, 100, LONGEST)) {
            if (question instanceof Choice choice) {
                choices = choice.options().size();
                assertThat(new HashSet<>(choice.options())).hasSize(choices);
                places.add(choice.answer());
                for (Continuation option : choice.options()) {
                    assertThat(option.context()).doesNotEndWith(" ");
                    assertThat(option.text()).isNotBlank();
                }
            }
        }
        if (!name.equals("last-word") && !name.equals("agreement")) {
            assertThat(places).hasSize(choices);
        }
    }

    @ParameterizedTest
    @EnumSource(Relation.class)
    void pairs_have_two_words_and_keep_away_from_each_others_relatives(Relation relation) {
        List<Pair> pairs = WordNet.get().pairs(relation);
        int fewest = switch (relation) {
            case ISA -> 2000;
            case ANTONYM -> 300;
            case HAS_PART -> 100;
            case ATTRIBUTE -> 50;
            case ENTAILS -> 30;
            case CAUSES -> 15;
        };
        assertThat(pairs).hasSizeGreaterThan(fewest);
        for (Pair pair : pairs) {
            assertThat(pair.related()).contains(pair.first(), pair.second());
        }
    }

    @Test
    void a_question_on_a_relation_offers_words_that_are_wrong() {
        for (Relation relation : Relation.values()) {
            List<Pair> pairs = WordNet.get().pairs(relation);
            for (Question question : ReasoningSuite.questions(relation.id(), 1, 50, LONGEST)) {
                Choice choice = (Choice) question;
                String context = choice.options().getFirst().context();
                String right = choice.options().get(choice.answer()).text().strip();
                for (Pair pair : pairs) {
                    if (relation.question(pair.first()).equals(context)) {
                        for (Continuation option : choice.options()) {
                            String offered = option.text().strip();
                            assertThat(offered.equals(pair.second()) && !offered.equals(right))
                                    .as(context + " " + offered)
                                    .isFalse();
                        }
                    }
                }
            }
        }
    }

    @Test
    void statements_tell_what_is_asked_but_not_in_the_words_of_the_question() {
        Set<String> statements = new HashSet<>(ReasoningSuite.statements(1));
        for (Relation relation : Relation.values()) {
            for (Question question : ReasoningSuite.questions(relation.id(), 1, 40, LONGEST)) {
                Choice choice = (Choice) question;
                String context = choice.options().getFirst().context();
                String right = choice.options().get(choice.answer()).text();
                assertThat(statements).doesNotContain(context + right + ".");
            }
            Pair pair = WordNet.get().pairs(relation).getFirst();
            assertThat(statements).contains(relation.statement(0, pair.first(), pair.second()));
        }
    }

    @Test
    void an_inherited_property_follows_from_the_facts_and_from_nothing_else() {
        for (int hops = 1; hops <= 2; hops++) {
            for (Question question : ReasoningSuite.questions("inheritance-" + hops, 3, 30, LONGEST)) {
                Choice choice = (Choice) question;
                String context = choice.options().getFirst().context();
                String word = context.substring(context.lastIndexOf("every ") + 6, context.lastIndexOf(" is"));
                for (int hop = 0; hop <= hops; hop++) {
                    int at = context.indexOf("Every " + word + " is ") + ("Every " + word + " is ").length();
                    word = context.substring(at, context.indexOf('.', at)).replaceFirst("^an? ", "");
                }
                assertThat(choice.options().get(choice.answer()).text()).isEqualTo(" " + word);
                for (Continuation option : choice.options()) {
                    assertThat(context).as("every choice is told of").contains(option.text() + ".");
                }
            }
        }
    }

    @Test
    void last_words_stand_in_the_sentences_before() {
        for (Question question : ReasoningSuite.questions("last-word", 3, 50, LONGEST)) {
            LastWord word = (LastWord) question;
            assertThat(word.word().context().toLowerCase(Locale.ROOT))
                    .contains(word.word().text().strip().toLowerCase(Locale.ROOT))
                    .hasSizeLessThanOrEqualTo(LONGEST + 1);
        }
    }
}
