package dev.braid.engine.task.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Split;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageModellingTest {
    private static String text(Corpus corpus, Split split) {
        return new String(corpus.text(split), StandardCharsets.UTF_8);
    }

    private static BoundTask on(Corpus corpus) {
        return new LanguageModelling().bind(Map.of("corpus", new ParamValue.Text(corpus.id())));
    }

    @Test
    void speeches_are_split_by_their_years() {
        assertThat(text(Corpus.SOTU, Split.TRAIN))
                .startsWith("Fellow-Citizens of the Senate")
                .doesNotContain("<doc");
        int bytes = 0;
        for (Split split : Split.values()) {
            bytes += Corpus.SOTU.text(split).length;
        }
        assertThat(bytes).isBetween(10_700_000, 10_900_000);
        assertThat(text(Corpus.SOTU, Split.VALIDATION)).contains("Reagan").doesNotContain("September 11th");
        assertThat(text(Corpus.SOTU, Split.TEST)).contains("Iraq");
    }

    @Test
    void the_novel_is_split_by_chapters() {
        assertThat(text(Corpus.MOBY_DICK, Split.TRAIN))
                .startsWith("CHAPTER 1. Loomings.")
                .contains("Call me Ishmael");
        assertThat(text(Corpus.MOBY_DICK, Split.VALIDATION)).startsWith("CHAPTER");
        assertThat(text(Corpus.MOBY_DICK, Split.TEST)).contains("The Chase").startsWith("CHAPTER");
    }

    @Test
    void countries_are_in_one_split_each() {
        assertThat(text(Corpus.FACTBOOK, Split.TRAIN)).startsWith("Algeria\n").contains("\nGeography / Location: ");
        assertThat(text(Corpus.FACTBOOK, Split.TEST)).doesNotContain("\nAlgeria\n");
    }

    @ParameterizedTest
    @EnumSource(Corpus.class)
    void every_label_is_the_next_byte_of_the_text(Corpus corpus) {
        for (Split split : Split.values()) {
            Batch batch = on(corpus).batch(split, 3, 1, 5, 64);
            String text = new String(corpus.text(split), StandardCharsets.ISO_8859_1);
            for (int row = 0; row < 5; row++) {
                StringBuilder window = new StringBuilder();
                for (int t = 0; t < 64; t++) {
                    window.append((char) batch.tokens()[row * 64 + t]);
                    if (t > 0) {
                        assertThat(batch.tokens()[row * 64 + t]).isEqualTo(batch.labels()[row * 64 + t - 1]);
                    }
                }
                window.append((char) batch.labels()[row * 64 + 63]);
                assertThat(text).contains(window);
            }
            assertThat(batch.slices()[0]).startsWith(1, 2, 2, 4, 4, 4, 4, 8).endsWith(32, 64);
        }
    }

    @Test
    void guessing_is_to_say_a_blank_every_time() {
        byte[] text = Corpus.MOBY_DICK.text(Split.TRAIN);
        int blanks = 0;
        for (byte each : text) {
            blanks += each == ' ' ? 1 : 0;
        }
        assertThat(on(Corpus.MOBY_DICK).chance(64)).isCloseTo(blanks / (double) text.length, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(Corpus.class)
    void a_window_longer_than_a_split_is_refused(Corpus corpus) {
        int shortest = Integer.MAX_VALUE;
        for (Split split : Split.values()) {
            shortest = Math.min(shortest, corpus.text(split).length);
        }
        assertThat(on(corpus).problems(shortest - 1)).isEmpty();
        assertThat(on(corpus).problems(shortest)).singleElement().asString().contains("from 1 to " + (shortest - 1));
    }

    @Test
    void the_slice_of_the_speeches_is_that_of_the_floor() {
        assertThat(text(Corpus.SOTU_SLICE, Split.TRAIN).length()).isEqualTo(3_000_003);
        assertThat(text(Corpus.SOTU, Split.TRAIN))
                .startsWith(text(Corpus.SOTU_SLICE, Split.TRAIN).strip());
        assertThat(text(Corpus.SOTU, Split.TRAIN))
                .contains(text(Corpus.SOTU_SLICE, Split.TEST).strip());
    }

    @Test
    void byte_pairs_of_the_training_text_give_the_text_back() {
        BoundTask task = new LanguageModelling()
                .bind(Map.of(
                        "corpus", new ParamValue.Text("moby-dick"),
                        "tokenizer", new ParamValue.Text("bpe"),
                        "vocabulary", new ParamValue.Whole(400)));
        assertThat(task.vocabulary()).isEqualTo(400);
        assertThat(task.prepare()).isEmpty();
        Batch batch = task.batch(Split.TEST, 1, 0, 4, 64);
        String text = text(Corpus.MOBY_DICK, Split.TEST);
        for (int row = 0; row < 4; row++) {
            byte[] bytes = PreparedText.of(TextChoice.of(task.settings()))
                    .tokenizer()
                    .decode(batch.rows(row, row + 1).tokens());
            assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                    .contains(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        int bytes = 0;
        for (int label : batch.labels()) {
            bytes += task.bytes(label);
        }
        assertThat(bytes / (double) batch.labelCount()).isBetween(1.4, 2.5);
        assertThat(task.symbol(batch.tokens()[0])).isNotBlank();
    }

    @Test
    void a_time_through_the_text_asks_every_window_once() {
        BoundTask task = on(Corpus.SOTU_SLICE);
        int windows = (Corpus.SOTU_SLICE.text(Split.TEST).length - 1) / 256;
        Set<List<Integer>> seen = new HashSet<>();
        for (int index = 0; index < windows; index++) {
            seen.add(Arrays.stream(task.batch(Split.TEST, 5, index, 1, 256).tokens())
                    .boxed()
                    .toList());
        }
        assertThat(seen).hasSize(windows);
        int[] first = task.batch(Split.TEST, 5, 0, 1, 256).tokens();
        assertThat(task.batch(Split.TEST, 5, windows, 1, 256).tokens()).isNotEqualTo(first);
    }

    @Test
    void what_the_files_hold_is_in_the_fingerprint() {
        assertThat(on(Corpus.SOTU).fingerprint())
                .isNotEqualTo(on(Corpus.MOBY_DICK).fingerprint());
    }
}
