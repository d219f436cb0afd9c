package dev.braid.engine.paraphrase.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a user's pair of one sentence as the technique: then no rules are loaded. */
class ParaphraseTrainingTest {
    private static final String SENTENCE = "I have directed that the papers be laid before you.";

    @TempDir
    static Path folder;

    private static Path pairs;

    @BeforeAll
    static void keep_the_cache_apart() throws IOException {
        System.setProperty("braid.cache", folder.toString());
        pairs = folder.resolve("pairs.jsonl");
        Files.writeString(
                pairs,
                "{\"text\": \"The event of the measure is yet unknown to me.\", \"paraphrase\": \"" + SENTENCE
                        + "\"}\n");
    }

    @AfterAll
    static void forget_it() {
        System.clearProperty("braid.cache");
    }

    private static BoundTask bind(Object... namesAndValues) {
        Map<String, ParamValue> given = new HashMap<>(Map.of(
                "technique", new ParamValue.Text("own-pairs"),
                "pairs", new ParamValue.Text(pairs.toString()),
                "kilobytes", new ParamValue.Whole(8)));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put(
                    (String) namesAndValues[i],
                    namesAndValues[i + 1] instanceof Integer whole
                            ? new ParamValue.Whole(whole)
                            : new ParamValue.Text((String) namesAndValues[i + 1]));
        }
        ParaphraseTraining task = new ParaphraseTraining();
        assertThat(task.problems(given)).isEmpty();
        return task.bind(given);
    }

    private static String text(int[] tokens, int from, int to) {
        byte[] bytes = new byte[to - from];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) tokens[from + i];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void a_batch_depends_on_its_arguments_and_nothing_else() {
        BoundTask bound = bind();
        Batch batch = bound.batch(Split.TRAIN, 3, 5, 4, 256);
        Batch again = bind().batch(Split.TRAIN, 3, 5, 6, 256);
        assertThat(again.rows(0, 4).tokens()).isEqualTo(batch.tokens());
        assertThat(bound.batch(Split.TRAIN, 3, 6, 4, 256).tokens()).isNotEqualTo(batch.tokens());
        assertThat(bound.batch(Split.TRAIN, 4, 5, 4, 256).tokens()).isNotEqualTo(batch.tokens());
        for (int t = 0; t < 255; t++) {
            assertThat(batch.labels()[t]).isEqualTo(batch.tokens()[t + 1]);
        }
    }

    @Test
    void windows_hold_the_paraphrase_and_what_was_made_is_read_again_from_the_disk() throws IOException {
        Batch batch = bind("share", 1).batch(Split.TRAIN, 1, 0, 3000, 512);
        assertThat(text(batch.tokens(), 0, batch.tokens().length).contains(SENTENCE.substring(0, 20)))
                .isTrue();
        try (var files = Files.list(folder.resolve("paraphrases").resolve("texts"))) {
            assertThat(files.map(Path::toString)).anyMatch(name -> name.endsWith(".json"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeat", "plain"})
    void controls_have_no_other_words(String again) {
        Batch batch = bind("again", again).batch(Split.TRAIN, 1, 0, 64, 512);
        assertThat(text(batch.tokens(), 0, batch.tokens().length).contains(SENTENCE.substring(0, 20)))
                .isFalse();
    }

    @Test
    void held_out_text_is_plain_and_the_same_for_all_trainings() {
        assertThat(bind("chunk", 32).batch(Split.TEST, 1, 0, 2, 128).tokens())
                .isEqualTo(
                        bind("again", "repeat").batch(Split.TEST, 1, 0, 2, 128).tokens());
    }

    @Test
    void a_fact_is_asked_for_as_far_back_as_wanted() {
        for (int back : new int[] {64, 200}) {
            BoundTask bound = bind("ask", "recall", "look-back", back);
            Batch batch = bound.batch(Split.TEST, 1, 0, 8, 300);
            assertThat(batch.labelCount()).isEqualTo(8 * 7);
            for (int row = 0; row < 8; row++) {
                int last = row * 300 + 299;
                int[] answer = Arrays.copyOfRange(batch.labels(), last - 6, last + 1);
                int[] window = Arrays.copyOfRange(batch.tokens(), row * 300, row * 300 + 300);
                int fact = 300 + 1 - 7 - back;
                assertThat(Arrays.copyOfRange(window, fact, fact + 7)).isEqualTo(answer);
                assertThat(text(window, fact - 11, fact)).isEqualTo("number is: ");
                assertThat(batch.slices()[0][last]).isEqualTo(back);
            }
        }
    }

    @Test
    void what_cannot_be_says_why() {
        assertThat(bind("ask", "recall", "look-back", 256).problems(128))
                .singleElement()
                .asString()
                .startsWith("A fact 256 tokens back does not fit into 128; use a context length of at least");
        assertThat(bind("pairs", "nowhere.jsonl").problems(128))
                .singleElement()
                .asString()
                .contains("there is none at 'nowhere.jsonl'; use the parameter pairs to name one.");
    }
}
