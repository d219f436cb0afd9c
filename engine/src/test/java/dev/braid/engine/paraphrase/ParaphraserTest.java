package dev.braid.engine.paraphrase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.rule.Articles;
import dev.braid.engine.paraphrase.rule.KeyValueLine;
import dev.braid.engine.paraphrase.rule.Rules;
import dev.braid.engine.paraphrase.rule.StructureRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All in one class, for English is loaded once. */
class ParaphraserTest {
    private static final English ENGLISH = new English();
    private static final Paraphraser RULES = new Paraphraser(ENGLISH, ENGLISH.words(), Technique.RULES);
    private static final long SEED = 31;

    /** A line of the judged sample. */
    private record Judged(String judgement, String sentence, String paraphrase) {}

    private static List<Judged> sample() throws IOException {
        try (InputStream stream = Objects.requireNonNull(ParaphraserTest.class.getResourceAsStream("sample.tsv"))) {
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("%"))
                    .map(line -> line.split("\t"))
                    .map(columns -> new Judged(columns[1], columns[3], columns[4]))
                    .toList();
        }
    }

    @Test
    void the_judged_sample_is_what_the_rules_make_today() throws IOException {
        TextParaphraser paraphraser = new TextParaphraser(ENGLISH, Optional.of(RULES), Map.of());
        List<String> made = new ArrayList<>();
        for (Judged line : sample()) {
            paraphraser.pieces(line.sentence, SEED, outcome -> made.add(outcome.text()));
        }
        assertThat(made).isEqualTo(sample().stream().map(Judged::paraphrase).toList());
    }

    @Test
    void at_least_90_of_100_are_faithful_and_grammatical() throws IOException {
        assertThat(sample()).hasSize(100).allMatch(line -> line.judgement.matches("good|bad"));
        assertThat(sample().stream().filter(line -> line.judgement.equals("good")))
                .hasSizeGreaterThanOrEqualTo(90);
    }

    @Test
    void every_paraphrase_keeps_the_numbers_and_stays_in_the_band() throws IOException {
        assertThat(sample()).allSatisfy(line -> {
            assertThat(Facts.numbers(line.paraphrase).stream().sorted())
                    .containsExactlyElementsOf(
                            Facts.numbers(line.sentence).stream().sorted().toList());
            assertThat(Distance.between(line.sentence, line.paraphrase)).isBetween(0.1, 0.6);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "In 1985, Congress passed the law. | Congress passed the law in 1985.",
                "In 1985, Congress passed the law. | Congress, in 1985, passed the law.",
                "However, the measure has failed. | The measure has, however, failed.",
                "The measure, however, has failed. | However, the measure has failed.",
                "The law was passed in 1985. | In 1985, the law was passed.",
                "If the people agree, we will go. | We will, if the people agree, go.",
                "We stayed because the ship was late. | Because the ship was late, we stayed.",
                "The expedition failed, but the men returned. | Although the expedition failed, the men returned.",
                "Congress passed the bill. | The bill was passed by Congress.",
                "The capital of France is Paris. | Paris is the capital of France.",
                "The capital of France is Paris. | Capital of France: Paris.",
                "It is necessary to act. | To act is necessary.",
                "I believe that the people will agree. | The people will, I believe, agree.",
                "I recommend that the law be changed. | What I recommend is that the law be changed.",
                "The storm came; the ship was lost. | The storm came. The ship was lost.",
                "He gave me the book. | He gave the book to me.",
                "The revenue has greatly increased. | The revenue has increased greatly.",
                "The country's economy has grown. | The economy of the country has grown.",
                "We need economy and efficiency. | We need efficiency and economy.",
            })
    void rules_of_structure_say_the_same(String sentence, String other) {
        Sentence tagged = ENGLISH.protection().protect(ENGLISH.tagger().sentence(sentence), Set.of());
        List<String> all = new ArrayList<>();
        for (StructureRule rule : Stream.of(Rules.structure(), Rules.local(), Rules.facts())
                .flatMap(List::stream)
                .toList()) {
            rule.rewrite(tagged, ENGLISH.grammar()).forEach(next -> all.add(next.text()));
        }
        assertThat(all).contains(other);
    }

    @Test
    void the_same_sentence_and_seed_give_the_same_paraphrase() {
        String sentence = "During the last year the people of this country have frequently assisted each other.";
        assertThat(RULES.paraphrase(sentence, 1, Set.of())).isEqualTo(RULES.paraphrase(sentence, 1, Set.of()));
        assertThat(Stream.of(1, 2, 3, 4, 5, 6, 7, 8, 9)
                        .map(seed -> RULES.paraphrase(sentence, seed, Set.of()).text())
                        .distinct()
                        .count())
                .isGreaterThan(1);
    }

    @Test
    void answers_quotations_names_and_numbers_stay_as_they_are() {
        String sentence =
                "He said \"we must try to build a ship\" upon the vast ocean in order to assist each other in 1912.";
        for (int seed = 0; seed < 20; seed++) {
            String other =
                    RULES.paraphrase(sentence, seed, List.of("vast ocean")).text();
            assertThat(other).contains("\"we must try to build a ship\"", "vast ocean", "1912");
        }
    }

    @Test
    void techniques_work_alone() {
        String sentence = "In order to protect each other, we need economy and efficiency.";
        Paraphraser synonyms = new Paraphraser(ENGLISH, ENGLISH.words(), EnumSet.of(Technique.SYNONYMS));
        Paraphraser facts = new Paraphraser(ENGLISH, ENGLISH.words(), EnumSet.of(Technique.FACTS));
        assertThat(synonyms.paraphrase(sentence, 1, Set.of()).rules())
                .allMatch(rule -> rule.equals("set-phrase") || rule.equals("synonym"));
        assertThat(facts.paraphrase(sentence, 1, Set.of()).text())
                .isEqualTo("In order to protect each other, we need efficiency and economy.");
    }

    @Test
    void a_refusal_says_why() {
        assertThat(RULES.paraphrase("Go home now.", 1, Set.of()).refusal()).contains(Refusal.SHORT);
        assertThat(RULES.paraphrase("So it goes. ".repeat(40), 1, Set.of()).refusal())
                .contains(Refusal.LONG);
        assertThat(RULES.paraphrase("The whale swam round and round.", 1, Set.of())
                        .refusal())
                .contains(Refusal.NO_RULE);
    }

    @Test
    void a_report_counts_rules_and_reasons_and_keeps_samples() {
        AcceptanceReport report = new AcceptanceReport();
        new TextParaphraser(ENGLISH, Optional.of(RULES), Map.of())
                .paraphrase(
                        "In 1985, Congress passed the law for all of the states. The whale swam round and round.",
                        1,
                        Set.of(),
                        report::add);
        assertThat(report.sentences()).isEqualTo(2);
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.refusals()).containsEntry(Refusal.NO_RULE, 1);
        assertThat(report.rules()).hasSize(1);
        assertThat(report.samples()).hasSize(1);
    }

    @Test
    void lines_of_facts_become_sentences_in_another_order() {
        String table =
                "Cuba\nGeography / Climate: tropical; moderated by trade winds\nGeography / Area / total: 110,860 sq km\n"
                        + "Geography / Coastline: 3,735 km";
        String other = new TextParaphraser(ENGLISH, Optional.of(RULES), Map.of())
                .paraphrase(table, 3, Set.of(), outcome -> {});
        assertThat(other.lines())
                .hasSize(4)
                .startsWith("Cuba")
                .doesNotContainSequence(table.lines().toList());
        assertThat(other).contains("110,860 sq km", "3,735 km").doesNotContain("Geography / ");
        assertThat(KeyValueLine.of("Geography / Climate: tropical")
                        .orElseThrow()
                        .sentences())
                .contains("The climate is tropical.");
    }

    @Test
    void pieces_in_a_row_are_the_text() {
        String text = "One fish.  Two fish.\n\nName: value\nThe end of it came.";
        StringBuilder originals = new StringBuilder();
        new TextParaphraser(ENGLISH, Optional.of(RULES), Map.of())
                .pieces(text, 1, outcome -> {})
                .forEach(piece -> originals.append(piece.original()));
        assertThat(originals).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "hour, an",
        "uniform, a",
        "useful, a",
        "umbrella, an",
        "unimportant, an",
        "one, a",
        "honest, an",
        "European, a",
        "ship, a"
    })
    void articles_fit_the_sound(String word, String article) {
        Sentence before = ENGLISH.tagger().sentence("It was the " + word + ".");
        Sentence after = ENGLISH.tagger().sentence("It was a " + word + ".");
        assertThat(Articles.repaired(after, before).text()).isEqualTo("It was " + article + " " + word + ".");
    }
}
