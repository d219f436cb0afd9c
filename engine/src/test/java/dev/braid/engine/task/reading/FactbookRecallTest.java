package dev.braid.engine.task.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.question.Question.Completion;
import dev.braid.engine.task.reading.Passage.Query;
import dev.braid.engine.task.text.Corpus;
import dev.braid.engine.task.token.BytePairTrainer;
import dev.braid.engine.task.token.ByteTokenizer;
import dev.braid.engine.task.token.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactbookRecallTest {
    private static BoundTask bound(String style, boolean counterfactual, int questions) {
        return new FactbookRecall()
                .bind(Map.of(
                        "style", new ParamValue.Text(style),
                        "counterfactual", new ParamValue.Flag(counterfactual),
                        "questions", new ParamValue.Whole(questions)));
    }

    private static String text(int[] tokens, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append((char) tokens[i]);
        }
        return new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static boolean twice(String text, String part) {
        int at = text.indexOf(part);
        return text.indexOf(part, at + 1) >= 0;
    }

    @Test
    void countries_of_the_splits_are_those_of_the_corpus_and_have_their_fields() {
        Set<String> names = new HashSet<>();
        int fields = 0;
        for (Split split : Split.values()) {
            for (Country country : Factbook.of(split).countries()) {
                assertThat(names.add(country.name())).isTrue();
                fields += country.fields().size();
            }
        }
        assertThat(names).hasSize(252).contains("Algeria");
        assertThat(fields).isEqualTo(56_912);
        assertThat(Factbook.of(Split.TEST).countries()).hasSize(25);
    }

    @Test
    void an_answer_is_a_value_up_to_its_first_semicolon_or_bracket() {
        assertThat(Country.Field.of("k", "arid to semiarid; mild").answer()).isEqualTo("arid to semiarid");
        assertThat(Country.Field.of("k", "12.5 years (2014 est.)").answer()).isEqualTo("12.5 years");
        assertThat(Country.Field.of("k", "NA").answerable()).isFalse();
        assertThat(Country.Field.of("k", "None (see note)").answerable()).isFalse();
        assertThat(Country.Field.of("k", "7").answerable()).isFalse();
        assertThat(Country.Field.of("k", "x".repeat(41)).answerable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(PassageStyle.class)
    void every_answer_stands_once_in_its_passage_where_the_query_says(PassageStyle style) {
        for (boolean counterfactual : new boolean[] {false, true}) {
            FactbookPassages passages = new FactbookPassages(style, counterfactual);
            int asked = 0;
            int characters = 0;
            for (int i = 0; i < 60; i++) {
                Passage passage = passages.write(RandomStream.named(4, i), Split.VALIDATION, 900, 3);
                int bytes = passage.text().getBytes(StandardCharsets.UTF_8).length;
                String lower = passage.text().toLowerCase(Locale.ROOT);
                for (Query query : passage.queries()) {
                    String answer = query.answer().toLowerCase(Locale.ROOT);
                    assertThat(lower.substring(query.at())).startsWith(answer);
                    assertThat(twice(lower, answer)).isFalse();
                    bytes += (query.prompt() + " " + query.answer()).getBytes(StandardCharsets.UTF_8).length;
                    asked++;
                }
                assertThat(bytes).isLessThanOrEqualTo(900);
                characters += passage.text().length();
            }
            assertThat(characters / 60).as("the room is used").isGreaterThan(600);
            assertThat(asked).isGreaterThan(150);
        }
    }

    @Test
    void counterfactual_answers_are_those_of_other_countries() {
        FactbookPassages passages = new FactbookPassages(PassageStyle.SWDE, true);
        Map<String, Country> byName = Factbook.of(Split.TRAIN).countries().stream()
                .collect(Collectors.toMap(Country::name, country -> country));
        for (int i = 0; i < 60; i++) {
            Passage passage = passages.write(RandomStream.named(5, i), Split.TRAIN, 700, 2);
            Country country = byName.get(passage.text().lines().findFirst().orElse(""));
            assertThat(country).isNotNull();
            for (Query query : passage.queries()) {
                String key = query.prompt().strip().replaceAll(":$", "");
                assertThat(country.fields())
                        .filteredOn(field -> field.key().equals(key))
                        .singleElement()
                        .satisfies(field -> assertThat(field.answer()).isNotEqualToIgnoringCase(query.answer()));
            }
        }
    }

    @Test
    void the_styles_read_as_they_should() {
        Country country = new Country(
                "Peru",
                List.of(
                        Country.Field.of("Government / Capital / name", "Lima"),
                        Country.Field.of("Economy / GDP (official exchange rate)", "$202 billion (2014 est.)")));
        Country.Field capital = country.fields().getFirst();
        Country.Field product = country.fields().getLast();
        assertThat(PassageStyle.SWDE.fact(country, capital)).isEqualTo("\nGovernment / Capital / name: Lima");
        assertThat(PassageStyle.SWDE.prompt(country, capital)).isEqualTo("\nGovernment / Capital / name:");
        assertThat(PassageStyle.FDA.fact(country, product))
                .isEqualTo(" The GDP (official exchange rate) of Peru is $202 billion (2014 est.).");
        assertThat(PassageStyle.FDA.prompt(country, product)).isEqualTo("\n GDP (official exchange rate):");
        assertThat(PassageStyle.SQUAD.prompt(country, capital)).isEqualTo("\nThe capital of Peru is");
        assertThat(Phrases.of("People and Society / Median age / male")).isEqualTo("median age of men");
        assertThat(Phrases.of("Energy / Crude oil - exports")).isEqualTo("crude oil - exports");
    }

    @ParameterizedTest
    @EnumSource(PassageStyle.class)
    void the_labels_of_a_sequence_are_the_answers_to_what_was_asked(PassageStyle style) {
        BoundTask task = bound(style.id(), false, 4);
        Batch batch = task.batch(Split.TRAIN, 1, 0, 20, 640);
        int questions = 0;
        for (int row = 0; row < 20; row++) {
            int start = row * 640;
            for (int t = 1; t < 640; t++) {
                boolean begins = batch.labels()[start + t] >= 0 && batch.labels()[start + t - 1] < 0;
                if (!begins) {
                    continue;
                }
                int end = t;
                while (end < 640 && batch.labels()[start + end] >= 0) {
                    if (end + 1 < 640) {
                        assertThat(batch.tokens()[start + end + 1]).isEqualTo(batch.labels()[start + end]);
                    }
                    end++;
                }
                String answer = text(batch.labels(), start + t, start + end);
                assertThat(answer).startsWith(" ");
                String before = text(batch.tokens(), start, start + t + 1);
                assertThat(before).endsWith(style == PassageStyle.SQUAD ? " is" : ":");
                assertThat(before.toLowerCase(Locale.ROOT))
                        .contains(answer.strip().toLowerCase(Locale.ROOT));
                int distance = batch.slices()[0][start + t];
                assertThat(Integer.bitCount(distance)).isEqualTo(1);
                assertThat(batch.slices()[1][start + t]).isBetween(10, 100);
                questions++;
            }
        }
        assertThat(questions).isGreaterThan(60);
    }

    @Test
    void free_questions_end_where_the_answer_begins_and_fit_their_context() {
        for (String style : FactbookRecall.styles()) {
            PassageTask task = FactbookRecall.of(style, false, ByteTokenizer.INSTANCE);
            List<Completion> completions = task.completions(Split.TEST, 3, 30, 512);
            assertThat(completions).hasSize(30).isEqualTo(task.completions(Split.TEST, 3, 30, 512));
            assertThat(new HashSet<>(completions)).hasSize(30);
            for (Completion completion : completions) {
                int bytes = completion.prompt().getBytes(StandardCharsets.UTF_8).length;
                assertThat(bytes).isLessThan(512);
                assertThat(completion.prompt()).doesNotEndWith(" ");
                assertThat(completion.groups())
                        .containsEntry("context-length", 512)
                        .containsKey("depth");
            }
        }
    }

    @Test
    void with_byte_pairs_passages_fill_their_contexts_and_labels_are_the_answers() {
        byte[] text = Corpus.FACTBOOK.text(Split.VALIDATION);
        Tokenizer tokenizer = new BytePairTrainer().add(text, 0, 200_000).train(600);
        PassageTask task = FactbookRecall.of("swde", false, tokenizer);
        assertThat(task.vocabulary()).isEqualTo(600);
        Batch batch = task.batch(Split.TRAIN, 1, 0, 20, 256);
        int padding = 0;
        for (int row = 0; row < 20; row++) {
            List<Integer> answer = new ArrayList<>();
            for (int at = row * 256; at < (row + 1) * 256; at++) {
                if (batch.labels()[at] != Batch.NO_LABEL) {
                    answer.add(batch.labels()[at]);
                }
            }
            String words =
                    tokenizer.text(answer.stream().mapToInt(Integer::intValue).toArray());
            assertThat(words).startsWith(" ");
            assertThat(tokenizer.text(Arrays.copyOfRange(batch.tokens(), row * 256, (row + 1) * 256)))
                    .containsIgnoringCase(words.strip());
            for (int at = row * 256; batch.tokens()[at] == tokenizer.encode("\n")[0]; at++) {
                padding++;
            }
        }
        assertThat(padding / 20.0).as("line breaks in front, of 256").isLessThan(90);
        for (Completion completion : task.completions(Split.TEST, 1, 10, 256)) {
            assertThat(tokenizer.encode(completion.prompt()).length).isLessThan(256);
        }
    }

    @Test
    void there_are_tens_of_thousands_of_items_over_some_five_hundred_keys() {
        Set<String> keys = new HashSet<>();
        int items = 0;
        for (Split split : Split.values()) {
            for (Country country : Factbook.of(split).countries()) {
                for (List<Country.Field> chunk : chunks(country)) {
                    StringBuilder text = new StringBuilder();
                    chunk.forEach(field -> text.append(PassageStyle.SWDE.fact(country, field)));
                    String lower = text.toString().toLowerCase(Locale.ROOT);
                    for (Country.Field field : chunk) {
                        if (field.answerable() && !twice(lower, field.answer().toLowerCase(Locale.ROOT))) {
                            items++;
                            keys.add(field.key());
                        }
                    }
                }
            }
        }
        assertThat(items).isBetween(37_000, 38_000);
        assertThat(keys).hasSizeBetween(495, 515);
    }

    private static List<List<Country.Field>> chunks(Country country) {
        List<List<Country.Field>> chunks = new ArrayList<>();
        int length = 4000;
        for (Country.Field field : country.fields()) {
            int cost = PassageStyle.SWDE.fact(country, field).length();
            if (length + cost > 4000) {
                chunks.add(new ArrayList<>());
                length = 0;
            }
            chunks.getLast().add(field);
            length += cost;
        }
        return chunks;
    }
}
