package dev.braid.engine.paraphrase.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.token.Tokenizer;
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

    @Test
    void a_text_of_ones_own_is_read_in_byte_pairs() throws IOException {
        Path own = folder.resolve("own.txt");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            text.append("The harbour of town ").append(i).append(" is deep, and ships lie in it. ");
        }
        Files.writeString(own, text);
        Object[] chosen = {"text", own.toString(), "tokenizer", "bpe", "vocabulary", 400, "again", "repeat", "chunk", 32
        };
        BoundTask bound = bind(chosen);
        assertThat(bound.prepare()).isEmpty();
        assertThat(bound.problems(128)).isEmpty();
        assertThat(bound.vocabulary()).isEqualTo(400);
        Tokenizer tokenizer = bound.textTokenizer().orElseThrow();
        Batch batch = bound.batch(Split.TRAIN, 1, 0, 4, 128);
        assertThat(tokenizer.text(Arrays.copyOf(batch.tokens(), 128)))
                .contains(" is deep, and ships lie in it. The harbour of town ");
        assertThat(Arrays.copyOfRange(batch.labels(), 0, 127)).isEqualTo(Arrays.copyOfRange(batch.tokens(), 1, 128));

        Object[] asked = Arrays.copyOf(chosen, chosen.length + 4);
        System.arraycopy(new Object[] {"ask", "recall", "look-back", 64}, 0, asked, chosen.length, 4);
        Batch recall = bind(asked).batch(Split.TEST, 1, 0, 8, 128);
        assertThat(recall.labelCount()).isEqualTo(8 * 7);
        for (int row = 0; row < 8; row++) {
            int[] window = Arrays.copyOfRange(recall.tokens(), row * 128, (row + 1) * 128);
            int[] answer = Arrays.copyOfRange(recall.labels(), row * 128 + 121, (row + 1) * 128);
            assertThat(tokenizer.text(answer)).as("a token for each digit").matches("\\d{7}");
            int fact = 128 + 1 - 7 - 64;
            assertThat(Arrays.copyOfRange(window, fact, fact + 7)).isEqualTo(answer);
            assertThat(tokenizer.text(Arrays.copyOf(window, fact))).endsWith("number is: ");
        }

        assertThat(bind(chosen).fingerprint()).isEqualTo(bound.fingerprint());
        Files.writeString(own, "Once. " + text);
        assertThat(bind(chosen).fingerprint()).isNotEqualTo(bound.fingerprint());
    }

    @Test
    void a_text_that_cannot_be_read_says_why() throws IOException {
        assertThat(bind("text", "nowhere.txt").problems(128))
                .singleElement()
                .asString()
                .contains("There is no file or folder", "nowhere.txt");
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, "déjà vu ".repeat(500).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(bind("text", latin.toString()).prepare()).get().asString().contains("latin.txt is not UTF-8");
    }

    @Test
    void runs_on_bytes_of_a_shipped_corpus_keep_their_names() {
        assertThat(new ParaphraseTraining().bind(Map.of()).fingerprint())
                .as("as runs of earlier versions have it in their specifications")
                .isEqualTo("1");
    }

    @Test
    void a_text_that_is_shorter_than_the_context_in_tokens_is_gone_through_again() throws IOException {
        Path own = folder.resolve("short.txt");
        Files.writeString(own, "Ships lie in the harbour of the town. ".repeat(300));
        BoundTask bound =
                bind("text", own.toString(), "tokenizer", "bpe", "vocabulary", 400, "ask", "recall", "look-back", 300);
        assertThat(bound.problems(400)).isEmpty();
        Batch batch = bound.batch(Split.TEST, 1, 0, 2, 400);
        String read = bound.textTokenizer().orElseThrow().text(batch.tokens());
        assertThat(read).doesNotContain("\u0000").contains("harbour of the town. Ships");
    }

    @Test
    void a_text_without_sentences_is_cut_at_a_word() throws IOException {
        Path own = folder.resolve("words.txt");
        Files.writeString(own, "harbour ".repeat(2000));
        Batch batch =
                bind("text", own.toString(), "kilobytes", 1, "again", "repeat").batch(Split.TRAIN, 1, 0, 2, 128);
        assertThat(text(batch.tokens(), 0, 128)).contains("harbour harbour harbour");
    }

    @Test
    void pairs_that_cannot_be_read_are_named_before_anything_begins() throws IOException {
        Path broken = folder.resolve("broken.jsonl");
        Files.write(broken, "{\"text\": \"d\u00e9j\u00e0\"".getBytes(StandardCharsets.ISO_8859_1));
        BoundTask bound = bind("pairs", broken.toString());
        assertThat(bound.fingerprint()).isNotEmpty();
        assertThat(bound.prepare()).get().asString().contains("broken.jsonl", "not UTF-8");
        Files.writeString(broken, "{\"text\": 3}\n");
        assertThat(bind("pairs", broken.toString()).prepare())
                .get()
                .asString()
                .contains("broken.jsonl, line 1, field \"text\"");
    }
}
